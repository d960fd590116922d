import type { Connection, Evaluator } from '../evaluator/types';
import type { Cluster } from '../model/cluster';
import type { FlowEnd } from '../model/flow';
import {
  intersectPorts,
  noPorts,
  subtractPorts,
  unionPorts,
  portSet,
  type PortRange,
  type PortSet,
} from '../model/ports';
import { connectedPods, type Atom, type Atoms } from './atoms';

/** What happens to some ports of one pair of atoms; the three sets do not overlap, what is in none is denied. */
export type Judgment = {
  /** Allowed for every pair of pods. */
  readonly allowed: PortSet;
  /** Allowed for some pairs of pods, and not known to be for all. */
  readonly some: PortSet;
  readonly undetermined: PortSet;
  /** The part of `allowed` in which a rule admits at an isolated gate. */
  readonly admitted: PortSet;
  readonly reasons: readonly string[];
};

/** Judges some ports between two atoms. */
export function judgePair(atoms: Atoms, from: number, to: number, ports: PortSet): Judgment {
  const a = atoms.list[from];
  const b = atoms.list[to];
  if (a === undefined || b === undefined) return nothing;
  const whole = judgeConnection(atoms.evaluator.connection(a.end, b.end), ports);
  if (a.pods === undefined && b.pods === undefined) return whole;
  const open = unionPorts(whole.some, whole.undetermined);
  return open.length === 0 ? whole : refine(atoms, a, b, whole, open);
}

export function judgeConnection(connection: Connection, ports: PortSet): Judgment {
  const some = intersectPorts(ports, connection.partial);
  return {
    allowed: intersectPorts(ports, connection.allowed),
    some,
    undetermined: subtractPorts(intersectPorts(ports, connection.undetermined), some),
    admitted: intersectPorts(ports, connection.admitted),
    reasons: connection.reasons,
  };
}

const nothing: Judgment = {
  allowed: noPorts,
  some: noPorts,
  undetermined: noPorts,
  admitted: noPorts,
  reasons: [],
};

/** Where the pods of a workload differ and only some of them are meant, each pair of pods is asked for. */
function refine(atoms: Atoms, a: Atom, b: Atom, whole: Judgment, open: PortSet): Judgment {
  const { evaluator, cluster } = atoms;
  const ends = (atom: Atom): readonly FlowEnd[] =>
    atom.namespace === undefined
      ? (evaluator.outside[atom.end - cluster.workloads.length]?.representatives ?? []).map((address) => ({
          kind: 'address',
          address,
        }))
      : (atom.pods ?? connectedPods(cluster, cluster.workloads[atom.end]?.pods ?? [])).map((pod) => ({
          kind: 'pod',
          pod,
        }));
  const allowed: PortRange[] = [];
  const some: PortRange[] = [];
  const undetermined: PortRange[] = [];
  const reasons = new Set<string>();
  for (const range of portPieces(cluster, evaluator, a.end, b.end, open)) {
    let yes = 0;
    let no = 0;
    let unknown = 0;
    for (const from of ends(a)) {
      for (const to of ends(b)) {
        if (
          from.kind === 'pod' &&
          to.kind === 'pod' &&
          from.pod === to.pod &&
          cluster.pods[to.pod]?.template !== true
        ) {
          continue;
        }
        if (from.kind === 'address' && to.kind === 'address') continue;
        const { verdict } = evaluator.verdict({ from, to, protocol: range.protocol, port: range.first });
        if (verdict.kind === 'allowed') yes++;
        else if (verdict.kind === 'denied') no++;
        else {
          unknown++;
          reasons.add(verdict.reason);
        }
      }
    }
    if (yes > 0 && no === 0 && unknown === 0) allowed.push(range);
    else if (yes > 0 && no > 0) some.push(range);
    else if (unknown > 0) undetermined.push(range);
  }
  return {
    allowed: unionPorts(whole.allowed, portSet(allowed)),
    some: portSet(some),
    undetermined: portSet(undetermined),
    admitted: whole.admitted,
    reasons: [...reasons].sort(),
  };
}

/**
 * Ports cut so that every policy treats the ports of a piece alike for these two ends: one port of a piece stands for
 * all of it.
 */
export function portPieces(
  cluster: Cluster,
  evaluator: Evaluator,
  from: number,
  to: number,
  ports: PortSet,
): PortRange[] {
  const cuts = new Set<number>();
  const cut = (first: number, last: number) => {
    cuts.add(first);
    cuts.add(last + 1);
  };
  const workloads = cluster.workloads.length;
  const indexes = [
    ...(from < workloads ? evaluator.applying(from, 'egress') : []),
    ...(to < workloads ? evaluator.applying(to, 'ingress') : []),
  ];
  for (const index of indexes) {
    const policy = evaluator.policies[index];
    for (const side of [policy?.ingress, policy?.egress]) {
      for (const rule of side?.rules ?? []) {
        if (rule.ports === 'any') continue;
        for (const match of rule.ports) if (match.kind === 'range') cut(match.first, match.last);
      }
    }
  }
  for (const pod of cluster.workloads[to]?.pods ?? []) {
    for (const { port } of cluster.pods[pod]?.ports ?? []) cut(port, port);
  }
  const sorted = [...cuts].sort((x, y) => x - y);
  const found: PortRange[] = [];
  for (const { protocol, first, last } of ports) {
    let start = first;
    for (const at of sorted) {
      if (at <= start || at > last) continue;
      found.push({ protocol, first: start, last: at - 1 });
      start = at;
    }
    found.push({ protocol, first: start, last });
  }
  return found;
}
