import type { Direction, Policy, Rule } from '../model/policy';
import type { Snapshot } from '../snapshot/types';
import { samePods } from './same-cluster';
import { documentAt, valueAt } from './write';

/** Gates whose policies differ between two snapshots, by workload, and the ends for which they may answer otherwise. */
export type TouchedGates = Readonly<Record<Direction, ReadonlyMap<number, Peers>>>;
export type Peers = 'everybody' | ReadonlySet<number>;

/**
 * The gates that changed policies select. Undefined where more than policies may differ. Ends must have the same numbers
 * in both snapshots.
 */
export function touchedGates(before: Snapshot, after: Snapshot): TouchedGates | undefined {
  if (before.cni !== after.cni || !samePods(before.cluster, after.cluster)) return undefined;
  const touched = { ingress: new Map<number, Peers>(), egress: new Map<number, Peers>() };
  const earlier = changedPolicies(before, after);
  const later = changedPolicies(after, before);
  const key = ({ ref }: Policy) => `${ref.dialect} ${ref.kind} ${ref.namespace ?? ''}/${ref.name}`;
  const byName = new Map(later.map((index) => [key(policyAt(after, index)), index]));
  for (const index of earlier) {
    const name = key(policyAt(before, index));
    const partner = byName.get(name);
    byName.delete(name);
    noteChange(touched, before, after, index, partner);
  }
  for (const index of byName.values()) noteChange(touched, before, after, undefined, index);
  return touched;
}

type Building = { readonly ingress: Map<number, Peers>; readonly egress: Map<number, Peers> };

function policyAt(snapshot: Snapshot, index: number): Policy {
  const policy = snapshot.evaluator.policies[index];
  if (policy === undefined) throw new RangeError(`there is no policy ${index}`);
  return policy;
}

/** Policies of one snapshot that the other does not have, wherever in their file they stand. */
function changedPolicies(one: Snapshot, other: Snapshot): readonly number[] {
  const kept = new Set(other.evaluator.policies);
  const missing = [...one.evaluator.policies.entries()].filter(([, policy]) => !kept.has(policy));
  if (missing.length === 0) return [];
  const own = new Set(one.evaluator.policies);
  const moved = new Set<unknown>();
  for (const policy of other.evaluator.policies) if (!own.has(policy)) moved.add(textOf(other, policy));
  return missing.filter(([, policy]) => !moved.has(textOf(one, policy))).map(([index]) => index);
}

/** What a policy was read from: equal documents that were read once have one and the same value. */
function textOf(snapshot: Snapshot, policy: Policy): unknown {
  return valueAt(documentAt(snapshot, policy.origin)?.value, policy.origin.path) ?? policy;
}

function noteChange(
  touched: Building,
  before: Snapshot,
  after: Snapshot,
  earlier: number | undefined,
  later: number | undefined,
): void {
  for (const direction of ['ingress', 'egress'] as const) {
    const was = earlier === undefined ? undefined : subjects(before, earlier, direction);
    const is = later === undefined ? undefined : subjects(after, later, direction);
    const stays = was !== undefined && is !== undefined && sameMembers(was, is);
    // Rules that stand in both versions of a policy with the same subjects admit the same as before.
    const rulesBefore = ruleTexts(before, earlier, direction);
    const rulesAfter = ruleTexts(after, later, direction);
    const peers: Peers = mergePeers(
      peersOf(before, earlier, direction, stays ? rulesAfter : undefined),
      peersOf(after, later, direction, stays ? rulesBefore : undefined),
    );
    for (const workload of new Set([...(was ?? []), ...(is ?? [])])) {
      const isolated =
        before.evaluator.gate(workload, direction).state !== 'open' &&
        after.evaluator.gate(workload, direction).state !== 'open';
      const differs =
        before.evaluator.gate(workload, direction).differs ||
        after.evaluator.gate(workload, direction).differs;
      const reach = isolated && !differs ? peers : 'everybody';
      touched[direction].set(workload, mergePeers(touched[direction].get(workload) ?? none, reach));
    }
  }
}

const none: ReadonlySet<number> = new Set();

function subjects(snapshot: Snapshot, index: number, direction: Direction): ReadonlySet<number> | undefined {
  if (!policyAt(snapshot, index)[direction].applies) return undefined;
  const members = new Set<number>();
  snapshot.evaluator.subjects(index).forEach((workload) => members.add(workload));
  return members;
}

function sameMembers(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((member) => b.has(member));
}

function mergePeers(a: Peers, b: Peers): Peers {
  if (a === 'everybody' || b === 'everybody') return 'everybody';
  if (a.size === 0) return b;
  return b.size === 0 ? a : new Set([...a, ...b]);
}

/** What a rule says, without where it says so. */
function ruleText(rule: Rule): string {
  return JSON.stringify([rule.action, rule.peers, rule.ports], (key, value: unknown) =>
    key === 'origin' ? undefined : typeof value === 'bigint' ? value.toString() : value,
  );
}

function ruleTexts(snapshot: Snapshot, index: number | undefined, direction: Direction): ReadonlySet<string> {
  if (index === undefined) return new Set();
  return new Set(policyAt(snapshot, index)[direction].rules.map(ruleText));
}

/** Ends that the rules may match, but for those in `unchanged`; addresses may be anybody's. */
function peersOf(
  snapshot: Snapshot,
  index: number | undefined,
  direction: Direction,
  unchanged: ReadonlySet<string> | undefined,
): Peers {
  if (index === undefined) return none;
  const members = new Set<number>();
  for (const [position, rule] of policyAt(snapshot, index)[direction].rules.entries()) {
    if (unchanged?.has(ruleText(rule)) === true) continue;
    if (rule.peers === 'any') return 'everybody';
    for (const [at, peer] of rule.peers.entries()) {
      if (peer.kind === 'addresses') return 'everybody';
      snapshot.evaluator.peerWorkloads(index, direction, position, at).forEach((end) => members.add(end));
    }
  }
  return members;
}
