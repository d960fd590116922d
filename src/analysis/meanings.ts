import type { Connection, Evaluator } from '../evaluator/types';
import type { StatementResult } from '../expectations/types';
import type { Cluster } from '../model/cluster';
import type { FlowEnd } from '../model/flow';
import type { Direction } from '../model/policy';
import { intersectPorts, noPorts, subtractPorts, unionPorts, type PortSet } from '../model/ports';
import type { AllEnds } from './all-ends';
import type { PathMeaning } from './types';

/** What statements say of one pair of ends. */
type Wanted = {
  readonly allowed: PortSet;
  readonly failing: PortSet;
  readonly undetermined: PortSet;
  readonly denied: PortSet;
};

/** Statements by pair: from end → to end → what they say. */
export type WantedPairs = ReadonlyMap<number, ReadonlyMap<number, Wanted>>;

const nothingWanted: Wanted = { allowed: noPorts, failing: noPorts, undetermined: noPorts, denied: noPorts };

export function wantedPairs(statements: readonly StatementResult[]): WantedPairs {
  const pairs = new Map<number, Map<number, Wanted>>();
  for (const statement of statements) {
    for (const pair of statement.pairs) {
      const row = pairs.get(pair.from) ?? new Map<number, Wanted>();
      pairs.set(pair.from, row);
      const old = row.get(pair.to) ?? nothingWanted;
      row.set(
        pair.to,
        pair.wanted === 'allowed'
          ? {
              ...old,
              allowed: unionPorts(old.allowed, pair.ports),
              failing: unionPorts(old.failing, pair.failing),
              undetermined: unionPorts(old.undetermined, pair.undetermined),
            }
          : { ...old, denied: unionPorts(old.denied, pair.ports) },
      );
    }
  }
  return pairs;
}

/** The flow end that stands for an end of the picture: its first pod, or an address of the outside part. */
export function representative(cluster: Cluster, evaluator: Evaluator, end: number): FlowEnd | undefined {
  const workload = cluster.workloads[end];
  if (workload !== undefined) {
    const pod = workload.pods[0];
    return pod === undefined ? undefined : { kind: 'pod', pod };
  }
  const address = evaluator.outside[end - cluster.workloads.length]?.representatives[0];
  return address === undefined ? undefined : { kind: 'address', address };
}

/** What the line between two ends says, worst first: blocked, depends, not wanted, works, admitted, unguarded. */
export function meaningsOf(
  cluster: Cluster,
  evaluator: Evaluator,
  wanted: WantedPairs,
  ends: Pick<AllEnds, 'connection'>,
  from: number,
  to: number,
): readonly PathMeaning[] {
  if (from === to && cluster.workloads[from]?.pods.length === 1 && !isTemplate(cluster, from)) return [];
  const connection = ends.connection(from, to);
  const said = wanted.get(from)?.get(to) ?? nothingWanted;
  const some = unionPorts(connection.allowed, connection.partial);
  const meanings: PathMeaning[] = [];
  const add = (
    meaning: PathMeaning['meaning'],
    ports: PortSet,
    at: readonly Direction[] = [],
    condition = '',
  ) => {
    if (ports.length > 0) meanings.push(withConditions({ meaning, ports, at, condition }, connection));
  };
  const blocked = subtractPorts(said.failing, connection.undetermined);
  if (blocked.length > 0) add('blocked', blocked, shutGates(cluster, evaluator, from, to, blocked));
  add('depends', connection.undetermined, [], connection.reasons[0] ?? '');
  add('unwanted', intersectPorts(said.denied, some));
  add('works', subtractPorts(intersectPorts(said.allowed, some), blocked));
  const unsaid = subtractPorts(some, unionPorts(said.allowed, said.denied));
  const open = subtractPorts(connection.allowed, connection.admitted);
  add('admitted', subtractPorts(unsaid, open));
  add('unguarded', intersectPorts(unsaid, open));
  return meanings;
}

/** Tells by which ports of a meaning only some of what is asked gets through. */
export function withConditions(meaning: PathMeaning, { conditional }: Connection): PathMeaning {
  if (conditional === undefined || meaning.meaning === 'blocked') return meaning;
  const bound = intersectPorts(meaning.ports, conditional);
  return bound.length === 0 ? meaning : { ...meaning, conditional: bound };
}

/** What proxies demand of a flow on the first port on which they do, between the first pods for which they do. */
export function conditionsOf(
  cluster: Cluster,
  evaluator: Evaluator,
  named: AllEnds['flowEnd'],
  from: number,
  to: number,
  ports: PortSet,
): readonly string[] {
  const ends = (end: number) => {
    const own = named(end);
    return own === undefined ? flowEnds(cluster, evaluator, end) : [own];
  };
  for (const { protocol, first } of ports) {
    for (const source of ends(from)) {
      for (const destination of ends(to)) {
        const { verdict } = evaluator.verdict({ from: source, to: destination, protocol, port: first });
        const words = verdict.kind === 'allowed' ? verdict.conditions : undefined;
        if (words !== undefined) return words;
      }
    }
  }
  return [];
}

function isTemplate(cluster: Cluster, workload: number): boolean {
  const pod = cluster.workloads[workload]?.pods[0];
  return pod !== undefined && cluster.pods[pod]?.template === true;
}

/** The gates at which a flow on one of `ports` is denied, found on the first pair of pods that is denied at all. */
function shutGates(
  cluster: Cluster,
  evaluator: Evaluator,
  from: number,
  to: number,
  ports: PortSet,
): readonly Direction[] {
  const first = ports[0];
  if (first === undefined) return [];
  for (const source of flowEnds(cluster, evaluator, from)) {
    for (const destination of flowEnds(cluster, evaluator, to)) {
      const found = evaluator.verdict({
        from: source,
        to: destination,
        protocol: first.protocol,
        port: first.first,
      });
      const at: Direction[] = [];
      if (found.egress.kind === 'denied') at.push('egress');
      if (found.ingress.kind === 'denied') at.push('ingress');
      if (at.length > 0) return at;
    }
  }
  return [];
}

/** At most four flow ends of an end of the picture: enough to find the pods that differ in practice. */
function flowEnds(cluster: Cluster, evaluator: Evaluator, end: number): readonly FlowEnd[] {
  const workload = cluster.workloads[end];
  if (workload !== undefined) return workload.pods.slice(0, 4).map((pod) => ({ kind: 'pod', pod }));
  const addresses = evaluator.outside[end - cluster.workloads.length]?.representatives ?? [];
  return addresses.map((address) => ({ kind: 'address', address }));
}
