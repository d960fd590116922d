import { formatCidr } from '../model/address';
import { portSetText, type PortSet } from '../model/ports';
import { selectorText } from '../model/selector';
import type { Atoms } from './atoms';
import type { Entity, ExpectationsDocument, PeerGroup, PortWish, StatementPeer } from './document';
import { fixedPorts } from './wishes';

const groupWords: Readonly<Record<PeerGroup, string>> = {
  Anyone: 'anyone',
  AnyPod: 'any pod',
  OutsideNamespace: 'anyone outside the namespace',
  OutsideCluster: 'anyone outside the cluster',
  AnyoneElse: 'anyone else',
  AnyOtherPod: 'any other pod',
};
const entityWords: Readonly<Record<Entity, string>> = {
  Internet: 'Internet',
  Host: 'its own node',
  Nodes: 'the nodes',
  ApiServer: 'the API server',
};

/** A peer as a person would say it; names of another namespace than `home` carry it. */
export function peerWords(peer: StatementPeer, home: string | undefined): string {
  const named = (namespace: string, name: string) => (namespace === home ? name : `${namespace}/${name}`);
  switch (peer.kind) {
    case 'workload':
      return named(peer.namespace, peer.name);
    case 'service':
      return `Service ${named(peer.namespace, peer.name)}`;
    case 'namespace':
      return `namespace ${peer.name}`;
    case 'namespaces':
      return peer.selector.requirements.length === 0
        ? 'any pod'
        : `namespaces ${selectorText(peer.selector)}`;
    case 'pods': {
      const labels = peer.pods.requirements.length === 0 ? 'every pod' : selectorText(peer.pods);
      if (peer.namespaces.kind === 'labels') {
        const text = selectorText(peer.namespaces.selector);
        return `${labels} in ${text === '' ? 'any namespace' : `namespaces ${text}`}`;
      }
      return peer.namespaces.name === home ? labels : `${labels} in ${peer.namespaces.name}`;
    }
    case 'cidr': {
      const except = peer.except.map(formatCidr).join(', ');
      return except === '' ? formatCidr(peer.cidr) : `${formatCidr(peer.cidr)} except ${except}`;
    }
    case 'domain':
      return peer.name;
    case 'entity':
      return entityWords[peer.entity];
    case 'group':
      return groupWords[peer.group];
  }
}

export function portsWords(ports: readonly PortWish[] | undefined): string {
  if (ports === undefined) return 'every port';
  const fixed = fixedPorts(ports);
  const names = ports.filter((wish) => wish.kind === 'named').map((wish) => `${wish.protocol} ${wish.name}`);
  return [...(fixed.length > 0 ? [portSetText(fixed)] : []), ...names].join(', ');
}

/** An end of the evaluator in words, in backticks where it is a name. */
export function endWords(atoms: Atoms, end: number, home: string | undefined): string {
  const { workloads, settings } = atoms.cluster;
  const workload = workloads[end];
  if (workload !== undefined) {
    return `\`${workload.namespace === home ? workload.name : `${workload.namespace}/${workload.name}`}\``;
  }
  const part = atoms.evaluator.outside[end - workloads.length];
  if (part === undefined) return 'nobody';
  if (part.rest) return 'the internet';
  const text = part.cidrs.map(formatCidr).join(', ');
  const named = settings.outside.find((one) => one.cidrs.map(formatCidr).join(', ') === text);
  if (named !== undefined) return `\`${named.name}\``;
  return part.cidrs.length > 2
    ? `\`${part.cidrs.slice(0, 2).map(formatCidr).join(', ')}\` and more addresses`
    : `\`${text}\``;
}

export function portsText(ports: PortSet): string {
  return portSetText(ports);
}

/** The namespace in which a document's names need no prefix. */
export function homeOf(document: ExpectationsDocument): string | undefined {
  return document.namespace;
}
