import type { Analysis } from '../analysis/types';
import type { Origin } from '../model/origin';
import type { Policy, Rule } from '../model/policy';
import type { PartStep, PolicyStep, RuleStep, SideTrace, TierStep } from '../model/verdict';
import { missCount, missedBriefly, missedWords, nearestParts } from './explanation-misses';
import type { Scene } from './explanation-sentence';
import { subjectOf } from './explanation-sentence';
import { policyName, ruleName } from './explanation-clauses';
import { decides, isEngines, passingOfTier } from './explanation-deciding';
import type { RuleOf } from './explanation-deciding';
import type { Finding, LaneStep } from './explanation-types';
import { counted, listedUpTo, name, sentence } from './sentences';
import type { Sentence } from './sentences';
import { keyOfPolicy, portWords, shortPeerWords } from './sentences-peers';

/** What the steps of one lane are made from. */
export type LaneContext = {
  readonly analysis: Analysis;
  readonly scene: Scene;
  /** Number of the end whose gate it is. */
  readonly end: number | undefined;
  /** The rule of this lane that came closest, where none matched. */
  readonly closest: RuleStep | undefined;
  readonly isStale: (origin: Origin) => boolean;
  readonly policyOf: (step: PolicyStep) => Policy | undefined;
};

/** Of a policy; where many policies apply only its nearest rule is told. */
const rulesShown = 3;
const manyPolicies = 4;
const policiesShown = 10;

/** The rule with the fewest things that did not match, over all policies of a side; the first of equally close ones
 * whose ports match, else the first. Undefined where a rule decided or there is none that could let it through. */
export function closestRule(side: SideTrace): RuleStep | undefined {
  let best: RuleStep | undefined;
  let least = Infinity;
  if (side.checkpoints.some(({ state }) => state === 'denied')) return undefined;
  for (const { tiers } of side.checkpoints) {
    for (const { policies, outcome, combine } of tiers) {
      if (combine !== undefined && outcome !== 'deny' && outcome !== 'unknown') continue;
      for (const { rules } of policies) {
        for (const rule of rules) {
          if (rule.action !== 'allow') continue;
          if (rule.matched === 'yes') return undefined;
          const distance = distanceOf(rule);
          if (distance < least) {
            best = rule;
            least = distance;
          }
        }
      }
    }
  }
  return best;
}

/** The lines of one tier: its policies in order, each with the rules that came closest. */
export function tierSteps(context: LaneContext, side: SideTrace, tier: TierStep): readonly LaneStep[] {
  const { policies, left } = lookedAt(tier);
  const near = nearest(policies, policiesShown, (policy) =>
    Math.min(Infinity, ...policy.rules.map(distanceOf)),
  );
  const shown = tier.combine === 'first' ? near : decidingFirst(near);
  const rules = policies.length > manyPolicies ? 1 : rulesShown;
  const steps = shown.flatMap((policy) => policySteps(context, side, tier, policy, rules));
  const hidden = policies.length - shown.length;
  const more = (count: number, why: string) =>
    count === 0
      ? []
      : [moreStep(sentence(`${counted(count, 'more policy', 'more policies')}, ${why}`), undefined)];
  return [...steps, ...more(hidden, 'none of them closer'), ...more(left, 'not looked at any more')];
}

/** What is looked at until a rule decides, where the first that matches does; `left`: policies behind it. */
function lookedAt({ policies: all, combine }: TierStep): {
  readonly policies: readonly PolicyStep[];
  readonly left: number;
} {
  const written = all.filter((policy) => !isEngines(policy) || policy.rules.some(decides));
  const last = combine === 'first' ? written.findLastIndex(({ rules }) => rules.some(decides)) : -1;
  if (last < 0) return { policies: written, left: 0 };
  const policies = written.slice(0, last + 1).map((policy, index) => {
    const end = policy.rules.findLastIndex(decides);
    return index === last ? { ...policy, rules: policy.rules.slice(0, end + 1) } : policy;
  });
  return { policies, left: written.length - last - 1 };
}

/** Where any rule that matches is enough, the order of policies says nothing: those that decided come first. */
function decidingFirst(policies: readonly PolicyStep[]): readonly PolicyStep[] {
  const decided = (policy: PolicyStep) => policy.rules.some(decides);
  return [...policies.filter(decided), ...policies.filter((policy) => !decided(policy))];
}

function policySteps(
  context: LaneContext,
  side: SideTrace,
  tier: TierStep,
  policy: PolicyStep,
  rules: number,
): readonly LaneStep[] {
  const { analysis, scene } = context;
  const own = isEngines(policy);
  const about = { policy: own ? undefined : keyOfPolicy(policy.ref), stale: context.isStale(policy.origin) };
  // A rule that only writes a log is told where it did.
  const telling = policy.rules.filter(({ action, matched }) => action !== 'log' || matched !== 'no');
  if (telling.length === 0) {
    const subject = name(subjectOf(scene, side.direction));
    const nobody = side.direction === 'egress' ? 'lets nothing out' : 'admits nobody';
    const words = policy.isolates
      ? sentence(policyName(policy), ' isolates ', subject, ` and ${nobody}`)
      : sentence(policyName(policy), ` has no rule for ${side.direction}`);
    const place = own ? undefined : analysis.place(policy.origin);
    return [{ kind: 'policy', dot: 'looked at', closest: false, words, findings: [], place, ...about }];
  }
  // In a walk only what a flow is refused by, or let through by, is told rule by rule.
  const isAside =
    tier.combine === 'first' && tier.outcome !== 'unknown' && !(tier.atEnd && tier.outcome === 'deny');
  if (isAside && !telling.some(({ matched }) => matched !== 'no')) {
    const none =
      telling.length === 1
        ? ', its only rule does not match'
        : `, none of its ${telling.length} rules matches`;
    const words = sentence(policyName(policy), none);
    const place = own ? undefined : analysis.place(policy.origin);
    return [{ kind: 'policy', dot: 'looked at', closest: false, words, findings: [], place, ...about }];
  }
  const near = nearest(telling, rules, distanceOf);
  // Where the order says nothing, the rules that decided come first.
  const shown =
    tier.combine === 'strongest' ? [...near.filter(decides), ...near.filter((rule) => !decides(rule))] : near;
  const first = shown.reduce((least, rule) => (distanceOf(rule) < distanceOf(least) ? rule : least));
  const steps = shown.map((rule) => ruleStep(context, side, tier, policy, rule, rule === first, about));
  const hidden = telling.length - shown.length;
  if (hidden === 0 || rules === 1) return steps;
  const words = sentence(
    `${counted(hidden, 'more rule')} of `,
    name(policy.ref.name),
    ', none of them closer',
  );
  return [...steps, { ...moreStep(words, about.policy), stale: about.stale }];
}

function ruleStep(
  context: LaneContext,
  side: SideTrace,
  tier: TierStep,
  policy: PolicyStep,
  rule: RuleStep,
  nearestOfPolicy: boolean,
  about: Pick<LaneStep, 'policy' | 'stale'>,
): LaneStep {
  const closest = rule === context.closest;
  const passes = passingOfTier(tier).some((one) => one.rule === rule);
  const decided = decides(rule) || passes;
  const words = ruleWords(tier, { policy, rule }, decided, closest);
  const policySide = context.policyOf(policy)?.[side.direction];
  const inFull = closest || decided || nearestOfPolicy;
  return {
    kind: rule.action === 'log' ? 'log' : 'rule',
    dot: decided ? dotOf(tier, rule) : 'looked at',
    closest,
    words,
    findings: findingsOf(
      context,
      side,
      rule,
      policySide?.rules.find(({ index }) => index === rule.index),
      inFull,
    ),
    place: isEngines(policy) ? undefined : context.analysis.place(rule.origin),
    ...about,
    ...(decided && { spec: context.analysis.specRule(policy.ref.dialect, rule.action) }),
  };
}

const verbs = { allow: 'allowed by ', deny: 'denied by ', pass: 'passed on by ', log: 'logged by ' } as const;

/** In a union a rule that is told with a filled dot admits; in a walk it is said what it did. */
function ruleWords(tier: TierStep, of: RuleOf, decided: boolean, closest: boolean): Sentence {
  const { rule } = of;
  const called = sentence(ruleName(of), closest ? ', closest' : '');
  if (tier.combine === undefined) return called;
  if (decided) {
    const stopped = rule.action === 'allow' && tier.outcome === 'deny';
    return stopped
      ? sentence(called, ' lets it through, as far as policy goes')
      : sentence(verbs[rule.action], called);
  }
  if (rule.matched !== 'yes') return called;
  if (rule.action === 'log') return sentence(verbs.log, called);
  if (rule.action === 'allow' && tier.outcome === 'deny') {
    return sentence(called, ', but a deny goes before it');
  }
  return called;
}

function dotOf(tier: TierStep, rule: RuleStep): LaneStep['dot'] {
  if (tier.outcome === 'unknown' && rule.matched !== 'yes') return 'undetermined';
  if (rule.action === 'pass') return 'passed';
  return rule.action === 'deny' || tier.outcome === 'deny' ? 'denied' : 'allowed';
}

/** What matched and what did not: ports first, since they are short. */
function findingsOf(
  context: LaneContext,
  side: SideTrace,
  step: RuleStep,
  rule: Rule | undefined,
  inFull: boolean,
): readonly Finding[] {
  const { scene } = context;
  const subject = { peer: side.direction === 'egress' ? scene.to : scene.from, destination: scene.to };
  const ports = partFinding(
    step.ports,
    subject,
    inFull,
    () => sentence('every port'),
    (index) => {
      const port = partOf(rule?.ports, step.ports, index);
      return port === undefined ? sentence(scene.port) : portWords(port);
    },
  );
  const peers = partFinding(
    step.peers,
    subject,
    inFull,
    () => sentence('anyone'),
    (index) => {
      const peer = partOf(rule?.peers, step.peers, index);
      return peer === undefined ? sentence(name(subject.peer)) : shortPeerWords(peer);
    },
  );
  const findings = [ports, peers];
  return inFull ? findings : findings.filter(({ tone }) => tone !== 'matched');
}

/** What is written for a part of the walk; undefined where one stands for several, as `ANY` does for three protocols. */
function partOf<T>(
  written: 'any' | readonly T[] | undefined,
  walked: 'any' | readonly PartStep[],
  index: number,
): T | undefined {
  if (written === undefined || written === 'any' || written.length !== walked.length) return undefined;
  return written[index];
}

function partFinding(
  parts: 'any' | readonly PartStep[],
  subject: { peer: string; destination: string },
  inFull: boolean,
  any: () => Sentence,
  matchedWords: (index: number) => Sentence,
): Finding {
  if (parts === 'any') return { tone: 'matched', words: any() };
  const matched = parts.flatMap((part, index) => (part.matched === 'yes' ? [index] : []));
  if (matched.length > 0) {
    const told = matched.slice(0, 2).map((index) => {
      const words = parts[index]?.words;
      return words === undefined ? matchedWords(index) : sentence(words);
    });
    return { tone: 'matched', words: listedUpTo(told, 2, matched.length) };
  }
  const unknown = parts.filter((part) => part.matched === 'unknown');
  const near = unknown.length > 0 ? unknown : nearestParts(parts);
  const untold = near.length > 0 && near.every(({ misses }) => misses.length === 0);
  if (untold) {
    const wishes = near.slice(0, 3).map((part) => matchedWords(parts.indexOf(part)));
    const wanted = listedUpTo(wishes, 3, near.length, 'or');
    return {
      tone: unknown.length > 0 ? 'unknown' : 'missed',
      words: sentence(inFull ? 'wants ' : '', wanted),
    };
  }
  const words = inFull ? missedWords(near, subject) : missedBriefly(near);
  return { tone: unknown.length > 0 ? 'unknown' : 'missed', words };
}

/** Rules by how much kept them from matching; among equals those whose ports match. */
function distanceOf(rule: RuleStep): number {
  if (rule.matched === 'yes') return -1;
  const portsMatch = rule.ports === 'any' || rule.ports.some((part) => part.matched === 'yes');
  return missCount(rule) + (portsMatch ? 0 : 0.5);
}

/** The `count` nearest of a list, in the list's own order. */
function nearest<T>(items: readonly T[], count: number, distance: (item: T) => number): readonly T[] {
  if (items.length <= count) return items;
  const order = items.map((item, index) => ({ item, index, distance: distance(item) }));
  order.sort((a, b) => compare(a.distance, b.distance) || a.index - b.index);
  const kept = new Set(order.slice(0, count).map(({ index }) => index));
  return items.filter((_, index) => kept.has(index));
}

/** Works for infinities too, whose difference is not a number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function moreStep(words: Sentence, policy: string | undefined): LaneStep {
  const nothing = { findings: [], place: undefined, stale: false, closest: false } as const;
  return { kind: 'more', dot: 'looked at', words, policy, ...nothing };
}
