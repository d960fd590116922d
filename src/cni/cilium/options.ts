import type { OptionValue, Settings } from '../../model/cluster';

export type Version = '1.19' | '1.20';

/** The agent's settings that change verdicts. Upstream: `pkg/option/config.go`, `pkg/defaults/defaults.go`. */
export type CiliumOptions = {
  readonly version: Version;
  readonly enforcement: 'default' | 'always' | 'never';
  readonly allowLocalhost: boolean;
  readonly hostFirewall: boolean;
  readonly nodeLabels: boolean;
  readonly nonDefaultDeny: boolean;
  readonly networkPolicy: boolean;
  readonly clusterNetworkPolicy: boolean;
  readonly applicationProxy: boolean;
  readonly blocksMatchNodes: boolean;
  readonly blocksMatchPods: boolean;
  readonly localClusterOnly: boolean;
  readonly clusterName: string;
  readonly ipv4: boolean;
  readonly ipv6: boolean;
  /** The node that pods without one are on. */
  readonly localNode: string | undefined;
};

/** Reads the options by the names of the agent's flags; what is absent has the agent's default. */
export function ciliumOptions(version: Version, { options }: Pick<Settings, 'options'>): CiliumOptions {
  const flag = (name: string, otherwise: boolean) => readFlag(options.get(name), otherwise);
  const text = (name: string) => readText(options.get(name));
  const matchMode = readList(options.get('policy-cidr-match-mode'));
  const mode = text('enable-policy');
  return {
    version,
    enforcement: mode === 'always' || mode === 'never' ? mode : 'default',
    allowLocalhost: text('allow-localhost') !== 'policy',
    hostFirewall: flag('enable-host-firewall', false),
    nodeLabels: flag('enable-node-selector-labels', false),
    nonDefaultDeny: flag('enable-non-default-deny-policies', true),
    networkPolicy: flag('enable-k8s-networkpolicy', true),
    clusterNetworkPolicy: version === '1.20' && flag('enable-k8s-cluster-network-policy', false),
    applicationProxy: flag('enable-l7-proxy', true),
    blocksMatchNodes: matchMode.includes('nodes'),
    blocksMatchPods: version === '1.20' && matchMode.includes('pods'),
    localClusterOnly: flag('policy-default-local-cluster', true),
    clusterName: text('cluster-name') ?? 'default',
    ipv4: flag('enable-ipv4', true),
    ipv6: flag('enable-ipv6', true),
    localNode: text('local-node'),
  };
}

function readFlag(value: OptionValue | undefined, otherwise: boolean): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  return value === 'false' ? false : otherwise;
}

function readText(value: OptionValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function readList(value: OptionValue | undefined): readonly string[] {
  if (Array.isArray(value)) return value as readonly string[];
  return typeof value === 'string' ? value.split(/[\s,]+/) : [];
}
