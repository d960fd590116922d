import { familiesBetween } from './families';
import { everything, nothing } from './port-table';
import type { PortTable } from './port-table';
import { Groups } from './reach-groups';
import type { Pairs, Reach } from './reach-groups';
import type { Revision } from './revision';
import { rowOfPart, rowOfUnit } from './unit-row';
import type { UnitRow } from './unit-row';

/** Units of each workload that send and receive at all. */
export function liveUnits(revision: Revision): readonly (readonly number[])[] {
  const lists: number[][] = revision.world.facts.cluster.workloads.map(() => []);
  for (const { index, workload } of revision.world.units) {
    if (revision.addressing[index]?.kind !== 'dead') lists[workload]?.push(index);
  }
  return lists;
}

/** Where one end gets to. Ends are workloads, then parts. */
export function reachFrom(revision: Revision, live: readonly (readonly number[])[], from: number): Reach {
  const workloads = live.length;
  const groups = new Groups(revision.world, workloads + revision.parts.length);
  const units = from < workloads ? (live[from] ?? []) : [undefined];
  const rows = units.map((unit) =>
    unit === undefined ? rowOfPart(revision, from - workloads) : rowOfUnit(revision, unit),
  );
  const [unit] = units;
  const [row] = rows;
  if (row !== undefined && rows.length === 1 && !isHost(revision, unit)) {
    collectOne(revision, live, from, unit, row, groups);
  } else if (rows.length > 0) {
    collectSeveral(revision, live, from, units, rows, groups);
  }
  revision.scratch.release();
  return groups.reach();
}

/** From an end whose pods are all alike, as nearly all are. */
function collectOne(
  revision: Revision,
  live: readonly (readonly number[])[],
  from: number,
  unit: number | undefined,
  { sure, maybe }: UnitRow,
  groups: Groups,
): void {
  const { world, gates, entryIsolated, parts } = revision;
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
      groups.addOne(
        to,
        sure[entry] ?? nothing,
        maybe[entry] ?? nothing,
        leaves || entryIsolated[entry] === 1,
      );
    } else {
      const pairs = noPairs();
      for (const destination of entries) addPairs(revision, pairs, unit, { sure, maybe }, destination);
      groups.addAll(to, pairs);
    }
  }
  if (unit === undefined) return;
  for (let part = 0; part < parts.length; part++) {
    const at = world.units.length + part;
    groups.addOne(workloads + part, sure[at] ?? nothing, maybe[at] ?? nothing, leaves);
  }
}

function collectSeveral(
  revision: Revision,
  live: readonly (readonly number[])[],
  from: number,
  units: readonly (number | undefined)[],
  rows: readonly UnitRow[],
  groups: Groups,
): void {
  const { world, gates, parts } = revision;
  const workloads = live.length;
  for (let to = 0; to < workloads; to++) {
    const pairs = noPairs();
    units.forEach((source, at) => {
      for (const destination of live[to] ?? []) addPairs(revision, pairs, source, rows[at], destination);
    });
    groups.addAll(to, pairs);
  }
  if (from >= workloads) return;
  for (let part = 0; part < parts.length; part++) {
    const at = world.units.length + part;
    const pairs = noPairs();
    units.forEach((source, index) => {
      const row = rows[index];
      const isolated = source !== undefined && gates.egress[source]?.isolated === true;
      count(pairs, world.ports, row?.sure[at] ?? nothing, row?.maybe[at] ?? nothing, isolated);
    });
    groups.addAll(workloads + part, pairs);
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
    count(pairs, world.ports, sure, maybe, isolated);
    return;
  }
  const own = entered.pods.filter(({ node }) => node !== undefined && hostNodes.has(node)).length;
  // A host gets out freely, so what enters freely is all that there is; without a common family there is nothing.
  const codes = revision.familyCodes;
  const reachable = familiesBetween[(codes[source ?? 0] ?? 0) * 8 + (codes[destination] ?? 0)] !== 0;
  if (own > 0) {
    count(pairs, world.ports, reachable ? everything : nothing, reachable ? everything : nothing, false);
  }
  if (own < entered.pods.length) count(pairs, world.ports, sure, maybe, isolated);
}

function count(pairs: Pairs, ports: PortTable, sure: number, maybe: number, isolated: boolean): void {
  const first = pairs.count === 0;
  pairs.all = first ? sure : ports.intersection(pairs.all, sure);
  pairs.any = first ? sure : ports.union(pairs.any, sure);
  pairs.allMaybe = first ? maybe : ports.intersection(pairs.allMaybe, maybe);
  pairs.anyMaybe = first ? maybe : ports.union(pairs.anyMaybe, maybe);
  pairs.isolated ||= isolated;
  pairs.count++;
}

function noPairs(): Pairs {
  return { all: nothing, any: nothing, allMaybe: nothing, anyMaybe: nothing, isolated: false, count: 0 };
}
