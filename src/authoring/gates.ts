import { connectedPods } from '../expectations/atoms';
import { familiesOfWorkload } from '../expectations/families';
import { portPieces } from '../expectations/judge';
import type { Flow, FlowEnd } from '../model/flow';
import type { Direction } from '../model/policy';
import {
  intersectPorts,
  noPorts,
  portSet,
  subtractPorts,
  type PortRange,
  type PortSet,
} from '../model/ports';
import type { Snapshot } from '../snapshot/types';
import { familiesIn, pairsOf, type Wish } from './wish';

/** How one side of a wish stands: whose gates are in the way, for whom and on which ports. */
export type SideState = {
  readonly direction: Direction;
  /** Workloads whose gate refuses some wished flow. */
  readonly subjects: readonly number[];
  /** Ends that are refused. */
  readonly peers: readonly number[];
  readonly ports: PortSet;
  /** Wished subjects whose gate nothing isolates. */
  readonly open: readonly number[];
};

export type GateStates = {
  /** Every wished flow is allowed (or, when closing, denied). */
  readonly done: boolean;
  readonly ingress: SideState;
  readonly egress: SideState;
  /** Why nothing can be planned: a verdict that cannot be known, or that no policy decides. */
  readonly refused: readonly string[];
};

/** Beyond so many pairs the rest is taken to be like those looked at; the proof looks at all. */
const mostPairs = 2000;
/** Pods of one pair of ends that are looked at. */
const mostPods = 3;

type Found = { subjects: Set<number>; peers: Set<number>; ports: PortRange[] };

/** Judges both gates of every wished flow (DR-2). */
export function gateStates(snapshot: Snapshot, wish: Wish): GateStates {
  const { evaluator, cluster } = snapshot;
  const found = { ingress: newFound(), egress: newFound() };
  const refused = new Set<string>();
  let done = true;
  let looked = 0;
  const pairs = pairsOf(snapshot, wish);
  for (const { from, to } of pairs) {
    const connection = evaluator.connection(from, to);
    const missing = subtractPorts(wish.ports, connection.allowed);
    if (missing.length === 0) continue;
    done = false;
    if (++looked > mostPairs) continue;
    for (const range of portPieces(cluster, evaluator, from, to, missing)) {
      for (const flow of flowsOf(snapshot, from, to)) {
        const answer = evaluator.verdict({ ...flow, protocol: range.protocol, port: range.first });
        if (answer.verdict.kind === 'undetermined') refused.add(answer.verdict.reason);
        if (answer.verdict.kind !== 'denied') continue;
        if (answer.egress.kind === 'denied' && answer.ingress.kind === 'denied') {
          const never = impossible(snapshot, from, to, {
            ...flow,
            protocol: range.protocol,
            port: range.first,
          });
          if (never !== undefined) {
            refused.add(never);
            continue;
          }
        }
        if (answer.egress.kind === 'denied') note(found.egress, from, to, range);
        if (answer.ingress.kind === 'denied') note(found.ingress, to, from, range);
      }
    }
  }
  for (const reason of unreachable(snapshot, pairs)) refused.add(reason);
  return {
    done,
    ingress: side(snapshot, wish, 'ingress', found.ingress),
    egress: side(snapshot, wish, 'egress', found.egress),
    refused: [...refused].sort(),
  };
}

function newFound(): Found {
  return { subjects: new Set(), peers: new Set(), ports: [] };
}

function note(found: Found, subject: number, peer: number, range: PortRange): void {
  found.subjects.add(subject);
  found.peers.add(peer);
  found.ports.push(range);
}

function side(snapshot: Snapshot, wish: Wish, direction: Direction, found: Found): SideState {
  const end = direction === 'ingress' ? wish.to : wish.from;
  const subjects = end.kind === 'pods' ? end.workloads : [];
  return {
    direction,
    subjects: [...found.subjects].sort((a, b) => a - b),
    peers: [...found.peers].sort((a, b) => a - b),
    ports: found.ports.length === 0 ? noPorts : intersectPorts(wish.ports, portSet(found.ports)),
    open: subjects.filter((index) => snapshot.evaluator.gate(index, direction).state === 'open'),
  };
}

/** Flows between the first pods (or an address) of two ends. */
export function flowsOf(
  snapshot: Snapshot,
  from: number,
  to: number,
): readonly { readonly from: FlowEnd; readonly to: FlowEnd }[] {
  const sources = flowEnds(snapshot, from, to);
  const destinations = flowEnds(snapshot, to, from);
  const { pods } = snapshot.cluster;
  return sources.flatMap((a) =>
    destinations.flatMap((b) =>
      a.kind === 'pod' && b.kind === 'pod' && a.pod === b.pod && pods[a.pod]?.template !== true
        ? []
        : [{ from: a, to: b }],
    ),
  );
}

function flowEnds(snapshot: Snapshot, end: number, other: number): readonly FlowEnd[] {
  const { cluster, evaluator } = snapshot;
  const workload = cluster.workloads[end];
  if (workload !== undefined) {
    const pods = connectedPods(cluster, workload.pods).slice(0, mostPods);
    return pods.map((pod) => ({ kind: 'pod', pod }));
  }
  const part = evaluator.outside[end - cluster.workloads.length];
  const families = familiesOfWorkload(cluster, other, familiesIn(snapshot));
  return (part?.representatives ?? [])
    .filter(({ family }) => families.has(family))
    .map((address) => ({ kind: 'address', address }));
}

/** Why there can be no such flow at all; undefined where it is only denied. */
function impossible(snapshot: Snapshot, from: number, to: number, flow: Flow): string | undefined {
  const { egress, ingress } = snapshot.evaluator.trace(flow);
  const before = egress.before ?? ingress.before;
  if (before !== 'no address' && before !== 'ended') return undefined;
  const name = (end: number) => snapshot.cluster.workloads[end]?.name;
  const names = [name(from), name(to)].filter((one) => one !== undefined).map((one) => `\`${one}\``);
  return names.length === 2
    ? `${names.join(' and ')} have no address family in common, so there is no connection between them`
    : `${names.join('')} has no address in the family of the other side`;
}

/** Ends that no connection leaves or reaches, whatever policies say. */
function unreachable(
  snapshot: Snapshot,
  pairs: readonly { readonly from: number; readonly to: number }[],
): readonly string[] {
  const { cluster } = snapshot;
  const reasons: string[] = [];
  for (const end of new Set(pairs.flatMap(({ from, to }) => [from, to]))) {
    const workload = cluster.workloads[end];
    const pods = (workload?.pods ?? []).flatMap((index) => cluster.pods[index] ?? []);
    if (workload === undefined || pods.length === 0) continue;
    if (pods.every((pod) => pod.addressing === 'ended')) {
      reasons.push(`the pods of \`${workload.name}\` have ended, so nothing reaches them by name`);
    } else if (pods.every((pod) => pod.addressing === 'none' || pod.addressing === 'ended')) {
      reasons.push(`no pod of \`${workload.name}\` has an address yet`);
    }
  }
  return reasons;
}
