import { everything, nothing } from './port-table';
import type { PortTable } from './port-table';
import { Groups } from './reach-groups';
import type { Pairs, Reach } from './reach-groups';
import type { Revision } from './revision';
import { familiesBetween, rowOfPart, rowOfUnit } from './unit-row';
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
  if (from >= workloads) {
    const row = rowOfPart(revision, from - workloads);
    return collect(revision, live, undefined, [row]);
  }
  const units = live[from] ?? [];
  return collect(
    revision,
    live,
    from,
    units.map((unit) => rowOfUnit(revision, unit)),
  );
}

function collect(
  revision: Revision,
  live: readonly (readonly number[])[],
  from: number | undefined,
  rows: readonly UnitRow[],
): Reach {
  const { world, parts, gates } = revision;
  const workloads = live.length;
  const groups = new Groups(world, workloads + parts.length);
  const units = from === undefined ? [undefined] : (live[from] ?? []);
  const [only] = rows;
  const unit = units[0];
  const simple =
    only !== undefined &&
    rows.length === 1 &&
    (unit === undefined || world.units[unit]?.hostNodes === undefined);
  const leaves = unit !== undefined && gates.egress[unit]?.isolated === true;
  for (let to = 0; to < workloads; to++) {
    const entries = live[to] ?? [];
    const [entry] = entries;
    if (entry === undefined) continue;
    if (simple && entries.length === 1 && to !== from) {
      const isolated = leaves || gates.ingress[entry]?.isolated === true;
      groups.addOne(to, only.sure[entry] ?? nothing, only.maybe[entry] ?? nothing, isolated);
    } else {
      const pairs = noPairs();
      units.forEach((source, at) => {
        for (const destination of entries) addPairs(revision, pairs, source, rows[at], destination);
      });
      groups.addAll(to, pairs);
    }
  }
  for (let part = 0; part < parts.length; part++) {
    if (from === undefined) break;
    const at = world.units.length + part;
    if (simple) {
      groups.addOne(workloads + part, only.sure[at] ?? nothing, only.maybe[at] ?? nothing, leaves);
    } else {
      const pairs = noPairs();
      units.forEach((source, index) => {
        const row = rows[index];
        const isolated = source !== undefined && gates.egress[source]?.isolated === true;
        count(pairs, world.ports, row?.sure[at] ?? nothing, row?.maybe[at] ?? nothing, isolated);
      });
      groups.addAll(workloads + part, pairs);
    }
  }
  return groups.reach();
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
  const from = source === undefined ? undefined : revision.addressing[source];
  const reachable = familiesBetween(from, revision.addressing[destination]) !== 0;
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
