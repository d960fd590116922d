import type { Analysis } from '../analysis/types';
import type { Direction } from '../model/policy';
import type { CheckpointStep, SideTrace, TierStep } from '../model/verdict';
import { tierSteps } from './explanation-steps';
import type { LaneContext } from './explanation-steps';
import { conditionWords, policyName, refusedAfterAll } from './explanation-clauses';
import { decidingRules, isEngines, isolating, passingOfTier, telling } from './explanation-deciding';
import type { Badge, Lane, LaneGate, LaneStep, LaneTier } from './explanation-types';
import { beforeClause, reasonWords, subjectOf } from './explanation-sentence';
import { counted, fromBackticks, listedUpTo, name, sentence } from './sentences';
import type { Sentence } from './sentences';

/** One lane: the gate, what it does with this flow, and all that was looked at. */
export function laneOf(context: LaneContext, side: SideTrace): Lane {
  const { scene } = context;
  const subject = name(subjectOf(scene, side.direction));
  const own = side.checkpoints.findLast(({ kind }) => kind === 'gate');
  return {
    direction: side.direction,
    title: sentence(side.direction === 'egress' ? 'Leaving ' : 'Entering ', subject),
    gate: gateOf(context.analysis, context.end, side, own?.state),
    verdict: side.verdict.kind,
    badge: badgeOf(side, telling(side)?.state),
    hasGate: side.before !== 'outside',
    tiers:
      side.before === undefined
        ? side.checkpoints.flatMap((checkpoint) => withHeading(context, side, checkpoint))
        : [{ name: '', words: [], steps: [beforeStep(context, side)] }],
  };
}

/** Where a side has several checkpoints, or one that is not the gate of its pod, each is told by name. */
function withHeading(context: LaneContext, side: SideTrace, checkpoint: CheckpointStep): readonly LaneTier[] {
  const tiers = tiersOf(context, side, checkpoint);
  if (side.checkpoints.length === 1 && checkpoint.kind === 'gate') return tiers;
  const words =
    checkpoint.kind === 'host' && checkpoint.name !== undefined
      ? sentence(name(checkpoint.name), checkpoint.direction === undefined ? '' : `, ${checkpoint.direction}`)
      : sentence('gate of ', name(subjectOf(context.scene, side.direction)));
  const heading = { words, badge: badgeOf(side, checkpoint.state) };
  const [first, ...rest] = tiers;
  return [{ ...(first ?? { name: '', words: [], steps: [] }), heading }, ...rest];
}

function gateOf(
  analysis: Analysis,
  end: number | undefined,
  side: SideTrace,
  state: CheckpointStep['state'] | undefined,
): LaneGate {
  if (side.before === 'nothing enforced') return { state: 'not enforced', rules: 0, stopped: false };
  const isWorkload = end !== undefined && end < analysis.snapshot.cluster.workloads.length;
  const unpoliced = side.before === 'outside' || side.before === 'host network';
  if (unpoliced || !isWorkload || (side.before === undefined && state === undefined)) {
    return { state: 'none', rules: 0, stopped: false };
  }
  if (state === 'undetermined') return { state: 'unknown', rules: 0, stopped: false };
  if (state === 'open') return { state: 'open', rules: 0, stopped: false };
  const { summary, snapshot } = analysis;
  const gate = summary.workloads[end]?.[side.direction] ?? snapshot.evaluator.gate(end, side.direction);
  const stopped = state === 'refuses' || state === 'denied';
  return { state: stopped && gate.state === 'open' ? 'guarded' : gate.state, rules: gate.rules, stopped };
}

function badgeOf(side: SideTrace, state: CheckpointStep['state'] | undefined): Badge {
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
    case 'admits': {
      const partly = side.verdict.kind === 'allowed' && side.verdict.conditions !== undefined;
      if (partly) {
        const text = side.direction === 'egress' ? 'lets some of it out' : 'admits some of it';
        return { tone: 'conditional', text };
      }
      return { tone: 'allowed', text: side.direction === 'egress' ? 'lets it out' : 'admits it' };
    }
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
  return plainStep('before', side.verdict.kind, capitalized(sentence(words, '.')));
}

/** Tiers without a policy for this subject share one grey line; the others follow in order. */
function tiersOf(context: LaneContext, side: SideTrace, checkpoint: CheckpointStep): readonly LaneTier[] {
  const told = checkpoint.tiers.filter(isTold);
  const idle = told.filter((tier) => tier.policies.length === 0);
  const busy = told.filter((tier) => tier.policies.length > 0);
  const tiers: LaneTier[] = [];
  if (told.length > 1 && idle.length > 0) {
    tiers.push({ name: '', words: idleWords(idle, busy.length === 0), steps: [] });
  }
  for (const [index, tier] of busy.entries()) {
    const steps = [...tierSteps(context, side, tier), ...tierEnd(context, tier, index < busy.length - 1)];
    tiers.push({ name: tier.tier, words: tierWords(context, side, tier, told.length > 1), steps });
  }
  const ends = endSteps(context, side, checkpoint);
  const last = tiers.at(-1);
  if (last === undefined || busy.length === 0) {
    return ends.length === 0 ? tiers : [...tiers, { name: '', words: [], steps: ends }];
  }
  return [...tiers.slice(0, -1), { ...last, steps: [...last.steps, ...ends] }];
}

/** What an engine does by itself is told only where it decided. */
function isTold({ policies, outcome }: TierStep): boolean {
  return outcome !== 'no match' || policies.length === 0 || !policies.every(isEngines);
}

function tierWords(context: LaneContext, side: SideTrace, tier: TierStep, several: boolean): Sentence {
  const { combine, policies } = tier;
  if (combine === undefined && !several) return selectingWords(context, side.direction, tier);
  const called = sentence('tier ', name(tier.tier));
  if (combine === undefined) return called;
  if (combine === 'first') return sentence(called, ', the first rule that matches decides');
  const denies = policies.some(({ rules }) => rules.some(({ action }) => action === 'deny'));
  const how = denies ? 'a rule that denies goes before any that allows' : 'any rule that matches is enough';
  return sentence(called, `, ${how}`);
}

/** Where a tier decides nothing, the walk goes on. */
function tierEnd(context: LaneContext, tier: TierStep, goesOn: boolean): readonly LaneStep[] {
  if (tier.combine === undefined) return [];
  if (tier.atEnd && tier.outcome === 'deny') {
    const isolates = tier.policies.filter((policy) => policy.isolates);
    const by = listedUpTo(isolates.slice(0, 3).map(policyName), 3, isolates.length);
    const words =
      isolates.length === 0
        ? sentence('End of tier: nothing here allowed it')
        : sentence('End of tier: isolated by ', by, ', and nothing here allowed it');
    const [first] = isolates;
    const spec = first === undefined ? undefined : context.analysis.specRule(first.ref.dialect, 'isolate');
    return [{ ...plainStep('end', 'denied', words), spec }];
  }
  if (tier.outcome !== 'no match' || !goesOn || passingOfTier(tier).length > 0) return [];
  return [plainStep('more', 'looked at', sentence('Nothing here decides it, so the next tier is asked'))];
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

/** What the end of the walk decided, where no rule did, and what else is asked of what gets through. */
function endSteps(context: LaneContext, side: SideTrace, checkpoint: CheckpointStep): readonly LaneStep[] {
  if (checkpoint.state === 'admits') return demands(side);
  const subject = sentence(name(subjectOf(context.scene, side.direction)));
  const words = endWords(side, checkpoint, subject);
  if (words === undefined) return [];
  const isolates = isolating(side).find((policy) => !isEngines(policy));
  const spec =
    checkpoint.state === 'refuses' &&
    isolates !== undefined &&
    decidingRules(checkpoint, 'allow').length === 0
      ? context.analysis.specRule(isolates.ref.dialect, 'isolate')
      : undefined;
  return [{ ...plainStep('end', dots[checkpoint.state], words), spec }];
}

const dots = {
  open: 'allowed',
  admits: 'allowed',
  refuses: 'denied',
  denied: 'denied',
  undetermined: 'undetermined',
} as const satisfies Record<CheckpointStep['state'], LaneStep['dot']>;

/** Conditions and authentication of a side that lets the flow through. */
function demands({ verdict }: SideTrace): readonly LaneStep[] {
  if (verdict.kind !== 'allowed') return [];
  const steps: LaneStep[] = [];
  if (verdict.conditions !== undefined) {
    const words = sentence('Allowed with conditions: only ', conditionWords(verdict.conditions, 12));
    steps.push(plainStep('condition', 'undetermined', words));
  }
  if (verdict.authentication !== undefined) {
    steps.push(plainStep('condition', 'undetermined', sentence('Both ends must authenticate first')));
  }
  return steps;
}

function plainStep(kind: LaneStep['kind'], dot: LaneStep['dot'], words: Sentence): LaneStep {
  return {
    kind,
    dot,
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
    case 'open': {
      if (checkpoint.words !== undefined) return sentence(capitalized(fromBackticks(checkpoint.words)), '.');
      const at = checkpoint.kind === 'host' ? sentence('it here') : subject;
      return sentence('No policy isolates ', at, ` for ${side.direction}, so nothing holds it back.`);
    }
    case 'refuses': {
      if (decidingRules(checkpoint, 'allow').length > 0) {
        return capitalized(refusedAfterAll(side.verdict, checkpoint));
      }
      // The tier that ended it has said so.
      if (checkpoint.tiers.some((tier) => tier.combine !== undefined && tier.atEnd)) return undefined;
      if (checkpoint.tiers.some((tier) => tier.atEnd)) {
        const admitted = side.direction === 'egress' ? 'no rule lets it out' : 'nobody admitted it';
        return sentence(`End of tier: isolated, and ${admitted}`);
      }
      return sentence(subject, ` is isolated for ${side.direction}, and nothing allowed it`);
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

function capitalized(words: Sentence): Sentence {
  const [first, ...rest] = words;
  if (first === undefined || first.kind !== 'text') return words;
  return [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest];
}
