import type { Connection } from '../evaluator/types';
import {
  intersectPorts,
  noPorts,
  portSet,
  samePorts,
  subtractPorts,
  unionPorts,
  type PortRange,
  type PortSet,
} from '../model/ports';
import type { Snapshot } from '../snapshot/types';
import { sharedEnds, type SharedEnd } from './shared-ends';
import { touchedGates } from './touched-gates';
import type { Change, ChangeEnd } from './types';

/** Ports of one pair whose verdict changes. */
export type Delta = Pick<Change, 'opened' | 'closed' | 'unclear'>;

/** Every pair of ends whose verdicts differ between two snapshots, with the ports. */
export function difference(before: Snapshot, after: Snapshot): readonly Change[] {
  const changes: Change[] = [];
  visitDifference(before, after, (from, to, delta) => {
    changes.push({ from: from.end, to: to.end, ...delta });
  });
  return changes;
}

type Visit = (from: SharedEnd, to: SharedEnd, delta: Delta) => void;

/** Up to so many destinations are asked for one by one; more are taken in groups. */
const fewDestinations = 24;

/** Visits every changed pair in a fixed order. Only what a changed policy can change is looked at. */
export function visitDifference(before: Snapshot, after: Snapshot, visit: Visit): void {
  if (before.evaluator === after.evaluator) return;
  const { ends, aligned } = sharedEnds(before, after);
  const comparison = createComparison(before, after, ends);
  const touched = aligned ? touchedGates(before, after) : undefined;
  const everything = ends.map((_, index) => index);
  if (touched === undefined) {
    for (const from of ends) if (!isNobody(from)) compareGroups(comparison, from, everything, visit);
    return;
  }
  const entered = [...touched.ingress.keys()].sort((a, b) => a - b);
  for (const [index, from] of ends.entries()) {
    if (isNobody(from)) continue;
    const leaves = touched.egress.get(index);
    const destinations = new Set<number>();
    if (leaves === 'everybody') for (const at of everything) destinations.add(at);
    else for (const at of leaves ?? []) destinations.add(at);
    if (leaves !== 'everybody') {
      for (const at of entered) {
        const peers = touched.ingress.get(at);
        if (peers === 'everybody' || peers?.has(index) === true) destinations.add(at);
      }
    }
    const sorted = [...destinations].sort((a, b) => a - b);
    if (sorted.length > 0 && sorted.length <= fewDestinations) {
      for (const at of sorted) compareOne(comparison, from, at, visit);
    } else if (sorted.length > 0) {
      compareGroups(comparison, from, sorted, visit);
    }
  }
}

/** Addresses from and to which there are no connections. */
function isNobody({ end, addresses }: SharedEnd): boolean {
  return end.kind === 'outside' && addresses.length === 0;
}

type Comparison = {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly ends: readonly SharedEnd[];
  readonly delta: (was: Connection | undefined, is: Connection | undefined) => Delta | undefined;
};

function createComparison(before: Snapshot, after: Snapshot, ends: readonly SharedEnd[]): Comparison {
  const known = new WeakMap<Connection, WeakMap<Connection, Delta | false>>();
  return {
    before,
    after,
    ends,
    delta: (was, is) => {
      if (was === is) return undefined;
      if (was === undefined || is === undefined) return connectionDelta(was, is);
      const row = known.get(was) ?? new WeakMap<Connection, Delta | false>();
      known.set(was, row);
      const found = row.get(is);
      if (found !== undefined) return found === false ? undefined : found;
      const delta = connectionDelta(was, is);
      row.set(is, delta ?? false);
      return delta;
    },
  };
}

function compareOne(comparison: Comparison, from: SharedEnd, at: number, visit: Visit): void {
  const to = comparison.ends[at];
  if (to === undefined || isNobody(to)) return;
  const was =
    from.before === undefined || to.before === undefined
      ? undefined
      : comparison.before.evaluator.connection(from.before, to.before);
  const is =
    from.after === undefined || to.after === undefined
      ? undefined
      : comparison.after.evaluator.connection(from.after, to.after);
  tell(comparison, from, to, was, is, visit);
}

function compareGroups(
  comparison: Comparison,
  from: SharedEnd,
  destinations: readonly number[],
  visit: Visit,
): void {
  const was = connectionsFrom(comparison.before, from.before);
  const is = connectionsFrom(comparison.after, from.after);
  for (const at of destinations) {
    const to = comparison.ends[at];
    if (to === undefined || isNobody(to)) continue;
    const earlier = to.before === undefined ? undefined : was[to.before];
    const later = to.after === undefined ? undefined : is[to.after];
    if (earlier !== later) tell(comparison, from, to, earlier, later, visit);
  }
}

/** The connection to each end; undefined where nothing is allowed. */
function connectionsFrom(snapshot: Snapshot, from: number | undefined): readonly (Connection | undefined)[] {
  const found: (Connection | undefined)[] = [];
  if (from === undefined) return found;
  for (const { to, connection } of snapshot.evaluator.reaches(from)) {
    to.forEach((end) => {
      found[end] = connection;
    });
  }
  return found;
}

function tell(
  comparison: Comparison,
  from: SharedEnd,
  to: SharedEnd,
  was: Connection | undefined,
  is: Connection | undefined,
  visit: Visit,
): void {
  const delta = comparison.delta(was, is);
  const mixed = was !== undefined && is !== undefined ? intersectPorts(was.partial, is.partial) : noPorts;
  const inside = mixed.length === 0 ? undefined : podDelta(comparison, from, to, mixed);
  if (delta === undefined && inside === undefined) return;
  visit(from, to, {
    opened: unionPorts(delta?.opened ?? noPorts, inside?.opened ?? noPorts),
    closed: unionPorts(delta?.closed ?? noPorts, inside?.closed ?? noPorts),
    unclear: unionPorts(delta?.unclear ?? noPorts, inside?.unclear ?? noPorts),
  });
}

const nothing: Connection = {
  allowed: noPorts,
  admitted: noPorts,
  undetermined: noPorts,
  reasons: [],
  partial: noPorts,
};

/** What changes from one connection to another; undefined where nothing does. */
export function connectionDelta(was: Connection = nothing, is: Connection = nothing): Delta | undefined {
  if (
    samePorts(was.allowed, is.allowed) &&
    samePorts(was.partial, is.partial) &&
    samePorts(was.undetermined, is.undetermined)
  ) {
    return undefined;
  }
  const gained = (one: Connection, other: Connection) =>
    subtractPorts(
      unionPorts(
        subtractPorts(other.allowed, one.allowed),
        subtractPorts(subtractPorts(other.partial, one.allowed), one.partial),
      ),
      unionPorts(one.undetermined, other.undetermined),
    );
  return {
    opened: gained(was, is),
    closed: gained(is, was),
    unclear: unionPorts(
      subtractPorts(was.undetermined, is.undetermined),
      subtractPorts(is.undetermined, was.undetermined),
    ),
  };
}

/** Where pods of the two ends differ before and after, each pair of pods is compared. */
function podDelta(comparison: Comparison, from: SharedEnd, to: SharedEnd, ports: PortSet): Delta | undefined {
  const opened: PortRange[] = [];
  const closed: PortRange[] = [];
  for (const range of ports) {
    const was = podVerdicts(comparison.before, from.before, to.before, range);
    const is = podVerdicts(comparison.after, from.after, to.after, range);
    for (const [pair, verdict] of is) {
      if (verdict === 'allowed' && was.get(pair) === 'denied') opened.push(range);
      if (verdict === 'denied' && was.get(pair) === 'allowed') closed.push(range);
    }
  }
  if (opened.length === 0 && closed.length === 0) return undefined;
  return { opened: portSet(opened), closed: portSet(closed), unclear: noPorts };
}

function podVerdicts(
  snapshot: Snapshot,
  from: number | undefined,
  to: number | undefined,
  range: PortRange,
): ReadonlyMap<string, string> {
  const { cluster, evaluator } = snapshot;
  const found = new Map<string, string>();
  const pods = (end: number | undefined) => cluster.workloads[end ?? -1]?.pods ?? [];
  for (const a of pods(from)) {
    for (const b of pods(to)) {
      const flow = {
        from: { kind: 'pod', pod: a },
        to: { kind: 'pod', pod: b },
        protocol: range.protocol,
        port: range.first,
      } as const;
      const key = `${cluster.pods[a]?.id ?? ''} ${cluster.pods[b]?.id ?? ''}`;
      found.set(key, evaluator.verdict(flow).verdict.kind);
    }
  }
  return found;
}

export function sameEnd(a: ChangeEnd, b: ChangeEnd): boolean {
  return a.kind === b.kind && a.id === b.id;
}
