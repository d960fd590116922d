import type { Analysis } from '../analysis/types';
import type { Direction } from '../model/policy';
import type { CheckpointStep, SideTrace, TierStep } from '../model/verdict';
import { tierSteps } from './explanation-steps';
import type { LaneContext } from './explanation-steps';
import type { Lane, LaneGate, LaneStep, LaneTier, Tone } from './explanation-types';
import { beforeClause, reasonWords, subjectOf } from './explanation-sentence';
import { counted, name, sentence } from './sentences';
import type { Sentence } from './sentences';

/** One lane: the gate, what it does with this flow, and all that was looked at. */
export function laneOf(context: LaneContext, side: SideTrace): Lane {
  const { scene } = context;
  const subject = name(subjectOf(scene, side.direction));
  const state = side.checkpoints.at(-1)?.state;
  return {
    direction: side.direction,
    title: sentence(side.direction === 'egress' ? 'Leaving ' : 'Entering ', subject),
    gate: gateOf(context.analysis, context.end, side, state),
    verdict: side.verdict.kind,
    badge: badgeOf(side, state),
    tiers:
      side.before === undefined
        ? side.checkpoints.flatMap((checkpoint) => tiersOf(context, side, checkpoint))
        : [{ name: '', words: [], steps: [beforeStep(context, side)] }],
  };
}

function gateOf(
  analysis: Analysis,
  end: number,
  side: SideTrace,
  state: CheckpointStep['state'] | undefined,
): LaneGate {
  if (side.before === 'nothing enforced') return { state: 'not enforced', rules: 0, stopped: false };
  const isWorkload = end < analysis.snapshot.cluster.workloads.length;
  if (side.before === 'outside' || side.before === 'host network' || !isWorkload) {
    return { state: 'none', rules: 0, stopped: false };
  }
  if (state === 'undetermined') return { state: 'unknown', rules: 0, stopped: false };
  if (state === 'open') return { state: 'open', rules: 0, stopped: false };
  const gate = analysis.snapshot.evaluator.gate(end, side.direction);
  const stopped = state === 'refuses' || state === 'denied';
  return { state: stopped && gate.state === 'open' ? 'guarded' : gate.state, rules: gate.rules, stopped };
}

function badgeOf(side: SideTrace, state: CheckpointStep['state'] | undefined): { tone: Tone; text: string } {
  if (side.before !== undefined) {
    if (side.verdict.kind === 'denied') return { tone: 'denied', text: 'no traffic' };
    if (side.before === 'outside') return { tone: 'plain', text: 'no gate' };
    return {
      tone: 'allowed',
      text: side.before === 'nothing enforced' ? 'not enforced' : 'no policy applies',
    };
  }
  switch (state) {
    case 'open':
      return { tone: 'allowed', text: 'open' };
    case 'admits':
      return { tone: 'allowed', text: side.direction === 'egress' ? 'lets it out' : 'admits it' };
    case 'refuses':
      return { tone: 'denied', text: 'shut for this flow' };
    case 'denied':
      return { tone: 'denied', text: 'denied by a rule' };
    case 'undetermined':
    case undefined:
      return { tone: 'conditional', text: 'cannot tell' };
  }
}

function beforeStep(context: LaneContext, side: SideTrace): LaneStep {
  const words =
    side.before === undefined ? sentence('') : beforeClause(context.scene, side.direction, side.before);
  return {
    kind: 'before',
    dot: dotOf(side),
    closest: false,
    words: capitalized(sentence(words, '.')),
    findings: [],
    place: undefined,
    policy: undefined,
    stale: false,
  };
}

/** Tiers without a policy for this subject share one grey line; the others follow in order. */
function tiersOf(context: LaneContext, side: SideTrace, checkpoint: CheckpointStep): readonly LaneTier[] {
  const idle = checkpoint.tiers.filter((tier) => tier.policies.length === 0);
  const busy = checkpoint.tiers.filter((tier) => tier.policies.length > 0);
  const tiers: LaneTier[] = [];
  const several = checkpoint.tiers.length > 1;
  if (several && idle.length > 0) {
    tiers.push({ name: '', words: idleWords(idle, busy.length === 0), steps: [] });
  }
  for (const tier of busy) {
    const words = several
      ? sentence('tier ', name(tier.tier))
      : selectingWords(context, side.direction, tier);
    tiers.push({ name: tier.tier, words, steps: tierSteps(context, side, tier) });
  }
  const end = endStep(context, side, checkpoint);
  if (end === undefined) return tiers;
  const last = tiers.at(-1);
  if (last === undefined || busy.length === 0) return [...tiers, { name: '', words: [], steps: [end] }];
  return [...tiers.slice(0, -1), { ...last, steps: [...last.steps, end] }];
}

function idleWords(idle: readonly TierStep[], none: boolean): Sentence {
  if (none) return sentence(`${counted(idle.length, 'tier')}, none applies`);
  const [only] = idle;
  if (idle.length === 1 && only !== undefined) {
    return sentence('tier ', name(only.tier), ': no policy applies');
  }
  return sentence(`${counted(idle.length, 'tier')} without a policy that applies`);
}

function selectingWords(context: LaneContext, direction: Direction, tier: TierStep): Sentence {
  const subject = name(subjectOf(context.scene, direction));
  return sentence(
    `${counted(tier.policies.length, 'policy', 'policies')} for ${direction} of `,
    subject,
    ', any rule that matches is enough',
  );
}

/** What the end of the walk decided, where no rule did. */
function endStep(context: LaneContext, side: SideTrace, checkpoint: CheckpointStep): LaneStep | undefined {
  const subject = name(subjectOf(context.scene, side.direction));
  const words = endWords(side, checkpoint, sentence(subject));
  if (words === undefined) return undefined;
  return {
    kind: 'end',
    dot: dotOf(side),
    closest: false,
    words,
    findings: [],
    place: undefined,
    policy: undefined,
    stale: false,
  };
}

function endWords(side: SideTrace, checkpoint: CheckpointStep, subject: Sentence): Sentence | undefined {
  switch (checkpoint.state) {
    case 'open':
      return sentence('No policy isolates ', subject, ` for ${side.direction}, so nothing holds it back.`);
    case 'refuses': {
      const admitted = side.direction === 'egress' ? 'no rule lets it out' : 'nobody admitted it';
      return sentence(`End of tier: isolated, and ${admitted}`);
    }
    case 'undetermined':
      return side.verdict.kind === 'undetermined'
        ? sentence('Cannot tell: ', reasonWords(side.verdict.reason))
        : undefined;
    case 'admits':
    case 'denied':
      return undefined;
  }
}

function dotOf(side: SideTrace): LaneStep['dot'] {
  return side.verdict.kind;
}

function capitalized(words: Sentence): Sentence {
  const [first, ...rest] = words;
  if (first === undefined || first.kind !== 'text') return words;
  return [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest];
}
