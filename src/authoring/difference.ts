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
import { connectedPods } from '../expectations/atoms';
import { familiesOfWorkload } from '../expectations/families';
import { portPieces } from '../expectations/judge';
import type { FlowEnd } from '../model/flow';
import { sharedEnds, type SharedEnd } from './shared-ends';
import { touchedGates } from './touched-gates';
import { familiesIn } from './wish';
import type { Change } from './types';

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

/**
 * Visits every changed pair in a fixed order. Only what a changed policy can change is looked at. Under another CNI
 * everything may change: `goesOn` is then asked before each source with how many pairs were looked at.
 */
export function visitDifference(
  before: Snapshot,
  after: Snapshot,
  visit: Visit,
  goesOn: (pairs: number) => boolean = () => true,
): void {
  if (before.evaluator === after.evaluator) return;
  const { ends, aligned } = sharedEnds(before, after);
  const comparison = createComparison(before, after, ends, aligned);
  const touched = aligned ? touchedGates(before, after) : undefined;
  const everything = ends.map((_, index) => index);
  if (touched === undefined) {
    for (const [index, from] of ends.entries()) {
      if (!goesOn(index * ends.length)) return;
      compareGroups(comparison, from, everything, visit);
    }
    return;
  }
  const entered = [...touched.ingress].sort(([a], [b]) => a - b);
  for (const [index, from] of ends.entries()) {
    const leaves = touched.egress.get(index);
    const destinations = new Set(leaves === 'everybody' ? everything : leaves);
    if (leaves !== 'everybody') {
      for (const [at, peers] of entered) if (peers === 'everybody' || peers.has(index)) destinations.add(at);
    }
    const sorted = [...destinations].sort((a, b) => a - b);
    if (sorted.length > fewDestinations) compareGroups(comparison, from, sorted, visit);
    else for (const at of sorted) compareOne(comparison, from, at, visit);
  }
}

type Comparison = {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly ends: readonly SharedEnd[];
  readonly delta: (was: Connection | undefined, is: Connection | undefined) => Delta | undefined;
  /** Whether there can be connections at all: with the outside only in a family that the workload has. */
  readonly meet: (from: SharedEnd, to: SharedEnd) => boolean;
  /** Whether one end is an outside part that was cut otherwise, and pods of the other may lack its family. */
  readonly isMixed: (from: SharedEnd, to: SharedEnd) => boolean;
};

function createComparison(
  before: Snapshot,
  after: Snapshot,
  ends: readonly SharedEnd[],
  aligned: boolean,
): Comparison {
  const known = new WeakMap<Connection, WeakMap<Connection, Delta | false>>();
  const familiesBy = new Map<SharedEnd, ReadonlySet<4 | 6>>();
  const familiesAt = (end: SharedEnd) => {
    const found =
      familiesBy.get(end) ??
      new Set([
        ...familiesOfWorkload(before.cluster, end.before ?? -1, familiesIn(before)),
        ...familiesOfWorkload(after.cluster, end.after ?? -1, familiesIn(after)),
      ]);
    familiesBy.set(end, found);
    return found;
  };
  return {
    before,
    after,
    ends,
    meet: (from, to) => {
      const [outside, inside] = from.outside ? [from, to] : [to, from];
      const [range] = outside.addresses;
      return !outside.outside || (range !== undefined && familiesAt(inside).has(range.family));
    },
    isMixed: (from, to) => {
      const [outside, inside] = from.outside ? [from, to] : [to, from];
      const pods = before.cluster.workloads[inside.before ?? -1]?.pods ?? [];
      if (aligned || !outside.outside || pods.length < 2) return false;
      return familiesAt(inside).size > 1;
    },
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
  if (to === undefined) return;
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
    if (to === undefined) continue;
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
  if (delta !== undefined && !comparison.meet(from, to)) return;
  if (delta !== undefined && comparison.isMixed(from, to)) {
    // Where only some pods have the family, a part of both families and one of a single family cannot be compared.
    const sampled = sampledDelta(comparison, from, to, unionPorts(delta.opened, delta.closed, delta.unclear));
    if (sampled !== undefined) visit(from, to, sampled);
    return;
  }
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
  const unclear: PortRange[] = [];
  for (const range of ports) {
    const was = verdictsOf(comparison.before, from, to, 'before', range);
    const is = verdictsOf(comparison.after, from, to, 'after', range);
    for (const [pair, verdict] of is) {
      const earlier = was.get(pair) ?? verdict;
      if (earlier === verdict) continue;
      if (earlier === 'undetermined' || verdict === 'undetermined') unclear.push(range);
      else (verdict === 'allowed' ? opened : closed).push(range);
    }
  }
  if (opened.length + closed.length + unclear.length === 0) return undefined;
  return { opened: portSet(opened), closed: portSet(closed), unclear: portSet(unclear) };
}

/** The same for a pod's end and an outside one, by one of its addresses. */
function sampledDelta(
  comparison: Comparison,
  from: SharedEnd,
  to: SharedEnd,
  ports: PortSet,
): Delta | undefined {
  const { before, after } = comparison;
  const pieces = portPieces(before.cluster, before.evaluator, from.before ?? 0, to.before ?? 0, ports);
  return podDelta(
    comparison,
    from,
    to,
    pieces.flatMap((range) =>
      portPieces(after.cluster, after.evaluator, from.after ?? 0, to.after ?? 0, [range]),
    ),
  );
}

/** The verdict of each pair of pods (or pod and address), by their names. */
function verdictsOf(
  { cluster, evaluator }: Snapshot,
  from: SharedEnd,
  to: SharedEnd,
  when: 'before' | 'after',
  range: PortRange,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const ends = (shared: SharedEnd): readonly (readonly [string, FlowEnd])[] => {
    const [outside] = shared.addresses;
    if (outside !== undefined) {
      return [['outside', { kind: 'address', address: { family: outside.family, value: outside.first } }]];
    }
    const pods = connectedPods(cluster, cluster.workloads[shared[when] ?? -1]?.pods ?? []);
    return pods.map((pod) => [cluster.pods[pod]?.id ?? '', { kind: 'pod', pod }]);
  };
  for (const [a, source] of ends(from)) {
    for (const [b, destination] of ends(to)) {
      const flow = { from: source, to: destination, protocol: range.protocol, port: range.first };
      found.set(`${a} ${b}`, evaluator.verdict(flow).verdict.kind);
    }
  }
  return found;
}
