import { formatCidr } from '../../model/address';
import { isSelectorPolicy } from '../../model/policy';
import type { Peer, Policy, PortMatch, Rule, SelectorPolicy } from '../../model/policy';
import type { Selector } from '../../model/selector';
import type { NetworkPolicyRules } from '../../dialects/networkpolicy/decode';
import type { CiliumPort, CiliumPorts } from '../../dialects/cilium/spec';
import { withCluster } from './inject';
import { namespaceKey, namespaceLabelsPrefix } from './labels';
import { blockSelector, labelSelector, wildcard } from './peers';
import type { Ground } from './peers';
import { tiers } from './rule-entry';
import type { RuleEntry, RuleSubject } from './rule-entry';
import { equals, exists, labelTest, requirementsKey } from './selectors';
import type { SourcedRequirement } from './selectors';

/**
 * The entries of a NetworkPolicy. Rules count whether or not `policyTypes` lists their direction.
 * Upstream: `pkg/k8s/network_policy.go`.
 */
export function networkPolicyEntries(policy: Policy, ground: Ground): readonly RuleEntry[] {
  if (!isSelectorPolicy(policy) || !ground.options.networkPolicy) return [];
  const all = policy.spec as NetworkPolicyRules;
  const subject = subjectOf(policy, ground);
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const rules = all[direction];
    const listed = policy[direction].applies;
    const isolatesAlone = listed || (direction === 'ingress' && !policy.egress.applies);
    const base = { policy, tier: tiers.normal, priority: 0, action: 'allow', subject, direction } as const;
    if (rules.length === 0) {
      if (!isolatesAlone) return [];
      return [{ ...base, rule: -1, isolates: true, peers: [], ports: undefined, origin: policy.origin }];
    }
    return rules.map((rule): RuleEntry => ({
      ...base,
      rule: rule.index,
      isolates: true,
      peers: peersOf(rule, ground),
      ports: portsOf(rule.ports, rule),
      origin: rule.origin,
    }));
  });
}

/** Keys of Kubernetes' selectors are those of pods' own labels, or of their namespaces'. */
export function podKeys(selector: Selector): readonly SourcedRequirement[] {
  return selector.requirements.map(({ key, operator, values }) => ({ source: 'k8s', key, operator, values }));
}

export function namespaceKeys(selector: Selector): readonly SourcedRequirement[] {
  return selector.requirements.map(({ key, operator, values }) => ({
    source: 'k8s',
    key: `${namespaceLabelsPrefix}${key}`,
    operator,
    values,
  }));
}

function subjectOf(policy: SelectorPolicy, { labels }: Ground): RuleSubject {
  const { namespaces, pods } = policy.subject;
  const own = namespaces.kind === 'own' ? namespaces.namespace : '';
  const requirements = [...podKeys(pods), equals('k8s', namespaceKey, own)];
  const test = labelTest(requirements);
  return {
    key: requirementsKey(requirements),
    kind: 'pods',
    namespace: own,
    holds: (end) => {
      if (end.kind !== 'pod') return false;
      const found = labels.ofEnd(end);
      return found !== undefined && test(found);
    },
  };
}

function peersOf(rule: Rule, ground: Ground): RuleEntry['peers'] {
  if (rule.peers === 'any') return [{ selector: wildcard, origin: rule.origin }];
  return rule.peers.flatMap((peer) => {
    const selector = selectorOf(peer, ground);
    return selector === undefined ? [] : [{ selector, origin: peer.origin }];
  });
}

function selectorOf(peer: Peer, ground: Ground) {
  switch (peer.kind) {
    case 'other':
      return undefined;
    case 'addresses':
      return blockSelector(formatCidr(peer.cidr), [peer.cidr], peer.except, ground);
    case 'pods': {
      const { namespaces, pods } = peer;
      const where =
        namespaces.kind === 'own'
          ? [equals('k8s', namespaceKey, namespaces.namespace)]
          : namespaces.selector.requirements.length === 0
            ? [exists('k8s', namespaceKey)]
            : namespaceKeys(namespaces.selector);
      const who = pods === undefined ? [] : podKeys(pods);
      return labelSelector(withCluster([...who, ...where], ground.options), ground);
    }
  }
}

/** The ports of a rule as a policy of Cilium's own would write them. */
export function portsOf(
  ports: 'any' | readonly PortMatch[],
  rule: Pick<Rule, 'origin'>,
): readonly CiliumPorts[] | undefined {
  if (ports === 'any') return undefined;
  return [{ ports: ports.flatMap(portOf), serverNames: [], origin: rule.origin }];
}

function portOf(port: PortMatch): readonly CiliumPort[] {
  const { origin } = port;
  if (port.kind === 'other' || port.protocol === 'other') return [];
  const { protocol } = port;
  switch (port.kind) {
    case 'protocol':
      return [{ port: 0, endPort: 0, protocol, origin }];
    case 'range':
      return [{ port: port.first, endPort: port.last, protocol, origin }];
    case 'named':
      return [{ port: port.name.toLowerCase(), endPort: 0, protocol, origin }];
  }
}
