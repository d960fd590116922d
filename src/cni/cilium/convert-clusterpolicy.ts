import { formatCidr } from '../../model/address';
import type { Origin } from '../../model/origin';
import type { Policy } from '../../model/policy';
import { adminSpecOf } from '../../resources/admin-policy/policy';
import type { AdminPeer, AdminPods, AdminRule, AdminSpec } from '../../resources/admin-policy/types';
import type { NameSelector } from '../../dialects/cilium/names';
import type { CiliumPort, CiliumPorts, PortProtocol } from '../../dialects/cilium/spec';
import { namespaceKeys, podKeys } from './convert-networkpolicy';
import { withCluster } from './inject';
import { namespaceKey } from './labels';
import { blockSelector, labelSelector, namesSelector, wildcard } from './peers';
import type { Ground, PeerSelector } from './peers';
import { tiers } from './rule-entry';
import type { RuleEntry, RuleSubject } from './rule-entry';
import { equals, exists, labelTest, requirementsKey } from './selectors';
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
      if (rule.action !== 'allow' && rule.peers.some(({ kind }) => kind === 'unknown')) {
        return [
          { ...base, action: 'deny', peers: [{ selector: wildcard, origin: rule.origin }], ports: undefined },
        ];
      }
      const peers =
        rule.peers.length === 0
          ? [{ selector: wildcard, origin: rule.origin }]
          : rule.peers.flatMap((peer) =>
              selectorsOf(peer, ground).map((selector) => ({ selector, origin: peer.origin })),
            );
      return [{ ...base, peers }, ...rule.peers.flatMap((peer) => resolving(peer, base, ground))];
    }),
  );
}

/** Whether the agent can read all of it: peers of nodes need an option. */
function isReadable(spec: AdminSpec, { options }: Ground): boolean {
  const peers = [...spec.rules.ingress, ...spec.rules.egress].flatMap((rule) => rule.peers);
  return peers.every((peer) => {
    if (peer.kind === 'nodes') return options.nodeLabels && peer.nodes !== 'unreadable';
    return peer.kind !== 'pods' || requirementsOf(peer) !== undefined;
  });
}

/** Undefined where a selector cannot be read. */
function requirementsOf({ namespaces, pods }: AdminPods): readonly SourcedRequirement[] | undefined {
  if (namespaces.kind !== 'labels' || pods === 'unreadable') return undefined;
  const where =
    namespaces.selector.requirements.length === 0
      ? [exists('k8s', namespaceKey)]
      : namespaceKeys(namespaces.selector);
  return pods === undefined ? where : [...podKeys(pods), ...where];
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
      const { nodes } = peer;
      if (nodes === 'unreadable') return [];
      const keys = nodes.requirements.map(({ key, operator, values }) => ({
        source: 'node',
        key,
        operator,
        values,
      }));
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
  const port = (name: string, protocol: PortProtocol): CiliumPort => ({
    port: name,
    endPort: 0,
    protocol,
    origin,
  });
  const ports: CiliumPorts = {
    ports: [port('dns', 'UDP'), port('dns-tcp', 'TCP')],
    application: { kind: 'dns', rules: peer.names.map(nameSelector) },
    serverNames: [],
    origin,
  };
  return [{ ...base, peers: [{ selector: resolver, origin }], ports: [ports] }];
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
          ? one(port.origin, port.name.toLowerCase(), 0, 'ANY')
          : one(port.origin, port.first, port.last, port.protocol),
      ),
      serverNames: [],
      origin,
    },
  ];
}
