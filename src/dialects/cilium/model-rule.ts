import { formatCidr } from '../../model/address';
import type { Peer, PortMatch, Rule } from '../../model/policy';
import type { Protocol } from '../../model/ports';
import { selectorText } from '../../model/selector';
import type { Selector } from '../../model/selector';
import type { CiliumBlock, CiliumItem, CiliumPeer, CiliumPort } from './spec';

/*
 * An item in the form in which policies of all dialects are listed. It is told, not evaluated: what the form has no
 * place for is said in words.
 */

export function modelPeers(item: CiliumItem, namespace: string | undefined): Rule['peers'] {
  if (item.peers === 'nobody') return [];
  // Without peers and ports an item selects nobody.
  if (item.peers === 'any') return item.ports === undefined ? [] : 'any';
  return item.peers.map((peer) => modelPeer(peer, namespace));
}

function modelPeer(peer: CiliumPeer, namespace: string | undefined): Peer {
  const { origin } = peer;
  switch (peer.kind) {
    case 'endpoints':
      if (namespace === undefined || !peer.selector.requirements.every(({ key }) => isPlain(key))) break;
      return { kind: 'pods', namespaces: { kind: 'own', namespace }, pods: peer.selector, origin };
    case 'block':
      if (peer.block.kind !== 'cidr') break;
      return { kind: 'addresses', cidr: peer.block.cidr, except: peer.except, origin };
    case 'nodes':
    case 'entity':
    case 'name':
    case 'services':
    case 'cloud group':
      break;
  }
  return { kind: 'other', words: peerWords(peer), origin };
}

/** A key that looks at the pod's own labels, and at nothing that stands for its namespace or cluster. */
function isPlain(key: string): boolean {
  return !key.includes(':') && !key.startsWith('io.cilium.') && !key.startsWith('io.kubernetes.');
}

/** A peer in a few words. */
export function peerWords(peer: CiliumPeer): string {
  switch (peer.kind) {
    case 'endpoints':
      return `pods ${selectorWords(peer.selector)}`;
    case 'nodes':
      return `nodes ${selectorWords(peer.selector)}`;
    case 'block':
      return `${blockWords(peer.block)}${peer.except.length === 0 ? '' : ` except ${peer.except.map(formatCidr).join(', ')}`}`;
    case 'entity':
      return `entity ${peer.name}`;
    case 'name':
      return peer.name.kind === 'name' ? peer.name.name : peer.name.pattern;
    case 'services':
      return peer.selector === undefined
        ? `Service ${peer.namespace === '' ? '*' : peer.namespace}/${peer.name ?? ''}`
        : `Services ${selectorWords(peer.selector)}${peer.namespace === '' ? '' : ` of ${peer.namespace}`}`;
    case 'cloud group':
      return 'a group of a cloud';
  }
}

function selectorWords(selector: Selector): string {
  return selector.requirements.length === 0 ? '{}' : selectorText(selector);
}

function blockWords(block: CiliumBlock): string {
  switch (block.kind) {
    case 'cidr':
      return formatCidr(block.cidr);
    case 'group':
      return `CIDR group ${block.name}`;
    case 'groups':
      return `CIDR groups ${selectorWords(block.selector)}`;
  }
}

export function modelPorts(item: CiliumItem): Rule['ports'] {
  return item.ports === undefined ? 'any' : item.ports.flatMap(({ ports }) => ports.flatMap(modelPort));
}

function modelPort(port: CiliumPort): readonly PortMatch[] {
  const { origin } = port;
  const named = protocolsOf(port);
  if (named === undefined) return [{ kind: 'other', words: portWords(port), origin }];
  return named.map((protocol): PortMatch => {
    if (typeof port.port === 'string') return { kind: 'named', protocol, name: port.port, origin };
    if (port.port === 0) return { kind: 'protocol', protocol, origin };
    return { kind: 'range', protocol, first: port.port, last: Math.max(port.port, port.endPort), origin };
  });
}

function protocolsOf({ protocol }: CiliumPort): readonly Protocol[] | undefined {
  if (protocol === 'ANY') return ['TCP', 'UDP', 'SCTP'];
  return protocol === 'TCP' || protocol === 'UDP' || protocol === 'SCTP' ? [protocol] : undefined;
}

function portWords({ protocol, port }: CiliumPort): string {
  if (protocol === 'ICMP') return port === 0 ? 'ICMP' : `ICMP type ${port}`;
  if (protocol === 'ICMPV6') return port === 0 ? 'ICMPv6' : `ICMPv6 type ${port}`;
  return protocol;
}
