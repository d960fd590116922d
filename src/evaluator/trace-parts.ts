import { contains, formatAddress, formatCidr } from '../model/address';
import {
  cidrAddresses,
  fewestCidrs,
  intersectAddresses,
  subtractAddresses,
  unionAddresses,
} from '../model/address-set';
import type { AddressSet } from '../model/address-set';
import type { Cluster, Pod } from '../model/cluster';
import type { Labels } from '../model/labels';
import type { NamespaceMatch, Peer, PortMatch, Rule } from '../model/policy';
import type { Protocol } from '../model/ports';
import { meets } from '../model/selector';
import type { Selector } from '../model/selector';
import type { Match, Miss, PartStep, RuleStep } from '../model/verdict';
import type { EndView } from './ends';
import { namespaceLabels } from './facts';

/** What a rule is held against: the other side of the gate, the destination, and the connection. */
export type Question = {
  readonly cluster: Cluster;
  readonly peer: EndView;
  /** The addresses that the peer may be seen with. */
  readonly addresses: AddressSet;
  readonly destination: EndView;
  readonly protocol: Protocol;
  readonly port: number;
};

/** Holds one rule against the question, with everything that did not match. */
export function matchRule(rule: Rule, question: Question): RuleStep {
  const peers = rule.peers === 'any' ? 'any' : rule.peers.map((peer) => matchPeer(peer, question));
  const ports = rule.ports === 'any' ? 'any' : rule.ports.map((port) => matchPort(port, question));
  const { index, action, origin } = rule;
  return { index, action, matched: least(best(peers), best(ports)), peers, ports, origin };
}

/** The addresses of the question that the rule admits: all, where it admits the peer whatever its address. */
export function admittedAddresses(rule: Rule, question: Question): AddressSet {
  const { addresses } = question;
  if (rule.ports !== 'any' && best(rule.ports.map((port) => matchPort(port, question))) === 'no') return [];
  if (rule.peers === 'any') return addresses;
  let admitted: AddressSet = [];
  for (const peer of rule.peers) {
    if (peer.kind === 'addresses') {
      const inBlock = intersectAddresses(addresses, cidrAddresses(peer.cidr, peer.except));
      admitted = unionAddresses(admitted, inBlock);
    } else if (matchPeer(peer, question).matched === 'yes') {
      return addresses;
    }
  }
  return admitted;
}

/** Everything in which a pod fails to be selected; empty where it is. */
export function selectionMisses(
  cluster: Cluster,
  namespaces: NamespaceMatch,
  pods: Selector | undefined,
  pod: Pod,
  origin: Peer['origin'],
): readonly Miss[] {
  const misses: Miss[] = [];
  if (namespaces.kind === 'labels') {
    misses.push(...labelMisses('namespace', namespaces.selector, namespaceLabels(cluster, pod.namespace)));
  } else if (namespaces.namespace !== pod.namespace) {
    misses.push({ kind: 'namespace', wanted: namespaces.namespace, actual: pod.namespace, origin });
  }
  if (pods !== undefined) misses.push(...labelMisses('pod', pods, pod.labels));
  return misses;
}

function matchPeer(peer: Peer, question: Question): PartStep {
  switch (peer.kind) {
    case 'addresses':
      return matchBlock(peer, question);
    case 'pods':
      return matchPods(peer, question);
    case 'other':
      return notRead(peer);
  }
}

/** What only a walk reads matches nothing where all policies unite. */
function notRead({
  words,
  origin,
}: {
  readonly words: string;
  readonly origin: PartStep['origin'];
}): PartStep {
  return { matched: 'no', misses: [{ kind: 'words', words, origin }], origin };
}

function matchPods(peer: Extract<Peer, { kind: 'pods' }>, { cluster, peer: other }: Question): PartStep {
  const { origin } = peer;
  switch (other.kind) {
    case 'outside':
      return { matched: 'no', misses: [{ kind: 'not a pod', origin }], origin };
    case 'host':
      return { matched: 'no', misses: [{ kind: 'host network', origin }], origin };
    case 'pod': {
      const misses = selectionMisses(cluster, peer.namespaces, peer.pods, other.pod, origin);
      return { matched: misses.length === 0 ? 'yes' : 'no', misses, origin };
    }
  }
}

function matchBlock(peer: Extract<Peer, { kind: 'addresses' }>, { addresses }: Question): PartStep {
  const { origin } = peer;
  const outside = subtractAddresses(addresses, cidrAddresses(peer.cidr, peer.except));
  if (outside.length === 0) return { matched: 'yes', misses: [], origin };
  const inside = subtractAddresses(addresses, outside);
  if (inside.length > 0) {
    return {
      matched: 'unknown',
      misses: [{ kind: 'address unknown', cidr: blockText(peer), origin }],
      origin,
    };
  }
  const [first] = addresses;
  const only =
    first !== undefined && addresses.length === 1 && first.first === first.last ? first : undefined;
  const actual = only === undefined ? undefined : { family: only.family, value: only.first };
  const except = actual && peer.except.find((cut) => contains(cut, actual));
  const miss: Miss = {
    kind: 'address',
    cidr: formatCidr(peer.cidr),
    ...(except && { except: formatCidr(except) }),
    actual: actual === undefined ? fewestCidrs(addresses).map(formatCidr).join(', ') : formatAddress(actual),
    origin,
  };
  return { matched: 'no', misses: [miss], origin };
}

/** A named port is one of the destination pod's own; a node or an outside address declares none. */
function matchPort(match: PortMatch, { destination, protocol, port }: Question): PartStep {
  if (match.kind === 'other') return notRead(match);
  const { origin } = match;
  const miss = (found: Miss): PartStep => ({ matched: 'no', misses: [found], origin });
  if (match.protocol !== protocol) {
    return miss({ kind: 'protocol', wanted: match.protocol, actual: protocol, origin });
  }
  const yes: PartStep = { matched: 'yes', misses: [], origin };
  switch (match.kind) {
    case 'protocol':
      return yes;
    case 'range': {
      const { first, last } = match;
      return first <= port && port <= last ? yes : miss({ kind: 'port', first, last, actual: port, origin });
    }
    case 'named': {
      const { name } = match;
      const declared = (destination.kind === 'pod' ? destination.pod.ports : []).filter(
        (candidate) => candidate.name === name,
      );
      const found = declared.some((candidate) => candidate.protocol === protocol && candidate.port === port);
      if (found) return yes;
      const words = declared.map((candidate) => `${candidate.port}/${candidate.protocol}`);
      return miss({ kind: 'named port', name, declared: words, origin });
    }
  }
}

/** A block as text: `10.0.0.0/8 except 10.1.0.0/16`. */
export function blockText(peer: Extract<Peer, { kind: 'addresses' }>): string {
  const except = peer.except.map(formatCidr).join(', ');
  return except === '' ? formatCidr(peer.cidr) : `${formatCidr(peer.cidr)} except ${except}`;
}

function labelMisses(of: 'pod' | 'namespace', selector: Selector, labels: Labels): readonly Miss[] {
  return selector.requirements
    .filter((requirement) => !meets(requirement, labels))
    .map(({ key, operator, values, origin }) => {
      const actual = labels.get(key);
      return {
        kind: 'label',
        of,
        key,
        operator,
        wanted: values,
        ...(actual !== undefined && { actual }),
        origin,
      };
    });
}

function best(parts: 'any' | readonly PartStep[]): Match {
  if (parts === 'any' || parts.some((part) => part.matched === 'yes')) return 'yes';
  return parts.some((part) => part.matched === 'unknown') ? 'unknown' : 'no';
}

function least(a: Match, b: Match): Match {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'unknown' || b === 'unknown' ? 'unknown' : 'yes';
}
