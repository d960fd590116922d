import { familiesBetween } from './families';
import { everything, nothing } from './port-table';
import type { PortTable } from './port-table';
import { Groups } from './reach-groups';
import type { Pairs, Reach } from './reach-groups';
import type { Revision } from './revision';
import { rowOfPart, rowOfUnit, rowToParts } from './unit-row';
import type { UnitRow } from './unit-row';

/** Units of each workload that send and receive at all. */
export function liveUnits(revision: Revision): readonly (readonly number[])[] {
  const lists: number[][] = revision.world.facts.cluster.workloads.map(() => []);
  for (const { index, workload } of revision.world.units) {
    if (revision.placement.addressing[index]?.kind !== 'dead') lists[workload]?.push(index);
  }
  return lists;
}

/** The workloads that one end reaches. Ends are workloads, then parts. */
export function reachedWorkloads(
  revision: Revision,
  live: readonly (readonly number[])[],
  from: number,
): Reach {
  const workloads = live.length;
  const groups = new Groups(revision.world, workloads);
  const units = from < workloads ? (live[from] ?? []) : [undefined];
  const rows = units.map((unit) =>
    unit === undefined ? rowOfPart(revision, from - workloads) : rowOfUnit(revision, unit),
  );
  const [unit] = units;
  const [row] = rows;
  if (row !== undefined && rows.length === 1 && !isHost(revision, unit)) {
    fromOneUnit(revision, live, from, unit, row, groups);
  } else if (rows.length > 0) {
    live.forEach((entries, to) => {
      const pairs = noPairs();
      units.forEach((source, at) => {
        for (const destination of entries) addPairs(revision, pairs, source, rows[at], destination);
      });
      groups.addAll(to, pairs);
    });
  }
  revision.scratch.release();
  return groups.reach();
}

/** The parts that a workload reaches, by their numbers among the parts; from parts nothing of this kind is known. */
export function reachedParts(revision: Revision, live: readonly (readonly number[])[], from: number): Reach {
  const { world, gates, placement } = revision;
  const { parts } = placement;
  const units = live[from] ?? [];
  const [unit] = units;
  const isolated = unit !== undefined && gates.egress[unit]?.isolated === true;
  const alone = unit !== undefined && units.length === 1;
  const code = placement.familyCodes[unit ?? 0] ?? 0;
  if (alone && !isolated) {
    const known = placement.everyPart.get(code);
    if (known !== undefined) return known;
  }
  const groups = new Groups(world, parts.length);
  const rows = units.map((one) => rowToParts(revision, one));
  for (let part = 0; part < parts.length; part++) {
    if (alone) {
      const ports = rows[0]?.[part] ?? nothing;
      groups.addOne(part, ports, ports, isolated);
      continue;
    }
    const pairs = noPairs();
    units.forEach((one, index) => {
      const ports = rows[index]?.[part] ?? nothing;
      countPair(pairs, world.ports, ports, ports, gates.egress[one]?.isolated === true);
    });
    groups.addAll(part, pairs);
  }
  revision.scratch.release();
  const reach = groups.reach();
  if (alone && !isolated) placement.everyPart.set(code, reach);
  return reach;
}

/** From an end whose pods are all alike, as nearly all are. */
function fromOneUnit(
  revision: Revision,
  live: readonly (readonly number[])[],
  from: number,
  unit: number | undefined,
  row: UnitRow,
  groups: Groups,
): void {
  const { world, gates, entryIsolated } = revision;
  const { sure, maybe } = row;
  const workloads = live.length;
  const leaves = unit !== undefined && gates.egress[unit]?.isolated === true;
  const alike = world.units.length === workloads;
  for (let to = 0; to < workloads; to++) {
    // Where every workload is one unit, unit and workload have one number.
    if (alike && maybe[to] === nothing) continue;
    const entries = live[to];
    const entry = entries?.[0];
    if (entries === undefined || entry === undefined) continue;
    if (entries.length === 1 && to !== from) {
      const isolated = leaves || entryIsolated[entry] === 1;
      groups.addOne(to, sure[entry] ?? nothing, maybe[entry] ?? nothing, isolated);
    } else {
      const pairs = noPairs();
      for (const destination of entries) addPairs(revision, pairs, unit, row, destination);
      groups.addAll(to, pairs);
    }
  }
}

function isHost({ world }: Revision, unit: number | undefined): boolean {
  return unit !== undefined && world.units[unit]?.hostNodes !== undefined;
}

/** Adds the pairs of two units: one pod is never a pair with itself, and its own node enters a pod freely. */
function addPairs(
  revision: Revision,
  pairs: Pairs,
  source: number | undefined,
  row: UnitRow | undefined,
  destination: number,
): void {
  const { world, gates } = revision;
  if (source === destination && world.units[source]?.several !== true) return;
  const entered = world.units[destination];
  const leaving = source === undefined ? undefined : gates.egress[source];
  const isolated = leaving?.isolated === true || gates.ingress[destination]?.isolated === true;
  const sure = row?.sure[destination] ?? nothing;
  const maybe = row?.maybe[destination] ?? nothing;
  const hostNodes = source === undefined ? undefined : world.units[source]?.hostNodes;
  if (hostNodes === undefined || !revision.ownNodeEnters || entered === undefined) {
    countPair(pairs, world.ports, sure, maybe, isolated);
    return;
  }
  const own = entered.pods.filter(({ node }) => node !== undefined && hostNodes.has(node)).length;
  // A host gets out freely, so what enters freely is all that there is; without a common family there is nothing.
  const codes = revision.placement.familyCodes;
  const reachable = familiesBetween[(codes[source ?? 0] ?? 0) * 8 + (codes[destination] ?? 0)] !== 0;
  if (own > 0) {
    countPair(pairs, world.ports, reachable ? everything : nothing, reachable ? everything : nothing, false);
  }
  if (own < entered.pods.length) countPair(pairs, world.ports, sure, maybe, isolated);
}

/** Adds a pair of pods, with what surely and what maybe gets through. */
export function countPair(
  pairs: Pairs,
  ports: PortTable,
  sure: number,
  maybe: number,
  isolated: boolean,
): void {
  const first = pairs.count === 0;
  pairs.all = first ? sure : ports.intersection(pairs.all, sure);
  pairs.any = first ? sure : ports.union(pairs.any, sure);
  pairs.allMaybe = first ? maybe : ports.intersection(pairs.allMaybe, maybe);
  pairs.anyMaybe = first ? maybe : ports.union(pairs.anyMaybe, maybe);
  pairs.isolated ||= isolated;
  pairs.count++;
}

export function noPairs(): Pairs {
  return {
    all: nothing,
    any: nothing,
    allMaybe: nothing,
    anyMaybe: nothing,
    conditional: nothing,
    isolated: false,
    count: 0,
  };
}
