import { namedEnds } from '../evaluator/named-ends';
import type { Connection, Evaluator, IndexSet } from '../evaluator/types';
import { Bits } from '../model/bits';
import type { Cluster } from '../model/cluster';
import type { FlowEnd } from '../model/flow';
import type { Direction } from '../model/policy';
import { noPorts } from '../model/ports';
import type { PortSet } from '../model/ports';
import type { NamedOutside } from './named';
import { noConnection } from '../evaluator/no-connection';

/** Every end of the picture: those that the evaluator numbers, then those that policies tell by name. */
export type AllEnds = {
  readonly count: number;
  readonly connection: (from: number, to: number) => Connection;
  readonly reaches: (from: number) => readonly { readonly to: IndexSet; readonly connection: Connection }[];
  /** What a flow from or to an end that is told by name is between; undefined for numbered ones. */
  readonly flowEnd: (end: number) => FlowEnd | undefined;
  /** The workloads that a policy selects, and the nodes and identities that it polices. */
  readonly subjects: (policy: number) => readonly number[];
  /** Ends that the peers of a rule hold, whatever its ports; undefined where the evaluator's own peers tell. */
  readonly held: (policy: number, direction: Direction, rule: number) => readonly number[] | undefined;
};

export function allEnds(cluster: Cluster, evaluator: Evaluator, named: readonly NamedOutside[]): AllEnds {
  const first = evaluator.ends;
  const count = first + named.length;
  const workloads = cluster.workloads.length;
  const connections = named.length === 0 ? undefined : namedEnds(evaluator);
  const towards = (workload: number, end: number): Connection => {
    const to = named[end - first]?.flowEnd;
    if (to === undefined || workload >= workloads) return noConnection;
    return connections?.connection(workload, to, 'egress') ?? noConnection;
  };
  const comingFrom = (end: number, workload: number): Connection => {
    const from = named[end - first];
    if (from === undefined || workload >= workloads) return noConnection;
    return connections?.connection(workload, from.flowEnd, 'ingress') ?? noConnection;
  };
  const known = new Map<number, ReturnType<AllEnds['reaches']>>();
  const fromNamed = (from: number) => {
    if (named[from - first]?.sends !== true) return [];
    const others = Array.from({ length: workloads }, (_, to) => [to, comingFrom(from, to)] as const);
    return grouped(count, others);
  };
  const fromWorkload = (from: number) => {
    const others = named.map((_, at) => [first + at, towards(from, first + at)] as const);
    return [...evaluator.reaches(from), ...grouped(count, others)];
  };
  return {
    count,
    connection: (from, to) => {
      if (from >= first) return comingFrom(from, to);
      return to >= first ? towards(from, to) : evaluator.connection(from, to);
    },
    reaches: (from) => {
      if (connections === undefined || (from >= workloads && from < first)) return evaluator.reaches(from);
      let found = known.get(from);
      if (found === undefined) known.set(from, (found = from < first ? fromWorkload(from) : fromNamed(from)));
      return found;
    },
    subjects: (policy) => {
      const found: number[] = [];
      evaluator.subjects(policy).forEach((workload) => found.push(workload));
      named.forEach(({ flowEnd }, at) => {
        if (flowEnd.kind !== 'domain' && connections?.selects(policy, flowEnd) === true) {
          found.push(first + at);
        }
      });
      return found;
    },
    held: (policy, direction, rule) => {
      const asked = namedEnds(evaluator);
      if (asked === undefined) return undefined;
      const inside = cluster.workloads.flatMap(({ pods }, at) =>
        pods.some((pod) => asked.holds(policy, direction, rule, { kind: 'pod', pod })) ? [at] : [],
      );
      const parts = evaluator.outside.flatMap(({ representatives }, at) =>
        representatives.some((address) => asked.holds(policy, direction, rule, { kind: 'address', address }))
          ? [workloads + at]
          : [],
      );
      const others = named.flatMap(({ flowEnd }, at) =>
        asked.holds(policy, direction, rule, flowEnd) ? [first + at] : [],
      );
      return [...inside, ...parts, ...others];
    },
    flowEnd: (end) => named[end - first]?.flowEnd,
  };
}

const keys = new WeakMap<Connection, string>();

/** Ends with equal connections together; those that nothing is let through to are left out. */
function grouped(
  count: number,
  all: readonly (readonly [end: number, connection: Connection])[],
): readonly { readonly to: Bits; readonly connection: Connection }[] {
  const groups = new Map<string, { readonly to: Bits; readonly connection: Connection }>();
  for (const [end, connection] of all) {
    const { allowed, admitted, partial, undetermined, conditional, reasons } = connection;
    if (allowed.length + partial.length + undetermined.length === 0) continue;
    let key = keys.get(connection);
    if (key === undefined) {
      const sets = [allowed, admitted, partial, undetermined, conditional ?? noPorts];
      keys.set(connection, (key = [...sets.map(portsKey), ...reasons].join('|')));
    }
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { to: new Bits(count), connection }));
    group.to.add(end);
  }
  return [...groups.values()];
}

function portsKey(ports: PortSet): string {
  return ports.map(({ protocol, first, last }) => `${protocol}${first}-${last}`).join();
}
