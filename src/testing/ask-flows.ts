import type { Cluster } from '../model/cluster';
import type { FlowEnd } from '../model/flow';
import type { Policy } from '../model/policy';
import type { PortSet, Protocol } from '../model/ports';
import { hasPort } from '../model/ports';
import { deriveFacts, familiesOfPod } from '../evaluator/facts';
import type { Facts } from '../evaluator/facts';
import type { Connection, Evaluator } from '../evaluator/types';

/** One port of a protocol. */
export type PortPoint = { readonly protocol: Protocol; readonly port: number };

/** A port of every range that policies and pods tell apart: their bounds and what is next to them. */
export function portPoints(cluster: Cluster, policies: readonly Policy[]): readonly PortPoint[] {
  const numbers = new Set<number>([1, 65535]);
  const near = (port: number) => {
    for (const one of [port - 1, port, port + 1]) if (one >= 1 && one <= 65535) numbers.add(one);
  };
  for (const pod of cluster.pods) for (const { port } of pod.ports) near(port);
  for (const { ingress, egress } of policies) {
    for (const { ports } of [...ingress.rules, ...egress.rules]) {
      if (ports === 'any') continue;
      for (const port of ports) if (port.kind === 'range') [port.first, port.last].forEach(near);
    }
  }
  const all = [...numbers].sort((a, b) => a - b);
  return [
    ...(['TCP', 'UDP', 'SCTP'] as const).flatMap((protocol) => all.map((port) => ({ protocol, port }))),
    { protocol: 'other', port: 0 },
  ];
}

/** Where one end gets to, as texts that do not depend on the order of groups, nor on the words of reasons. */
export function reachTexts(evaluator: Evaluator, from: number): readonly string[] {
  return evaluator
    .reaches(from)
    .map(({ to, connection }) => {
      const members: number[] = [];
      to.forEach((index) => members.push(index));
      return JSON.stringify([members, { ...connection, reasons: connection.undetermined.length > 0 }]);
    })
    .sort();
}

const knownFacts = new WeakMap<Cluster, Facts>();

function factsOf(cluster: Cluster): Facts {
  const facts = knownFacts.get(cluster) ?? deriveFacts(cluster);
  knownFacts.set(cluster, facts);
  return facts;
}

/** What a connection says of one port. */
export type PortAnswer = 'allowed' | 'partial' | 'undetermined' | 'denied';

export function answerOf(connection: Connection, { protocol, port }: PortPoint): readonly PortAnswer[] {
  const sets: readonly (readonly [PortAnswer, PortSet])[] = [
    ['allowed', connection.allowed],
    ['partial', connection.partial],
    ['undetermined', connection.undetermined],
  ];
  const found = sets.flatMap(([answer, set]) => (hasPort(set, protocol, port) ? [answer] : []));
  return found.length === 0 ? ['denied'] : found;
}

/** The same found out by asking for every pair of pods, and of addresses, alone. */
export function answerByTracing(
  cluster: Cluster,
  evaluator: Evaluator,
  from: number,
  to: number,
  point: PortPoint,
): PortAnswer {
  const workloads = cluster.workloads.length;
  if (from >= workloads && to >= workloads) return 'denied';
  const facts = factsOf(cluster);
  const kinds = new Set<string>();
  const destinations = endsOf(cluster, evaluator, to);
  for (const source of endsOf(cluster, evaluator, from)) {
    for (const destination of destinations) {
      if (source.kind === 'pod' && destination.kind === 'pod' && source.pod === destination.pod) {
        if (cluster.pods[source.pod]?.template !== true) continue;
      }
      // A part has addresses of several families: a pod is asked about those of its own, if there are any.
      const others = source.kind === 'pod' ? destinations : endsOf(cluster, evaluator, from);
      const pod = source.kind === 'pod' ? source : destination;
      if (!meet(facts, source, destination) && others.some((other) => meet(facts, pod, other))) continue;
      kinds.add(evaluator.trace({ from: source, to: destination, ...point }).verdict.kind);
    }
  }
  if (kinds.size === 1 && kinds.has('allowed')) return 'allowed';
  if (kinds.has('allowed') && kinds.has('denied')) return 'partial';
  return kinds.has('allowed') || kinds.has('undetermined') ? 'undetermined' : 'denied';
}

/** The pods of a workload that send and receive, or one address of each family of a part. */
export function endsOf(cluster: Cluster, evaluator: Evaluator, end: number): readonly FlowEnd[] {
  const workload = cluster.workloads[end];
  if (workload === undefined) {
    const part = evaluator.outside[end - cluster.workloads.length];
    return (part?.representatives ?? []).map((address) => ({ kind: 'address', address }));
  }
  return workload.pods
    .filter((pod) => {
      const addressing = cluster.pods[pod]?.addressing;
      return addressing === 'known' || addressing === 'unknown';
    })
    .map((pod) => ({ kind: 'pod', pod }));
}

/** A part may have addresses of a family that a pod has not: no flow is between those, and none is asked for. */
function meet(facts: Facts, a: FlowEnd, b: FlowEnd): boolean {
  const families = (end: FlowEnd): readonly number[] => {
    if (end.kind === 'address') return [end.address.family];
    const pod = end.kind === 'pod' ? facts.cluster.pods[end.pod] : undefined;
    return pod === undefined ? [] : familiesOfPod(facts, pod);
  };
  if (a.kind === 'pod' && b.kind === 'pod') return true;
  return families(a).some((family) => families(b).includes(family));
}
