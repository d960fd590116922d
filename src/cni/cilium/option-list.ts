import type { EngineOption } from '../../model/engine-option';
import type { Version } from './options';

const flag = (name: string, title: string, about: string, otherwise: boolean): EngineOption => ({
  name,
  title,
  about,
  kind: 'boolean',
  default: otherwise,
});

/** The agent's options that change verdicts, with its defaults. Upstream: `pkg/option/config.go`, `pkg/defaults/defaults.go`. */
export function ciliumOptionList(version: Version): readonly EngineOption[] {
  return [
    {
      name: 'enable-policy',
      title: 'Enforcement',
      about:
        'default: a pod is isolated once a policy selects it. always: every pod is isolated. never: no policy counts.',
      kind: 'choice',
      default: 'default',
      values: ['default', 'always', 'never'],
    },
    {
      name: 'policy-cidr-match-mode',
      title: 'What address blocks match inside the cluster',
      about: 'Blocks match only what is outside the cluster, unless the kinds listed here are added.',
      kind: 'list',
      default: [],
      values: version === '1.20' ? ['nodes', 'pods'] : ['nodes'],
    },
    {
      name: 'allow-localhost',
      title: 'Connections of a pod’s own host',
      about: 'auto: the host of a pod may always connect to it. policy: only if a policy allows it.',
      kind: 'choice',
      default: 'auto',
      values: ['auto', 'always', 'policy'],
    },
    flag('enable-k8s-networkpolicy', 'NetworkPolicy', 'Whether Kubernetes’ NetworkPolicies count.', true),
    ...(version === '1.20'
      ? [
          flag(
            'enable-k8s-cluster-network-policy',
            'ClusterNetworkPolicy',
            'Whether Kubernetes’ ClusterNetworkPolicies count.',
            false,
          ),
        ]
      : []),
    flag(
      'enable-non-default-deny-policies',
      'Policies that do not isolate',
      'Whether enableDefaultDeny of a policy is heeded; if not, every policy isolates what it selects.',
      true,
    ),
    flag(
      'enable-host-firewall',
      'Host firewall',
      'Whether cluster-wide policies that select nodes are enforced at the hosts.',
      false,
    ),
    flag(
      'enable-node-selector-labels',
      'Labels of nodes',
      'Whether rules can select nodes by their labels.',
      false,
    ),
    flag(
      'policy-default-local-cluster',
      'Selectors mean this cluster',
      'Whether a selector that names no cluster matches pods of this cluster only.',
      true,
    ),
    {
      name: 'cluster-name',
      title: 'Name of this cluster',
      about: 'The value of the cluster label of every pod.',
      kind: 'text',
      default: 'default',
      example: 'prod-eu-1',
    },
    flag(
      'enable-l7-proxy',
      'Proxy',
      'Whether policies with rules for HTTP, DNS and the like are accepted.',
      true,
    ),
    flag('enable-icmp-rules', 'ICMP rules', 'Whether policies with ICMP rules are accepted.', true),
    flag(
      'enable-extended-ip-protocols',
      'Further protocols',
      'Whether a policy may leave a port out, as for VRRP and IGMP, which have none.',
      false,
    ),
    flag('enable-ipv4', 'IPv4', 'Whether pods have IPv4 addresses.', true),
    flag('enable-ipv6', 'IPv6', 'Whether pods have IPv6 addresses. Installed by Helm, it is off.', true),
    {
      name: 'local-node',
      title: 'Node of pods that name none',
      about: 'Whose host is the own host of a pod that no document puts on a node.',
      kind: 'text',
      default: '',
      example: 'worker-1',
    },
  ];
}
