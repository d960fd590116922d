import { formatCidr } from '../../model/address';
import type { Origin } from '../../model/origin';
import type { Policy } from '../../model/policy';
import type { Selector } from '../../model/selector';
import { adminSpecOf } from '../../resources/admin-policy/policy';
import type { AdminPeer, AdminPods, AdminRule, AdminSpec } from '../../resources/admin-policy/types';
import type { NameSelector } from '../../dialects/cilium/names';
import { isPortName, uncheckedNumber } from '../../dialects/cilium/port-text';
import type { CiliumPort, CiliumPorts, PortProtocol } from '../../dialects/cilium/spec';
import { namespaceKeys, podKeys } from './convert-networkpolicy';
import { withCluster } from './inject';
import { namespaceKey, namespaceLabelsPrefix } from './labels';
import { blockSelector, labelSelector, namesSelector, wildcard } from './peers';
import type { Ground, PeerSelector } from './peers';
import { tiers } from './rule-entry';
import type { RuleEntry, RuleSubject } from './rule-entry';
import { equals, exists, labelTest, requirementsKey, sourced } from './selectors';
import type { SourcedRequirement } from './selectors';

/**
 * The entries of a ClusterNetworkPolicy; none of a policy that the agent cannot read.
 * Upstream: `pkg/k8s/cluster_network_policy.go`.
 */
export function clusterPolicyEntries(policy: Policy, ground: Ground): readonly RuleEntry[] {
  const spec = adminSpecOf(policy);
  if (spec === undefined || !ground.options.clusterNetworkPolicy) return [];
  const subject = subjectOf(spec.subject, ground);
  if (subject === undefined || !isReadable(spec, ground)) return [];
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    spec.rules[direction].flatMap((rule): readonly RuleEntry[] => {
      const base = {
        policy,
        rule: rule.index,
        tier: spec.tier === 'Baseline' ? tiers.baseline : tiers.admin,
        priority: spec.priority + rule.index / 100,
        action: rule.action,
        subject,
        direction,
        isolates: false,
        ports: portsOf(rule),
        origin: rule.origin,
      };
      // A peer of a kind that is not known denies everybody on the ports of its rule, unless the rule accepts.
      const closed = rule.action === 'allow' ? [] : rule.peers.filter(({ kind }) => kind === 'unknown');
      const denied = closed.map(({ origin }): RuleEntry => ({
        ...base,
        action: 'deny',
        peers: [{ selector: wildcard, origin }],
      }));
      if (rule.peers.length > 0 && rule.peers.every(({ kind }) => kind === 'unknown')) return denied;
      const peers =
        rule.peers.length === 0
          ? [{ selector: wildcard, origin: rule.origin }]
          : rule.peers.flatMap((peer) =>
              selectorsOf(peer, ground).map((selector) => ({ selector, origin: peer.origin })),
            );
      return [{ ...base, peers }, ...denied, ...rule.peers.flatMap((peer) => resolving(peer, base, ground))];
    }),
  );
}

/** Whether the agent can read all of it: peers of nodes need an option, names one that is on, and a rule that accepts. */
function isReadable(spec: AdminSpec, { options }: Ground): boolean {
  const rules = [...spec.rules.ingress, ...spec.rules.egress];
  return rules.every(({ action, peers }) =>
    peers.every((peer) => {
      if (peer.kind === 'nodes') return options.nodeLabels;
      return peer.kind !== 'domains' || (action === 'allow' && options.applicationProxy);
    }),
  );
}

/**
 * What selectors require, which the agent does not check: operators that it does not know require nothing, and
 * keys may name their source. Upstream: `pkg/policy/types/requirements.go`.
 */
function requirementsOf({ namespaces, pods, written }: AdminPods): readonly SourcedRequirement[] | undefined {
  if (written !== undefined) {
    const where = written.namespaces.empty
      ? [exists('k8s', namespaceKey)]
      : uncheckedKeys('k8s', written.namespaces.selector, namespaceLabelsPrefix);
    return written.pods === undefined ? where : [...uncheckedKeys('k8s', written.pods.selector), ...where];
  }
  if (namespaces.kind !== 'labels' || pods === 'unreadable') return undefined;
  const where =
    namespaces.selector.requirements.length === 0
      ? [exists('k8s', namespaceKey)]
      : namespaceKeys(namespaces.selector);
  return pods === undefined ? where : [...podKeys(pods), ...where];
}

/** Keys that may have a source of their own; `source` where they have none. */
function uncheckedKeys(source: string, selector: Selector, prefix = ''): readonly SourcedRequirement[] {
  return selector.requirements.map((requirement) => {
    const one = sourced({ ...requirement, key: `${prefix}${requirement.key}` });
    return one.source === 'any' ? { ...one, source } : one;
  });
}

function subjectOf(pods: AdminPods, { labels }: Ground): RuleSubject | undefined {
  const requirements = requirementsOf(pods);
  if (requirements === undefined) return undefined;
  const test = labelTest(requirements);
  return {
    key: requirementsKey(requirements),
    kind: 'pods',
    holds: (end) => {
      if (end.kind !== 'pod') return false;
      const found = labels.ofEnd(end);
      return found !== undefined && test(found);
    },
  };
}

function selectorsOf(peer: AdminPeer, ground: Ground): readonly PeerSelector[] {
  switch (peer.kind) {
    case 'pods': {
      const requirements = requirementsOf(peer);
      if (requirements === undefined) return [];
      // Peers that are whole namespaces are not held to the cluster.
      return [
        labelSelector(
          peer.pods === undefined ? requirements : withCluster(requirements, ground.options),
          ground,
        ),
      ];
    }
    case 'nodes': {
      const nodes = peer.nodes === 'unreadable' ? peer.written?.selector : peer.nodes;
      if (nodes === undefined) return [];
      const keys = uncheckedKeys('node', nodes);
      return ['host', 'remote-node'].map((label) =>
        labelSelector([...keys, equals('reserved', label, '')], ground),
      );
    }
    case 'networks':
      return peer.cidrs.map((cidr) => blockSelector(formatCidr(cidr), [cidr], [], ground));
    case 'domains':
      return peer.names.map((name) => namesSelector(nameSelector(name)));
    case 'unknown':
      return [];
  }
}

function nameSelector(name: string): NameSelector {
  return name.includes('*')
    ? { kind: 'pattern', pattern: name.startsWith('*.') ? `*${name}` : name }
    : { kind: 'name', name };
}

/** Names can only be learnt where they may be asked for: the cluster's resolver is let in with them. */
function resolving(peer: AdminPeer, base: Omit<RuleEntry, 'peers'>, ground: Ground): readonly RuleEntry[] {
  if (peer.kind !== 'domains') return [];
  const { origin } = peer;
  const resolver = labelSelector([equals('k8s', 'k8s-app', 'kube-dns')], ground);
  const port = (name: string): CiliumPort => ({ port: name, endPort: 0, protocol: 'ANY', origin });
  const ports: CiliumPorts = {
    ports: [port('dns'), port('dns-tcp')],
    application: { kind: 'dns', rules: peer.names.map(nameSelector) },
    serverNames: [],
    origin,
  };
  return [{ ...base, peers: [{ selector: resolver, origin }], ports: [ports] }];
}

/**
 * The agent takes the name as it is: in capitals it is no container's, and what cannot be a name is a number, or else
 * every port.
 */
function namedPort(name: string): number | string {
  return isPortName(name) ? name : uncheckedNumber(name);
}

function portsOf({ ports, origin }: AdminRule): readonly CiliumPorts[] | undefined {
  if (ports === 'any') return undefined;
  const one = (at: Origin, port: CiliumPort['port'], endPort: number, protocol: string): CiliumPort => ({
    port,
    endPort,
    protocol: protocol as PortProtocol,
    origin: at,
  });
  return [
    {
      ports: ports.map((port) =>
        port.kind === 'named'
          ? one(port.origin, namedPort(port.name), 0, 'ANY')
          : one(port.origin, port.first, port.last, port.protocol),
      ),
      serverNames: [],
      origin,
    },
  ];
}
