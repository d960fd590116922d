import type { PeerSketch, PortSketch, SelectorSketch } from '../dialects/dialect';
import { containsCidr, formatCidr, parseCidr, type Cidr } from '../model/address';
import type { Cluster } from '../model/cluster';
import { namespaceNameLabel } from '../model/labels';
import { isEveryPort, type PortSet } from '../model/ports';
import { chooseSelectors, type SelectorChoice, type UsedLabels } from './selectors';
import type { Note } from './types';
import { insideCidrs, outermost, podRangesUnknown } from '../expectations/spread';
import type { WishEnd } from './wish';

/** What new text would match tomorrow (AU-7). */
export type Width = 0 | 1 | 2 | 3 | 4;

/** Peers that stand for an end, as seen from subjects in one namespace. */
export type PeerChoice = {
  readonly peers: readonly PeerSketch[];
  /** Workloads that the peers select too, since labels cannot tell them apart. */
  readonly extras: readonly number[];
  readonly width: Width;
  readonly notes: readonly Note[];
};

/** Subjects that stand for workloads: one selector each, all in one namespace. */
export type SubjectChoice = SelectorChoice & { readonly namespace: string; readonly width: Width };

/** The subjects that cover an end's pods (SEL-1, SEL-6); a sentence where labels cannot. */
export function subjectsFor(
  cluster: Cluster,
  workloads: readonly number[],
  wholeNamespace: string | undefined,
  used: UsedLabels,
): readonly SubjectChoice[] | string {
  if (wholeNamespace !== undefined) {
    return [{ selector: {}, covers: workloads, extras: [], namespace: wholeNamespace, width: 1 }];
  }
  const choices: SubjectChoice[] = [];
  for (const [namespace, group] of byNamespace(cluster, workloads)) {
    const found = chooseSelectors(cluster, group, used);
    if (found.length === 0) return unlabelled(cluster, group);
    for (const choice of found) choices.push({ ...choice, namespace, width: 0 });
  }
  return choices;
}

/** The peers that stand for an end (SEL-7, DR-10); a sentence where nothing can. */
export function peersFor(
  cluster: Cluster,
  end: WishEnd,
  home: string,
  used: UsedLabels,
): PeerChoice | string {
  if (end.kind === 'addresses') return addressPeers(cluster, end);
  const host = end.workloads.find((index) => usesHostNetwork(cluster, index));
  if (host !== undefined) {
    const name = cluster.workloads[host]?.name ?? '';
    return `\`${name}\` uses the network of its node, so no selector of pods stands for it`;
  }
  if (end.wholeNamespace !== undefined) {
    const own = end.wholeNamespace === home;
    const peer: PeerSketch = own
      ? { kind: 'pods', pods: {} }
      : { kind: 'pods', namespaces: named(end.wholeNamespace) };
    return { peers: [peer], extras: [], width: 1, notes: [] };
  }
  const peers: PeerSketch[] = [];
  const extras: number[] = [];
  for (const [namespace, group] of byNamespace(cluster, end.workloads)) {
    const choices = chooseSelectors(cluster, group, used);
    if (choices.length === 0) return unlabelled(cluster, group);
    for (const choice of choices) {
      peers.push(
        namespace === home
          ? { kind: 'pods', pods: choice.selector }
          : { kind: 'pods', namespaces: named(namespace), pods: choice.selector },
      );
      extras.push(...choice.extras);
    }
  }
  const notes: Note[] = extras.length === 0 ? [] : [carriersNote(cluster, extras)];
  return { peers, extras: [...new Set(extras)], width: 0, notes };
}

/** SEL-5: what else carries the labels, and the way out. */
export function carriersNote(cluster: Cluster, extras: readonly number[]): Note {
  const names = extras.slice(0, 3).map((index) => `\`${cluster.workloads[index]?.name ?? ''}\``);
  const more = extras.length > 3 ? ` and ${extras.length - 3} more` : '';
  const verb = extras.length === 1 ? 'carries' : 'carry';
  return {
    severity: 'warning',
    text: `${names.join(', ')}${more} ${verb} the same labels; a label of its own on the workload would tell them apart`,
  };
}

export function usesHostNetwork(cluster: Cluster, workload: number): boolean {
  return (cluster.workloads[workload]?.pods ?? []).some((pod) => cluster.pods[pod]?.hostNetwork === true);
}

function unlabelled(cluster: Cluster, group: readonly number[]): string {
  const names = group.map((index) => `\`${cluster.workloads[index]?.name ?? ''}\``).join(', ');
  return `${names} ${group.length === 1 ? 'has' : 'have'} no label that a policy could select by: add one to its pods`;
}

export function named(namespace: string): SelectorSketch {
  return { matchLabels: { [namespaceNameLabel]: namespace } };
}

export function byNamespace(
  cluster: Cluster,
  workloads: readonly number[],
): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const index of workloads) {
    const namespace = cluster.workloads[index]?.namespace ?? '';
    const group = groups.get(namespace);
    if (group === undefined) groups.set(namespace, [index]);
    else group.push(index);
  }
  return groups;
}

const privateSpace: readonly Cidr[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].flatMap(
  (text) => parseCidr(text)?.cidr ?? [],
);

/** Address rules match pods too: the cluster's own ranges are left out of a wider range (DR-10). */
export function addressPeers(
  cluster: Cluster,
  end: { readonly cidrs: readonly Cidr[]; readonly internet: boolean },
): PeerChoice {
  const podRanges = [...cluster.settings.podCidrs, ...cluster.nodes.flatMap((node) => node.podCidrs)];
  const unknown = podRangesUnknown(cluster);
  const own = end.internet ? insideCidrs(cluster) : podRanges;
  const holes = outermost(own);
  const peers: PeerSketch[] = [];
  for (const cidr of end.cidrs) {
    const except = holes
      .filter((hole) => hole.prefix > cidr.prefix && containsCidr(cidr, hole))
      .map(formatCidr);
    const peer = { kind: 'addresses', cidr: formatCidr(cidr) } as const;
    peers.push(except.length === 0 ? peer : { ...peer, except });
  }
  const notes: Note[] = [];
  if (unknown && end.internet) {
    notes.push({
      severity: 'info',
      text: 'no document tells the range of the pods, so all private ranges are left out; Settings can name it',
    });
  } else if (unknown && end.cidrs.some((cidr) => meetsPrivate(cidr))) {
    notes.push({
      severity: 'warning',
      text: 'no document tells the range of the pods: pods with an address in this range are meant too',
    });
  }
  return { peers, extras: [], width: 0, notes };
}

function meetsPrivate(cidr: Cidr): boolean {
  return privateSpace.some((range) => containsCidr(range, cidr) || containsCidr(cidr, range));
}

/** Ports of a rule (DR-7): numbers, with their protocol; undefined stands for every port. */
export function portSketches(ports: PortSet): readonly PortSketch[] | undefined {
  if (isEveryPort(ports)) return undefined;
  return ports.flatMap(({ protocol, first, last }): PortSketch[] => {
    if (protocol === 'other') return [];
    if (first === 1 && last === 65535) return [{ protocol }];
    return [first === last ? { protocol, port: first } : { protocol, port: first, endPort: last }];
  });
}
