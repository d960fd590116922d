import type { Cidr } from '../../model/address';
import { formatCidr } from '../../model/address';
import { addressSet, cidrRange } from '../../model/address-set';
import type { Cluster } from '../../model/cluster';
import type { Policy } from '../../model/policy';
import type { UnionArrangement } from '../../model/tier';
import { deriveFacts } from '../facts';
import type { Facts } from '../facts';
import { splitAddresses } from './address-space';
import type { AddressSpace } from './address-space';
import { Blocks } from './blocks';
import { buildGates } from './gates';
import { Placement } from './placement';
import { liveUnits } from './reach';
import { mostPortSets } from './port-table';
import { Reaches } from './reaches';
import { Revision } from './revision';
import { mentionedUnstable } from './selection';
import { groupPods, unitsOfWorkloads } from './units';
import type { Unit } from './units';
import { World } from './world';

/** A compiled revision with what its queries share. */
export type Compiled = {
  readonly revision: Revision;
  /** Unstable label keys that policies name, by which pods are told apart. */
  readonly mentioned: ReadonlySet<string>;
  readonly unitsOf: readonly (readonly number[])[];
  readonly live: readonly (readonly number[])[];
  /** The unit of each pod of the cluster; -1 for pods that no workload counts. */
  readonly unitOfPod: Int32Array;
  readonly reaches: Reaches;
};

/** Compiles; of the same cluster, all that the new policies do not touch is taken from `previous`. */
export function reuseOrBuild(
  cluster: Cluster,
  policies: readonly Policy[],
  arrangement: UnionArrangement,
  boundaries: readonly Cidr[],
  previous: Compiled | undefined,
): Compiled {
  const tiers = new Set([...arrangement.tiers.ingress, ...arrangement.tiers.egress]);
  const lists = [...tiers].flatMap(({ levels }) => levels.map((level) => level.policies));
  const enforced = new Set(lists.length === 1 ? lists[0] : lists.flat());
  const world = previous?.revision.world;
  const old =
    world !== undefined && world.facts.cluster === cluster && world.ports.size < mostPortSets
      ? previous
      : undefined;
  const facts = old?.revision.world.facts ?? deriveFacts(cluster);
  const blocks = old?.revision.world.blocks ?? new Blocks();
  const space = spaceOf(cluster, enforced, boundaries, blocks, old?.revision.placement.space);
  const next = worldOf(facts, space, mentionedUnstable(policies), blocks, old);
  const kept = next.world === old?.revision.world ? old : undefined;
  const { gates, changes } = buildGates(next.world, policies, enforced, kept?.revision.gates);
  const placement =
    kept?.revision.placement.space === space ? kept.revision.placement : new Placement(next.world, space);
  const revision = new Revision(placement, gates, arrangement.ownNodeEnters);
  const live = kept?.live ?? liveUnits(revision);
  const reaches = new Reaches(revision, live);
  if (kept !== undefined) reaches.take(kept.reaches, changes);
  return { ...next, revision, live, reaches };
}

function spaceOf(
  cluster: Cluster,
  enforced: ReadonlySet<Policy>,
  boundaries: readonly Cidr[],
  blocks: Blocks,
  previous: AddressSpace | undefined,
): AddressSpace {
  const used = blocks.inUse(enforced);
  const named = cluster.settings.outside.map(({ cidrs }) => cidrs);
  const marks = [...named, ...boundaries.map((cidr) => [cidr])];
  const key = JSON.stringify([
    [...used.keys()].sort((a, b) => a - b),
    marks.map((cidrs) => cidrs.map(formatCidr).sort()),
  ]);
  if (previous?.key === key) return previous;
  return splitAddresses(
    key,
    used,
    marks.map((cidrs) => addressSet(cidrs.map(cidrRange))),
  );
}

type WorldParts = Pick<Compiled, 'mentioned' | 'unitsOf' | 'unitOfPod'> & {
  readonly world: World;
};

/** The world of the units; that of `old`, where no pods are told apart otherwise than before. */
function worldOf(
  facts: Facts,
  space: AddressSpace,
  mentioned: ReadonlySet<string>,
  blocks: Blocks,
  old: Compiled | undefined,
): WorldParts {
  const sameKeys = old !== undefined && sameMembers(old.mentioned, mentioned);
  const reuse = (from: Compiled): WorldParts => ({
    world: from.revision.world,
    mentioned: from.mentioned,
    unitsOf: from.unitsOf,
    unitOfPod: from.unitOfPod,
  });
  if (sameKeys && (old.revision.placement.space === space || !groupedByAddress(facts))) return reuse(old);
  const units = groupPods(facts, space, mentioned);
  if (sameKeys && sameGrouping(old.revision.world.units, units)) return reuse(old);
  const unitOfPod = new Int32Array(facts.cluster.pods.length).fill(-1);
  for (const { index, pods } of units) for (const pod of pods) unitOfPod[pod.index] = index;
  return {
    world: new World(facts, units, blocks),
    mentioned,
    unitsOf: unitsOfWorkloads(facts.cluster.workloads.length, units),
    unitOfPod,
  };
}

/** Whether pods of some workload may be told apart by their addresses. */
function groupedByAddress({ cluster }: Facts): boolean {
  return cluster.workloads.some(
    ({ pods }) => pods.length > 1 && pods.some((pod) => cluster.pods[pod]?.addressing === 'known'),
  );
}

function sameGrouping(a: readonly Unit[], b: readonly Unit[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ pods }, at) => {
      const others = b[at]?.pods ?? [];
      return pods.length === others.length && pods.every((pod, index) => pod === others[index]);
    })
  );
}

function sameMembers(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((member) => b.has(member));
}
