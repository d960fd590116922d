import type { Analysis } from '../analysis/types';
import type { Origin } from '../model/origin';
import type { Policy, Rule } from '../model/policy';
import type { PartStep, PolicyStep, RuleStep, SideTrace, TierStep } from '../model/verdict';
import { missCount, missedBriefly, missedWords, nearestParts } from './explanation-misses';
import type { Scene } from './explanation-sentence';
import { subjectOf } from './explanation-sentence';
import type { Finding, LaneStep } from './explanation-types';
import { counted, listedUpTo, name, sentence } from './sentences';
import type { Sentence } from './sentences';
import { keyOfPolicy, portWords, shortPeerWords } from './sentences-peers';

/** What the steps of one lane are made from. */
export type LaneContext = {
  readonly analysis: Analysis;
  readonly scene: Scene;
  /** Number of the end whose gate it is. */
  readonly end: number;
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
 * whose ports match, else the first. Undefined where a rule matched or there is none. */
export function closestRule(side: SideTrace): RuleStep | undefined {
  let best: RuleStep | undefined;
  let least = Infinity;
  for (const { tiers } of side.checkpoints) {
    for (const { policies } of tiers) {
      for (const { rules } of policies) {
        for (const rule of rules) {
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
  const shown = decidingFirst(
    nearest(tier.policies, policiesShown, (policy) => Math.min(Infinity, ...policy.rules.map(distanceOf))),
  );
  const rules = tier.policies.length > manyPolicies ? 1 : rulesShown;
  const steps = shown.flatMap((policy) => policySteps(context, side, policy, rules));
  const hidden = tier.policies.length - shown.length;
  if (hidden === 0) return steps;
  const words = sentence(`${counted(hidden, 'more policy', 'more policies')}, none of them closer`);
  return [...steps, moreStep(words, undefined)];
}

/** Where any rule that matches is enough, the order of policies says nothing: those that decided come first. */
function decidingFirst(policies: readonly PolicyStep[]): readonly PolicyStep[] {
  const decides = (policy: PolicyStep) => policy.rules.some((rule) => rule.matched === 'yes');
  return [...policies.filter(decides), ...policies.filter((policy) => !decides(policy))];
}

function policySteps(
  context: LaneContext,
  side: SideTrace,
  policy: PolicyStep,
  rules: number,
): readonly LaneStep[] {
  const { analysis, scene } = context;
  const about = { policy: keyOfPolicy(policy.ref), stale: context.isStale(policy.origin) };
  if (policy.rules.length === 0) {
    const subject = name(subjectOf(scene, side.direction));
    const nobody = side.direction === 'egress' ? 'lets nothing out' : 'admits nobody';
    const words = policy.isolates
      ? sentence(name(policy.ref.name), ' isolates ', subject, ` and ${nobody}`)
      : sentence(name(policy.ref.name), ` has no rule for ${side.direction}`);
    const place = analysis.place(policy.origin);
    return [{ kind: 'policy', dot: 'looked at', closest: false, words, findings: [], place, ...about }];
  }
  const shown = nearest(policy.rules, rules, distanceOf);
  const first = shown.reduce((least, rule) => (distanceOf(rule) < distanceOf(least) ? rule : least));
  const steps = shown.map((rule) => ruleStep(context, side, policy, rule, rule === first, about));
  const hidden = policy.rules.length - shown.length;
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
  policy: PolicyStep,
  rule: RuleStep,
  nearestOfPolicy: boolean,
  about: Pick<LaneStep, 'policy' | 'stale'>,
): LaneStep {
  const closest = rule === context.closest;
  const decided = rule.matched === 'yes';
  const words = sentence(name(policy.ref.name), ` rule ${rule.index + 1}`, closest ? ', closest' : '');
  const policySide = context.policyOf(policy)?.[side.direction];
  const inFull = closest || decided || nearestOfPolicy;
  return {
    kind: 'rule',
    dot: decided ? (rule.action === 'deny' ? 'denied' : 'allowed') : 'looked at',
    closest,
    words,
    findings: findingsOf(
      context,
      side,
      rule,
      policySide?.rules.find(({ index }) => index === rule.index),
      inFull,
    ),
    place: context.analysis.place(rule.origin),
    ...about,
  };
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
      const port = rule?.ports === 'any' ? undefined : rule?.ports[index];
      return port === undefined ? sentence(scene.port) : portWords(port);
    },
  );
  const peers = partFinding(
    step.peers,
    subject,
    inFull,
    () => sentence('anyone'),
    (index) => {
      const peer = rule?.peers === 'any' ? undefined : rule?.peers[index];
      return peer === undefined ? sentence(name(subject.peer)) : shortPeerWords(peer);
    },
  );
  const findings = [ports, peers];
  return inFull ? findings : findings.filter(({ tone }) => tone !== 'matched');
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
    return { tone: 'matched', words: listedUpTo(matched.slice(0, 2).map(matchedWords), 2, matched.length) };
  }
  const unknown = parts.filter((part) => part.matched === 'unknown');
  const near = unknown.length > 0 ? unknown : nearestParts(parts);
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
