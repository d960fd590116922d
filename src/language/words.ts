import { formatCidr } from '../model/address';
import type { Cluster } from '../model/cluster';
import { labelsText, namespaceNameLabel, noLabels } from '../model/labels';
import type { Peer, PortMatch, Rule } from '../model/policy';
import { selectorText, type Selector } from '../model/selector';
import type { LensPart } from './types';

const mostNames = 4;

/**
 * Names of workloads for a sentence: four of them, then how many more. Workloads of one namespace and kind with equal
 * labels stand together (`worker ×3`), equal names get their namespace.
 */
export function nameParts(workloads: readonly number[], cluster: Cluster): readonly LensPart[] {
  const groups = grouped(workloads, cluster);
  const count = new Map<string, number>();
  for (const { name } of groups) count.set(name, (count.get(name) ?? 0) + 1);
  const kept = groups.length <= mostNames + 1 ? groups : groups.slice(0, mostNames);
  const parts = kept.flatMap(({ name, namespace, members }, i): readonly LensPart[] => [
    ...(i === 0 ? [] : [{ text: ', ' }]),
    { text: (count.get(name) ?? 0) > 1 ? `${namespace}/${name}` : name, name: true },
    ...(members > 1 ? [{ text: ` ×${members}` }] : []),
  ]);
  return kept.length < groups.length
    ? [...parts, { text: ` and ${groups.length - kept.length} more` }]
    : parts;
}

type Group = { readonly name: string; readonly namespace: string; readonly members: number };

function grouped(workloads: readonly number[], cluster: Cluster): readonly Group[] {
  const alike = new Map<string, string[]>();
  const groups: { key: string; namespace: string }[] = [];
  for (const index of workloads) {
    const workload = cluster.workloads[index];
    if (workload === undefined) continue;
    const { kind, namespace, name } = workload;
    const labels = cluster.pods[workload.pods[0] ?? -1]?.labels;
    const stem = name.includes('-') && labels !== undefined ? name.slice(0, name.lastIndexOf('-')) : name;
    const key = JSON.stringify([kind, namespace, stem, stem === name ? '' : labelsText(labels ?? noLabels)]);
    const names = alike.get(key);
    if (names === undefined) {
      alike.set(key, [name]);
      groups.push({ key, namespace });
    } else names.push(name);
  }
  return groups.map(({ key, namespace }) => {
    const names = alike.get(key) ?? [];
    const [first = ''] = names;
    return { name: names.length > 1 ? commonStem(names) : first, namespace, members: names.length };
  });
}

/** What all names begin with, cut at a dash: `worker` of `worker-mail` and `worker-stock`. */
function commonStem(names: readonly string[]): string {
  const [first = ''] = names;
  return first.includes('-') ? first.slice(0, first.lastIndexOf('-')) : first;
}

/** Ports of a rule: `TCP 8080, 9090-9095`, `UDP 53`, `every TCP port`, `TCP http`, `every port`. */
export function portsText(ports: Rule['ports']): string {
  if (ports === 'any') return 'every port';
  if (ports.length === 0) return 'no port';
  const texts: string[] = [];
  const known = ports.filter((port) => port.kind !== 'other');
  for (const protocol of new Set(known.map((port) => port.protocol))) {
    const own = known.filter((port) => port.protocol === protocol);
    texts.push(
      own.some((port) => port.kind === 'protocol')
        ? `every ${protocol} port`
        : `${protocol} ${own.map(portText).join(', ')}`,
    );
  }
  for (const port of ports) if (port.kind === 'other') texts.push(port.words);
  return texts.join(', ');
}

function portText(port: Exclude<PortMatch, { kind: 'other' }>): string {
  switch (port.kind) {
    case 'protocol':
      return '';
    case 'named':
      return port.name;
    case 'range':
      return port.first === port.last ? `${port.first}` : `${port.first}-${port.last}`;
  }
}

/** A CIDR with its exceptions: `10.0.0.0/8 except 10.1.0.0/16`. */
export function addressesText(peer: Extract<Peer, { kind: 'addresses' }>): string {
  const except = peer.except.map(formatCidr);
  return formatCidr(peer.cidr) + (except.length === 0 ? '' : ` except ${except.join(', ')}`);
}

export function matchesAll(selector: Selector | undefined): boolean {
  return selector === undefined || selector.requirements.length === 0;
}

/** Whom a peer means, in general: where no list of names says it better. */
export function broadPeer(peer: Peer): string | undefined {
  if (peer.kind === 'addresses') return addressesText(peer);
  if (peer.kind === 'other') return peer.words;
  if (!matchesAll(peer.pods)) return undefined;
  if (peer.namespaces.kind === 'own') return `every pod of ${peer.namespaces.namespace}`;
  return matchesAll(peer.namespaces.selector) ? 'every pod of every namespace' : undefined;
}

/** A selector in kubectl's notation with blanks, so that long ones can wrap; the label of every namespace's name cut short. */
export function shownSelector(selector: Selector, all: string): string {
  const requirements = selector.requirements.map((requirement) =>
    requirement.key === namespaceNameLabel ? { ...requirement, key: 'name' } : requirement,
  );
  return selectorText({ ...selector, requirements }).replaceAll(/,(?![^(]*\))/g, ', ') || all;
}
