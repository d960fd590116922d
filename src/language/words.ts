import { formatCidr } from '../model/address';
import type { Cluster } from '../model/cluster';
import type { Peer, PortMatch, Rule } from '../model/policy';
import { selectorText, type Selector } from '../model/selector';
import type { LensPart } from './types';

const mostNames = 4;

/** Names of workloads for a sentence: four of them, then how many more. Equal names get their namespace. */
export function nameParts(workloads: readonly number[], cluster: Cluster): readonly LensPart[] {
  const shown = workloads.flatMap((index) => cluster.workloads[index] ?? []);
  const count = new Map<string, number>();
  for (const { name } of shown) count.set(name, (count.get(name) ?? 0) + 1);
  const names = shown.map(({ name, namespace }) =>
    (count.get(name) ?? 0) > 1 ? `${namespace}/${name}` : name,
  );
  const kept = names.length <= mostNames + 1 ? names : names.slice(0, mostNames);
  const parts: LensPart[] = kept.flatMap((name, i) => [
    ...(i === 0 ? [] : [{ text: ', ' }]),
    { text: name, name: true as const },
  ]);
  return kept.length < names.length ? [...parts, { text: ` and ${names.length - kept.length} more` }] : parts;
}

/** Ports of a rule: `TCP 8080, 9090-9095`, `UDP 53`, `every TCP port`, `TCP http`, `every port`. */
export function portsText(ports: Rule['ports']): string {
  if (ports === 'any') return 'every port';
  if (ports.length === 0) return 'no port';
  const texts: string[] = [];
  for (const protocol of new Set(ports.map((port) => port.protocol))) {
    const own = ports.filter((port) => port.protocol === protocol);
    texts.push(
      own.some((port) => port.kind === 'protocol')
        ? `every ${protocol} port`
        : `${protocol} ${own.map(portText).join(', ')}`,
    );
  }
  return texts.join(', ');
}

function portText(port: PortMatch): string {
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
  if (!matchesAll(peer.pods)) return undefined;
  if (peer.namespaces.kind === 'own') return `every pod of ${peer.namespaces.namespace}`;
  return matchesAll(peer.namespaces.selector) ? 'every pod of every namespace' : undefined;
}

/** A selector in kubectl's notation with blanks, so that long ones can wrap. */
export function shownSelector(selector: Selector, all: string): string {
  return selectorText(selector).replaceAll(/,(?![^(]*\))/g, ', ') || all;
}
