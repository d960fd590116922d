import { hasAddress, intersectAddresses } from '../../model/address-set';
import { Bits } from '../../model/bits';
import type { Direction, Peer } from '../../model/policy';
import { addressesOfPod } from '../facts';
import type { GateSummary } from '../types';
import { blockOf } from './address-space';
import type { CompiledPolicy, CompiledRule } from './compiled-policy';
import { nothing } from './port-table';
import type { Revision } from './revision';

/** How the gate of a workload stands; of pods that differ, that of the first. */
export function gateSummary(
  revision: Revision,
  enforces: boolean,
  units: readonly number[],
  direction: Direction,
): GateSummary {
  const [first] = units;
  const gates = revision.gates[direction];
  const differs = units.some((unit) => gates[unit] !== gates[first ?? 0]);
  const gate = first === undefined ? undefined : gates[first];
  const host = first !== undefined && revision.world.units[first]?.hostNodes !== undefined;
  if (!enforces || host) return { state: 'not enforced', rules: 0, isolatedBy: [], differs };
  if (gate === undefined || first === undefined || !gate.isolated) {
    return { state: 'open', rules: 0, isolatedBy: [], differs };
  }
  let rules = 0;
  for (const policy of gate.policies) {
    for (const rule of policy[direction].rules) if (admitsSomebody(revision, rule, first, direction)) rules++;
  }
  const isolatedBy = indexesOf(revision, gate.policies);
  return { state: rules > 0 ? 'guarded' : 'shut', rules, isolatedBy, differs };
}

/** Indexes of the policies that select some pod of the units and speak of the direction. */
export function applyingPolicies(
  revision: Revision,
  units: readonly number[],
  direction: Direction,
): readonly number[] {
  const found = new Set<CompiledPolicy>();
  const hosts = units.filter((unit) => revision.world.units[unit]?.hostNodes !== undefined);
  for (const unit of units) {
    for (const policy of revision.gates[direction][unit]?.policies ?? []) found.add(policy);
  }
  if (hosts.length > 0) {
    for (const policy of revision.gates.policies) {
      if (policy[direction].applies && hosts.some((unit) => policy.selected.includes(unit))) {
        found.add(policy);
      }
    }
  }
  return indexesOf(revision, [...found]);
}

/** Workloads of units, as a set. */
export function workloadsOf(revision: Revision, units: Int32Array): Bits {
  const { world } = revision;
  const bits = new Bits(world.facts.cluster.workloads.length);
  for (const unit of units) bits.add(world.units[unit]?.workload ?? 0);
  return bits;
}

/** Workloads of which a peer matches a pod: by its labels, or by an address that is known. */
export function peerWorkloads(revision: Revision, peer: Peer): Bits {
  const { world } = revision;
  if (peer.kind === 'pods') return workloadsOf(revision, world.sets[world.peerSet(peer)] ?? new Int32Array());
  if (peer.kind === 'other') return new Bits(world.facts.cluster.workloads.length);
  const { addresses } = blockOf([peer]);
  const bits = new Bits(world.facts.cluster.workloads.length);
  for (const { pods, workload } of world.units) {
    for (const pod of pods) {
      const known = addressesOfPod(world.facts, pod);
      if (known === undefined || 'may' in known) continue;
      if (known.some((address) => hasAddress(addresses, address))) bits.add(workload);
    }
  }
  return bits;
}

function admitsSomebody(revision: Revision, rule: CompiledRule, unit: number, direction: Direction): boolean {
  const { world } = revision;
  const { destinations, lists, units } = world;
  const portsOn = (destination: number) =>
    lists.resolve(rule.ports, destinations[destination] ?? 0) !== nothing;
  if (direction === 'ingress' && !portsOn(unit)) return false;
  const meets = (peer: number) =>
    revision.placement.addressing[peer]?.kind !== 'dead' &&
    (peer !== unit || units[unit]?.several === true) &&
    (direction === 'ingress' || portsOn(peer));
  if (rule.any && (rule.ports.fixed !== nothing || units.some(({ index }) => meets(index)))) return true;
  if (rule.sets.some((set) => world.sets[set]?.some(meets) === true)) return true;
  const { block } = rule;
  if (block === undefined) return false;
  if (direction === 'ingress' || rule.ports.fixed !== nothing) {
    return (world.blocks.block(block)?.addresses.length ?? 0) > 0;
  }
  const inside = ([4, 6] as const).flatMap((family) => revision.placement.unitsIn(block, family));
  const addresses = world.blocks.block(block)?.addresses ?? [];
  const unknown = revision.placement.unknowns.filter(
    ({ may }) => intersectAddresses(may, addresses).length > 0,
  );
  return inside.some(meets) || unknown.some((alike) => alike.units.some(meets));
}

function indexesOf({ gates }: Revision, policies: readonly CompiledPolicy[]): readonly number[] {
  return policies.flatMap((policy) => gates.indexes.get(policy) ?? []).sort((a, b) => a - b);
}
