/** A release of network-policy-api 0.1, with the channel of its CRDs. Up to 0.1.1 there was one channel. */
export type Release = {
  readonly patch: number;
  readonly channel: 'standard' | 'experimental';
};

/** What of the CRDs of v1alpha1 a release has. Upstream: network-policy-api `config/crd` at its tags. */
export type ReleaseTraits = {
  /** The peers of v0.1.0 to v0.1.2. */
  readonly comparedPeers: boolean;
  /** Peers that compare labels of namespaces. */
  readonly sameLabels: boolean;
  readonly actionsChecked: boolean;
  readonly namedPorts: boolean;
  readonly nodes: boolean;
  readonly networks: boolean;
  /** CIDRs are looked at as CIDRs, not only for a colon or dots. */
  readonly strictCidrs: boolean;
  /** Of AdminNetworkPolicy only. */
  readonly domainNames: boolean;
  /** An empty list of ports is refused. */
  readonly portsNotEmpty: boolean;
  /** BaselineAdminNetworkPolicy limits how many peers a rule has. */
  readonly baselinePeersLimited: boolean;
};

export const newestExperimental: Release = { patch: 7, channel: 'experimental' };
export const newestStandard: Release = { patch: 7, channel: 'standard' };
/** The last one that takes an empty list of ports for an absent one. */
export const emptyPorts: Release = { patch: 5, channel: 'standard' };
/** The last one whose peers have the first shape. */
export const firstShape: Release = { patch: 1, channel: 'experimental' };

/** The release that a text (`0.1.7-experimental`) names; undefined where it is one without v1alpha1. */
export function releaseNamed(text: string): Release | undefined {
  const found = /^v?0\.1\.(\d{1,4})(?:-(standard|experimental))?$/.exec(text);
  if (found === null) return undefined;
  return { patch: Number(found[1]), channel: found[2] === 'standard' ? 'standard' : 'experimental' };
}

export function traitsOf({ patch, channel }: Release): ReleaseTraits {
  const experimental = channel === 'experimental';
  const comparedPeers = patch <= 2;
  return {
    comparedPeers,
    sameLabels: comparedPeers && (patch <= 1 || experimental),
    actionsChecked: !comparedPeers,
    namedPorts: experimental || patch <= 1,
    nodes: !comparedPeers && experimental,
    networks: patch >= 7 || (!comparedPeers && experimental),
    strictCidrs: patch >= 7,
    domainNames: patch >= 7 && experimental,
    portsNotEmpty: patch >= 7,
    baselinePeersLimited: !comparedPeers,
  };
}
