import type { Analysis, PathMeaning, PathRef } from '../analysis/types';
import type { Pod } from '../model/cluster';
import { namedFlowEnd } from '../model/flow';
import type { Flow, FlowDetails, FlowEnd } from '../model/flow';
import { formatAddress } from '../model/address';
import { hasPort, icmp, icmpv6, otherPorts, otherText, protocols } from '../model/ports';
import type { Protocol } from '../model/ports';
import { name, sentence } from './sentences';
import type { Sentence } from './sentences';

/** The flow that stands for a path, and what must be said of the others. */
export type ChosenFlow = {
  /** Numbers of its ends; undefined for an end that the analysis does not count (`entity:host`). */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly flow: Flow;
  /** Pods that differ, and which pair is shown. */
  readonly note: Sentence | undefined;
};

/** A pod or an address where just this one is meant, not any of an end. */
export type ExactEnds = { readonly from?: FlowEnd; readonly to?: FlowEnd };

const pairsTried = 400;

/** The protocol of a path; undefined for one that is not known. */
export function protocolOf(text: string): Protocol | undefined {
  return protocols.find((protocol) => protocol === text);
}

/** `TCP 8080`, `ICMP type 8`, `protocol 47`. */
export function portText(protocol: Protocol, port: number): string {
  if (protocol !== 'other') return `${protocol} ${port}`;
  if (port === 0) return 'other protocols';
  const number = port >>> 16;
  if (number !== icmp && number !== icmpv6) return otherText(otherPorts(number));
  const code = port & 0xff;
  return `${otherText(otherPorts(number, (port >>> 8) & 0xff))}${code === 0 ? '' : ` code ${code}`}`;
}

/** What is asked besides, after the port: ` GET /v1`, ` DNS example.com`; empty where nothing is. */
export function detailsText({ http, dns, sni, sourcePort }: FlowDetails = {}): string {
  const parts = [
    sourcePort === undefined ? '' : `from port ${sourcePort}`,
    http === undefined ? '' : `${http.method} ${http.path}`,
    dns === undefined ? '' : `DNS ${dns}`,
    sni === undefined ? '' : `SNI ${sni}`,
  ];
  const words = parts
    .filter((part) => part !== '')
    .map((part) => (part.length > 80 ? `${part.slice(0, 79)}…` : part));
  return words.map((part) => ` ${part}`).join('');
}

/**
 * The flow to explain for a path: of the pairs of pods (or addresses) of its two ends the one whose verdict matters
 * most. Where pods differ, that is one that is denied, unless the path should be denied: then one that is allowed.
 * Undefined where the path names nothing that is there.
 */
export function chooseFlow(
  analysis: Analysis,
  path: PathRef,
  exactly: ExactEnds = {},
): ChosenFlow | undefined {
  const from = analysis.endOf(path.from);
  const to = analysis.endOf(path.to);
  const protocol = protocolOf(path.protocol);
  const sources = endsOf(analysis, path.from, from, exactly.from);
  const destinations = endsOf(analysis, path.to, to, exactly.to);
  if (sources === undefined || destinations === undefined || protocol === undefined) return undefined;
  const { evaluator } = analysis.snapshot;
  const pairs = pairsOf(analysis, sources, destinations);
  const [first] = pairs;
  if (first === undefined) return undefined;
  const { port } = path;
  const flowOf = ([source, destination]: Pair): Flow => ({
    from: source,
    to: destination,
    protocol,
    port,
    ...path.details,
  });
  const connection = path.details === undefined ? connectionOf(analysis, from, to) : undefined;
  const varies =
    connection === undefined ||
    hasPort(connection.partial, protocol, port) ||
    hasPort(connection.undetermined, protocol, port);
  if (pairs.length === 1 || !varies) return { from, to, flow: flowOf(first), note: undefined };
  const verdicts = pairs.map((pair) => evaluator.verdict(flowOf(pair)).verdict.kind);
  const kinds = new Set(verdicts);
  if (kinds.size <= 1) return { from, to, flow: flowOf(first), note: undefined };
  const unwanted = meaningsOf(analysis, from, to).some(
    ({ meaning, ports }) => meaning === 'unwanted' && hasPort(ports, protocol, port),
  );
  const order = unwanted
    ? (['allowed', 'undetermined', 'denied'] as const)
    : (['denied', 'undetermined', 'allowed'] as const);
  const shown = order.find((kind) => kinds.has(kind)) ?? 'denied';
  const pair = pairs[verdicts.indexOf(shown)] ?? first;
  const allowed = verdicts.filter((kind) => kind === 'allowed').length;
  return {
    from,
    to,
    flow: flowOf(pair),
    note: differenceNote(analysis, pair, allowed, verdicts.length, shown),
  };
}

/** All flows between two ends; undefined where an end is not counted, or no workload is one of them. */
export function connectionOf(
  analysis: Analysis,
  from: number | undefined,
  to: number | undefined,
): ReturnType<Analysis['connection']> | undefined {
  if (from === undefined || to === undefined) return undefined;
  const isNamed = analysis.namedEnd(from) !== undefined || analysis.namedEnd(to) !== undefined;
  const workloads = analysis.summary.workloads.length;
  return isNamed && from >= workloads && to >= workloads ? undefined : analysis.connection(from, to);
}

type Pair = readonly [FlowEnd, FlowEnd];

/**
 * Pairs of the two ends, at most 400. A pod and itself is no pair, unless it stands for a template; nor are pods that
 * have no address, and ends without an address family in common, unless there are no others.
 */
function pairsOf(
  analysis: Analysis,
  sources: readonly FlowEnd[],
  destinations: readonly FlowEnd[],
): readonly Pair[] {
  const pods = analysis.snapshot.cluster.pods;
  const pairs: Pair[] = [];
  const lesser: Pair[] = [];
  for (const source of sources) {
    for (const destination of destinations) {
      if (pairs.length >= pairsTried) return pairs;
      const same = source.kind === 'pod' && destination.kind === 'pod' && source.pod === destination.pod;
      const template = source.kind === 'pod' && pods[source.pod]?.template === true;
      const isPair = (!same || template) && shareFamily(pods, source, destination);
      (isPair ? pairs : lesser).push([source, destination]);
    }
  }
  return pairs.length > 0 ? pairs : lesser;
}

function shareFamily(pods: readonly Pod[], a: FlowEnd, b: FlowEnd): boolean {
  const first = familiesOf(pods, a);
  const second = familiesOf(pods, b);
  if (first?.length === 0 || second?.length === 0) return false;
  return first === undefined || second === undefined || first.some((family) => second.includes(family));
}

/** Undefined where any is possible. */
function familiesOf(pods: readonly Pod[], end: FlowEnd): readonly (4 | 6)[] | undefined {
  if (end.kind === 'address') return [end.address.family];
  const pod = end.kind === 'pod' ? pods[end.pod] : undefined;
  return pod === undefined || pod.addressing === 'unknown'
    ? undefined
    : pod.addresses.map(({ family }) => family);
}

/** What the line between two ends says; nothing where one of them is not counted. */
export function meaningsOf(
  analysis: Analysis,
  from: number | undefined,
  to: number | undefined,
): readonly PathMeaning[] {
  return from === undefined || to === undefined ? [] : analysis.meanings(from, to);
}

/** What an end of a path may be: exactly one, the pods or addresses of an end that is counted, or one that is told by name. */
function endsOf(
  analysis: Analysis,
  id: string,
  end: number | undefined,
  exactly: FlowEnd | undefined,
): readonly FlowEnd[] | undefined {
  const named = exactly ?? (end === undefined ? namedFlowEnd(id) : analysis.namedEnd(end));
  if (named !== undefined) return [named];
  return end === undefined ? undefined : flowEnds(analysis, end);
}

function flowEnds(analysis: Analysis, end: number): readonly FlowEnd[] {
  const { cluster, evaluator } = analysis.snapshot;
  const workload = cluster.workloads[end];
  if (workload !== undefined) return workload.pods.slice(0, pairsTried).map((pod) => ({ kind: 'pod', pod }));
  const part = evaluator.outside[end - cluster.workloads.length];
  return (part?.representatives ?? []).map((address) => ({ kind: 'address', address }));
}

function differenceNote(
  analysis: Analysis,
  pair: Pair,
  allowed: number,
  tried: number,
  shown: 'allowed' | 'denied' | 'undetermined',
): Sentence {
  const verdict = shown === 'undetermined' ? 'cannot be told' : `is ${shown}`;
  const [from, to] = pair.map((end) => flowEndName(analysis, end));
  return sentence(
    `Not all pods fare alike: ${allowed} of ${tried} pairs are allowed. Shown is `,
    name(from ?? ''),
    ' to ',
    name(to ?? ''),
    `, which ${verdict}.`,
  );
}

/** The end as people call it. */
function flowEndName(analysis: Analysis, end: FlowEnd): string {
  switch (end.kind) {
    case 'address':
      return formatAddress(end.address);
    case 'pod':
      return analysis.snapshot.cluster.pods[end.pod]?.name ?? '';
    case 'node':
      return end.node;
    case 'entity':
      return end.entity;
    case 'domain':
      return end.domain;
  }
}
