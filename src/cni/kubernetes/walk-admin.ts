import type { Cluster } from '../../model/cluster';
import type { Labels } from '../../model/labels';
import type { Direction, Policy } from '../../model/policy';
import { noPorts, portRange } from '../../model/ports';
import { selects, selectorText } from '../../model/selector';
import type { Entry, EntryPeer, EntryPort, WalkPolicy } from '../../model/walk';
import type {
  AdminPeer,
  AdminPods,
  AdminPort,
  AdminRule,
  AdminSpec,
} from '../../resources/admin-policy/types';
import { blocksSet, domainSet, nobody, nodeSet, podSet, podsKey, podTest, selectorKey } from './end-sets';
import { blockMisses, podMisses, wordMiss } from './misses';
import { namedPorts } from './named-ports';
import { subjectOf } from './walk-networkpolicy';

/** A cluster-wide policy as the walk looks at it: its rules in order, and nothing is isolated. */
export function walkAdminPolicy(policy: Policy, spec: AdminSpec, cluster: Cluster): WalkPolicy {
  const side = (direction: Direction): WalkPolicy['sides']['ingress'] => ({
    applies: spec.rules[direction].length > 0,
    isolates: false,
    entries: spec.rules[direction].flatMap((rule) => entriesOf(rule, cluster)),
  });
  return {
    policy,
    subject: subjectOf(policy, cluster),
    sides: { ingress: side('ingress'), egress: side('egress') },
  };
}

/** What is compared with the subject's namespace needs an entry of its own for each that a subject may be in. */
function entriesOf(rule: AdminRule, cluster: Cluster): readonly Entry[] {
  const { index, action, peers, origin } = rule;
  const unknown = peers.find(({ kind }) => kind === 'unknown');
  if (unknown !== undefined) return [failedClosed(rule, unknown.origin)];
  const ports: Entry['ports'] = rule.ports === 'any' ? 'any' : rule.ports.map(entryPort);
  const shared = { rule: index, action, ports, origin };
  const compared = peers.filter(isCompared).flatMap((peer) => comparedEntries(peer, shared, cluster));
  const others = peers.filter((peer) => !isCompared(peer));
  if (others.length === 0 && compared.length > 0) return compared;
  return [{ ...shared, own: [], peers: others.map((peer) => entryPeer(peer, cluster)) }, ...compared];
}

/**
 * A peer of a kind that is not known: an allow admits nobody, and anything else denies everything, whatever else the
 * rule says.
 */
function failedClosed({ index, action, origin }: AdminRule, peer: Entry['origin']): Entry {
  const shared = { rule: index, own: [], origin };
  if (action !== 'allow') return { ...shared, action: 'deny', peers: 'any', ports: 'any' };
  const misses = wordMiss('names a kind of peer that is not known, so the rule allows nobody', peer);
  const never: EntryPeer = { terms: [{ set: nobody, negated: false }], origin: peer, misses };
  return { ...shared, action, peers: [never], ports: 'any' };
}

type Compared = AdminPods & { readonly namespaces: { readonly kind: 'same labels' | 'not same labels' } };

function isCompared(peer: AdminPeer): peer is Compared {
  return (
    peer.kind === 'pods' &&
    (peer.namespaces.kind === 'same labels' || peer.namespaces.kind === 'not same labels')
  );
}

function comparedEntries(
  { namespaces, pods, origin }: Compared,
  shared: Pick<Entry, 'rule' | 'action' | 'ports' | 'origin'>,
  cluster: Cluster,
): readonly Entry[] {
  const { keys, kind } = namespaces;
  const podKey = pods === undefined ? '' : pods === 'unreadable' ? 'none' : selectorKey(pods);
  const hasLabels = (labels: Labels) =>
    pods !== 'unreadable' && (pods === undefined || selects(pods, labels));
  const valuesIn = new Map<string, string>();
  for (const { name, labels } of cluster.namespaces.values()) {
    const values = valuesOf(labels, keys);
    if (values !== undefined) valuesIn.set(name, JSON.stringify(values));
  }
  const words =
    kind === 'same labels'
      ? `wants a namespace with the same ${keys.join(', ')} as the subject’s`
      : `wants a namespace with another ${keys.join(' or ')} than the subject’s`;
  return [...new Set(valuesIn.values())].map((values): Entry => {
    const own = podSet(
      JSON.stringify(['own labels', keys, values]),
      (pod) => valuesIn.get(pod.namespace) === values,
    );
    const peers = podSet(JSON.stringify([kind, keys, values, podKey]), (pod) => {
      const actual = valuesIn.get(pod.namespace);
      if (actual === undefined || !hasLabels(pod.labels)) return false;
      return (actual === values) === (kind === 'same labels');
    });
    return {
      ...shared,
      own: [{ set: own, negated: false }],
      peers: [{ terms: [{ set: peers, negated: false }], origin, misses: wordMiss(words, origin) }],
    };
  });
}

/** The values of the labels, where all are there; no list of labels is met by nobody. */
function valuesOf(labels: Labels, keys: readonly string[]): readonly string[] | undefined {
  const values = keys.flatMap((key) => labels.get(key) ?? []);
  return keys.length > 0 && values.length === keys.length ? values : undefined;
}

const unreadable = 'has a selector that no engine can read, so it matches nobody';

function entryPeer(peer: AdminPeer, cluster: Cluster): EntryPeer {
  const { origin } = peer;
  const never = (words: string): EntryPeer => ({
    terms: [{ set: nobody, negated: false }],
    origin,
    misses: wordMiss(words, origin),
  });
  switch (peer.kind) {
    case 'pods': {
      const { namespaces, pods } = peer;
      if (namespaces.kind !== 'labels' || pods === 'unreadable') {
        return never(unreadable);
      }
      const set = podSet(podsKey(namespaces, pods), podTest(namespaces, pods, cluster));
      const misses = podMisses(namespaces, pods, cluster, origin);
      return { terms: [{ set, negated: false }], origin, misses };
    }
    case 'networks': {
      const misses = blockMisses(peer.cidrs, [], origin);
      return { terms: [{ set: blocksSet(peer.cidrs), negated: false }], origin, misses };
    }
    case 'nodes': {
      const { nodes } = peer;
      if (nodes === 'unreadable') return never(unreadable);
      const wanted = nodes.requirements.length === 0 ? 'a node' : `a node with ${selectorText(nodes)}`;
      const misses = wordMiss(`wants ${wanted}`, origin);
      return { terms: [{ set: nodeSet(nodes), negated: false }], origin, misses };
    }
    case 'domains': {
      const misses = wordMiss(`wants an address of ${peer.names.join(' or ')}`, origin);
      return { terms: [{ set: domainSet(peer.names), negated: false }], origin, misses };
    }
    case 'unknown':
      return never('is of a kind that is not known');
  }
}

function entryPort(port: AdminPort): EntryPort {
  const { origin } = port;
  if (port.kind === 'named') {
    return { key: JSON.stringify(['named', port.name]), ports: namedPorts(port.name), origin };
  }
  const { protocol, first, last } = port;
  if (protocol !== 'TCP' && protocol !== 'UDP' && protocol !== 'SCTP') {
    return { key: 'none', ports: noPorts, origin };
  }
  return { key: `${protocol} ${first}-${last}`, ports: portRange(protocol, first, last), origin };
}
