import type { Cluster } from '../../model/cluster';
import { isSelectorPolicy } from '../../model/policy';
import type { Direction, Peer, Policy, PortMatch, Rule } from '../../model/policy';
import { portRange, portsOf } from '../../model/ports';
import type { Entry, EntryPeer, EntryPort, WalkPolicy } from '../../model/walk';
import { blockSet, nobody, podSet, podsKey, podTest } from './end-sets';
import { blockMisses, podMisses, wordMiss } from './misses';
import { namedPorts } from './named-ports';

/** A NetworkPolicy as the walk looks at it: each rule allows, and the policy isolates. */
export function walkNetworkPolicy(policy: Policy, cluster: Cluster): WalkPolicy {
  return {
    policy,
    subject: subjectOf(policy, cluster),
    sides: { ingress: side(policy, 'ingress', cluster), egress: side(policy, 'egress', cluster) },
  };
}

/** The pods that a policy applies to where selectors say it all; nobody else. */
export function subjectOf(policy: Policy, cluster: Cluster): WalkPolicy['subject'] {
  if (!isSelectorPolicy(policy)) return { key: nobody.key, holds: nobody.holds };
  const { namespaces, pods } = policy.subject;
  return podSet(podsKey(namespaces, pods), podTest(namespaces, pods, cluster));
}

function side(policy: Policy, direction: Direction, cluster: Cluster): WalkPolicy['sides']['ingress'] {
  const { applies, rules } = policy[direction];
  return { applies, isolates: applies, entries: rules.map((rule) => entryOf(rule, cluster)) };
}

function entryOf({ index, action, peers, ports, origin }: Rule, cluster: Cluster): Entry {
  return {
    rule: index,
    action,
    own: [],
    peers: peers === 'any' ? 'any' : peers.map((peer) => entryPeer(peer, cluster)),
    ports: ports === 'any' ? 'any' : ports.map(entryPort),
    origin,
  };
}

function entryPeer(peer: Peer, cluster: Cluster): EntryPeer {
  const { origin } = peer;
  switch (peer.kind) {
    case 'pods': {
      const { namespaces, pods } = peer;
      const set = podSet(podsKey(namespaces, pods), podTest(namespaces, pods, cluster));
      const misses = podMisses(namespaces, pods, cluster, origin);
      return { terms: [{ set, negated: false }], origin, misses };
    }
    case 'addresses': {
      const { cidr, except } = peer;
      const misses = blockMisses([cidr], except, origin);
      return { terms: [{ set: blockSet(cidr, except), negated: false }], origin, misses };
    }
    case 'other':
      return { terms: [{ set: nobody, negated: false }], origin, misses: wordMiss(peer.words, origin) };
  }
}

function entryPort(match: PortMatch): EntryPort {
  const { origin } = match;
  switch (match.kind) {
    case 'protocol':
      return { key: match.protocol, ports: portsOf(match.protocol), origin };
    case 'range': {
      const { protocol, first, last } = match;
      return { key: `${protocol} ${first}-${last}`, ports: portRange(protocol, first, last), origin };
    }
    case 'named': {
      const { protocol, name } = match;
      const key = JSON.stringify(['named', protocol, name]);
      return { key, ports: namedPorts(name, protocol), origin };
    }
    case 'other':
      return { key: 'none', ports: [], origin };
  }
}
