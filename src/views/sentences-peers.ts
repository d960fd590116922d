import { formatCidr } from '../model/address';
import { namespaceNameLabel } from '../model/labels';
import type { NamespaceMatch, Peer, PolicyRef, PortMatch, Rule } from '../model/policy';
import { portRange, portSetText, portsOf, unionPorts } from '../model/ports';
import { selectorText } from '../model/selector';
import type { Requirement, Selector } from '../model/selector';
import { code, listedUpTo, name, sentence } from './sentences';
import type { Sentence } from './sentences';

/** The key of a policy among all: `dialect kind namespace/name`. */
export function keyOfPolicy(ref: PolicyRef): string {
  return `${ref.dialect} ${ref.kind} ${ref.namespace ?? ''}/${ref.name}`;
}

/** A peer in words that stand alone: ``pods with `app=api` of `shop` ``, ``every pod of `shop` ``, `10.0.0.0/8`. */
export function peerWords(peer: Peer): Sentence {
  if (peer.kind === 'addresses') return addressWords(peer);
  if (peer.kind === 'other') return sentence(peer.words);
  const where = namespaceWords(peer.namespaces);
  if (peer.pods === undefined || peer.pods.requirements.length === 0) return sentence('every pod of ', where);
  return sentence('pods with ', selectorWords(peer.pods), ' of ', where);
}

/** A peer in as few words as tell it from its neighbors: `app=api`, `data` `app=api`. */
export function shortPeerWords(peer: Peer): Sentence {
  if (peer.kind === 'addresses') return addressWords(peer);
  if (peer.kind === 'other') return sentence(peer.words);
  const own = peer.namespaces.kind === 'own';
  const everyPod = peer.pods === undefined || peer.pods.requirements.length === 0;
  const where = namespaceWords(peer.namespaces);
  if (everyPod) return sentence('every pod of ', where);
  if (own && peer.pods !== undefined) return selectorWords(peer.pods);
  return sentence(selectorWords(peer.pods ?? noSelector), ' of ', where);
}

/** Everybody whom a rule's peers name: `anyone`, or the peers joined by `or`. */
export function peersWords(rule: Rule): Sentence {
  if (rule.peers === 'any') return sentence('anyone');
  if (rule.peers.length === 0) return sentence('nobody');
  return listedUpTo(rule.peers.slice(0, peersShown).map(peerWords), peersShown, rule.peers.length, 'or');
}

/** The ports of a rule: `every port`, ``TCP 80,443 or TCP `http` ``. */
export function portsWords(rule: Rule): Sentence {
  if (rule.ports === 'any') return sentence('every port');
  if (rule.ports.length === 0) return sentence('no port');
  const numbers = unionPorts(
    ...rule.ports.map((port) => {
      if (port.kind === 'named' || port.kind === 'other') return [];
      return port.kind === 'protocol'
        ? portsOf(port.protocol)
        : portRange(port.protocol, port.first, port.last);
    }),
  );
  const named = rule.ports.filter((port) => port.kind === 'named' || port.kind === 'other').map(portWords);
  const parts = numbers.length === 0 ? named : [sentence(portSetText(numbers)), ...named];
  return listedUpTo(parts.slice(0, peersShown), peersShown, parts.length, 'or');
}

/** One entry of a rule's ports: `TCP 8080`, `every UDP port`, ``TCP `http` ``. */
export function portWords(port: PortMatch): Sentence {
  switch (port.kind) {
    case 'protocol':
      return sentence(portSetText(portsOf(port.protocol)));
    case 'range':
      return sentence(port.protocol, ' ', rangeWords(port.first, port.last));
    case 'named':
      return sentence(port.protocol, ' ', code(port.name));
    case 'other':
      return sentence(port.words);
  }
}

/** `8080`, or `8080 to 8090`. */
export function rangeWords(first: number, last: number): string {
  return first === last ? `${first}` : `${first} to ${last}`;
}

/** One requirement in kubectl's notation. */
export function requirementText(requirement: Omit<Requirement, 'origin'>): string {
  const origin = { file: '', document: 0, path: [] };
  return selectorText({ requirements: [{ ...requirement, origin }], origin });
}

const peersShown = 6;
const noSelector: Selector = { requirements: [], origin: { file: '', document: 0, path: [] } };

/** The requirements of a selector, each set as code, so that long selectors can wrap. */
function selectorWords(selector: Selector): Sentence {
  const shown = selector.requirements.slice(0, 8).map((one) => sentence(code(requirementText(one))));
  return listedUpTo(shown, 8, selector.requirements.length);
}

function namespaceWords(match: NamespaceMatch): Sentence {
  if (match.kind === 'own') return sentence(name(match.namespace));
  const [only] = match.selector.requirements;
  if (only === undefined) return sentence('every namespace');
  const named = only.key === namespaceNameLabel && only.operator === 'In' && only.values.length > 0;
  if (match.selector.requirements.length === 1 && named) {
    const names = only.values.slice(0, 4).map((value) => sentence(name(value)));
    return listedUpTo(names, 4, only.values.length, 'or');
  }
  return sentence('namespaces with ', selectorWords(match.selector));
}

function addressWords(peer: Extract<Peer, { kind: 'addresses' }>): Sentence {
  const cidr = sentence(code(formatCidr(peer.cidr)));
  if (peer.except.length === 0) return cidr;
  const except = peer.except.slice(0, 4).map((one) => sentence(code(formatCidr(one))));
  return sentence(cidr, ' except ', listedUpTo(except, 4, peer.except.length));
}
