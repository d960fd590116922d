import { formatAddress } from '../model/address';
import type { AddressSet } from '../model/address-set';
import { subtractAddresses, unionAddresses } from '../model/address-set';
import type { Cluster, Pod } from '../model/cluster';
import type { Direction, Policy } from '../model/policy';
import type { Tier } from '../model/tier';
import type { CheckpointStep, GateState, PolicyStep, TierStep } from '../model/verdict';
import type { EndView } from './ends';
import { admittedAddresses, blockText, matchRule, selectionMisses } from './trace-parts';
import type { Question } from './trace-parts';

/** What a gate does with a flow. Undetermined where it lets through only some of the addresses that the peer may have. */
export type GateAnswer = 'open' | 'admits' | 'refuses' | 'undetermined';

/** Policies of the tier that select the pod and speak of the direction. */
export function applicable(cluster: Cluster, tier: Tier, direction: Direction, pod: Pod): readonly Policy[] {
  return tier.levels
    .flatMap((level) => level.policies)
    .filter((policy) => {
      if (policy.subject === undefined || !policy[direction].applies) return false;
      const { namespaces, pods } = policy.subject;
      return selectionMisses(cluster, namespaces, pods, pod, policy.origin).length === 0;
    });
}

/** What the tiers answer: the first that isolates the pod decides, and the gate is open where none does. */
export function askGate(
  tiers: readonly (readonly Policy[])[],
  direction: Direction,
  question: Question,
): GateAnswer {
  for (const policies of tiers) {
    if (policies.length === 0) continue;
    let admitted: AddressSet = [];
    for (const policy of policies) {
      for (const rule of policy[direction].rules) {
        admitted = unionAddresses(admitted, admittedAddresses(rule, question));
      }
    }
    if (admitted.length === 0) return 'refuses';
    return subtractAddresses(question.addresses, admitted).length === 0 ? 'admits' : 'undetermined';
  }
  return 'open';
}

/** The story of a gate whose answer is known. `question.addresses` are all that the peer may be seen with. */
export function gateStep(
  tiers: readonly { readonly tier: Tier; readonly policies: readonly Policy[] }[],
  direction: Direction,
  question: Question,
  answer: GateAnswer,
): CheckpointStep {
  const steps: TierStep[] = [];
  for (const { tier, policies } of tiers) {
    const told = policies.map((policy) => policyStep(policy, direction, question, answer));
    const decided = policies.length > 0;
    steps.push({
      tier: tier.name,
      policies: told,
      outcome: decided ? outcomes[answer] : 'no match',
      atEnd: decided && answer === 'refuses',
    });
    if (decided) break;
  }
  return { kind: 'gate', state: answer satisfies GateState, tiers: steps };
}

const outcomes = {
  open: 'no match',
  admits: 'allow',
  refuses: 'deny',
  undetermined: 'unknown',
} as const satisfies Record<GateAnswer, TierStep['outcome']>;

function policyStep(
  policy: Policy,
  direction: Direction,
  question: Question,
  answer: GateAnswer,
): PolicyStep {
  const rules = policy[direction].rules.map((rule) => matchRule(rule, question));
  return {
    ref: policy.ref,
    isolates: true,
    rules,
    // Rules that each admit a part of the possible addresses decide together.
    decides: answer === 'admits' && rules.some((rule) => rule.matched !== 'no'),
    origin: policy.origin,
  };
}

/** Why a gate's answer cannot be known: the blocks that hold only some of the addresses that the peer may have. */
export function unknownReason(policies: readonly Policy[], direction: Direction, question: Question): string {
  const blocks = new Set<string>();
  for (const policy of policies) {
    for (const rule of policy[direction].rules) {
      if (rule.peers === 'any' || matchRule(rule, question).matched !== 'unknown') continue;
      for (const peer of rule.peers) {
        if (peer.kind !== 'addresses') continue;
        const alone = { ...rule, peers: [peer] };
        if (matchRule(alone, question).matched === 'unknown') blocks.add(blockText(peer));
      }
    }
  }
  const [first, ...more] = [...blocks];
  const named = more.length === 0 ? (first ?? '') : `${first ?? ''} (or ${more.length} more)`;
  return `${addressWords(question.peer)}, so it may or may not be in ${named}`;
}

/** Why the address of a peer leaves something open, as the beginning of a sentence. */
export function addressWords(peer: EndView): string {
  if (peer.kind === 'outside') {
    if (!('may' in peer.addresses)) return peer.addresses.map(formatAddress).join(' or ');
    return `the address of ${peer.entity ?? [...peer.names, ...peer.nodes][0] ?? 'it'} is not known`;
  }
  const { pod } = peer;
  if (pod.addressing !== 'known') return `the address of ${pod.id} is not known`;
  return `it is not known by which address ${pod.id} is seen (${pod.addresses.map(formatAddress).join(' or ')})`;
}
