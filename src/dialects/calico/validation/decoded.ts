/*
 * Objects after Go's decoding: every field is there, absent texts are empty, nil pointers, lists and maps undefined.
 * The names are those of the JSON; `schema-go.ts` has the types as Go names them.
 */

/** A single port has equal bounds; a named one has none (0). */
export type DecodedPort = { readonly least: number; readonly most: number; readonly name: string };

export type DecodedProtocol =
  { readonly kind: 'number'; readonly number: number } | { readonly kind: 'name'; readonly name: string };

export type DecodedMeta = {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string> | undefined;
  readonly annotations: ReadonlyMap<string, string> | undefined;
};

export type DecodedIcmp = { readonly type: number | undefined; readonly code: number | undefined };

export type DecodedServices = { readonly name: string; readonly namespace: string };

export type DecodedHttp = {
  readonly methods: readonly string[] | undefined;
  readonly paths: readonly { readonly exact: string; readonly prefix: string }[] | undefined;
};

/** One side of a rule: `source` or `destination`. */
export type DecodedSide = {
  readonly nets: readonly string[] | undefined;
  readonly selector: string;
  readonly namespaceSelector: string;
  readonly services: DecodedServices | undefined;
  readonly ports: readonly DecodedPort[] | undefined;
  readonly notNets: readonly string[] | undefined;
  readonly notSelector: string;
  readonly notPorts: readonly DecodedPort[] | undefined;
  readonly serviceAccounts:
    { readonly names: readonly string[] | undefined; readonly selector: string } | undefined;
};

export type DecodedRule = {
  readonly action: string;
  readonly ipVersion: number | undefined;
  readonly protocol: DecodedProtocol | undefined;
  readonly icmp: DecodedIcmp | undefined;
  readonly notProtocol: DecodedProtocol | undefined;
  readonly notICMP: DecodedIcmp | undefined;
  readonly source: DecodedSide;
  readonly destination: DecodedSide;
  readonly http: DecodedHttp | undefined;
  readonly metadata: { readonly annotations: ReadonlyMap<string, string> | undefined } | undefined;
};

/** The spec of the four kinds of policy; flags and `namespaceSelector` only in global ones. */
export type DecodedPolicySpec = {
  readonly stagedAction?: string;
  readonly tier: string;
  readonly order: number | undefined;
  readonly ingress: readonly DecodedRule[] | undefined;
  readonly egress: readonly DecodedRule[] | undefined;
  readonly selector: string;
  readonly types: readonly string[] | undefined;
  readonly doNotTrack?: boolean;
  readonly preDNAT?: boolean;
  readonly applyOnForward?: boolean;
  readonly serviceAccountSelector: string;
  readonly namespaceSelector?: string;
  readonly performanceHints: readonly string[] | undefined;
};

export type DecodedTierSpec = {
  readonly order: number | undefined;
  readonly defaultAction: string | undefined;
};

export type DecodedNetsSpec = { readonly nets: readonly string[] | undefined };

export type DecodedHostSpec = {
  readonly node: string;
  readonly interfaceName: string;
  readonly expectedIPs: readonly string[] | undefined;
  readonly profiles: readonly string[] | undefined;
  readonly ports:
    | readonly { readonly name: string; readonly protocol: DecodedProtocol; readonly port: number }[]
    | undefined;
};

export type DecodedProfileSpec = {
  readonly ingress: readonly DecodedRule[] | undefined;
  readonly egress: readonly DecodedRule[] | undefined;
  readonly labelsToApply: ReadonlyMap<string, string> | undefined;
};

export type DecodedLabelSelector = {
  readonly matchLabels: ReadonlyMap<string, string> | undefined;
  readonly matchExpressions:
    | readonly {
        readonly key: string;
        readonly operator: string;
        readonly values: readonly string[] | undefined;
      }[]
    | undefined;
};

export type DecodedKubernetesPeer = {
  readonly podSelector: DecodedLabelSelector | undefined;
  readonly namespaceSelector: DecodedLabelSelector | undefined;
  readonly ipBlock: { readonly cidr: string; readonly except: readonly string[] | undefined } | undefined;
};

/** `from` in ingress rules, `to` in egress rules. */
export type DecodedKubernetesRule = {
  readonly ports:
    | readonly {
        readonly protocol: string | undefined;
        readonly port: number | string | undefined;
        readonly endPort: number | undefined;
      }[]
    | undefined;
  readonly from?: readonly DecodedKubernetesPeer[] | undefined;
  readonly to?: readonly DecodedKubernetesPeer[] | undefined;
};

export type DecodedKubernetesSpec = {
  readonly stagedAction: string;
  readonly podSelector: DecodedLabelSelector;
  readonly ingress: readonly DecodedKubernetesRule[] | undefined;
  readonly egress: readonly DecodedKubernetesRule[] | undefined;
  readonly policyTypes: readonly string[] | undefined;
};

/** A document by what its kind makes of the spec. */
export type DecodedObject =
  | {
      readonly kind:
        'NetworkPolicy' | 'GlobalNetworkPolicy' | 'StagedNetworkPolicy' | 'StagedGlobalNetworkPolicy';
      readonly metadata: DecodedMeta;
      readonly spec: DecodedPolicySpec;
    }
  | {
      readonly kind: 'StagedKubernetesNetworkPolicy';
      readonly metadata: DecodedMeta;
      readonly spec: DecodedKubernetesSpec;
    }
  | { readonly kind: 'Tier'; readonly metadata: DecodedMeta; readonly spec: DecodedTierSpec }
  | {
      readonly kind: 'NetworkSet' | 'GlobalNetworkSet';
      readonly metadata: DecodedMeta;
      readonly spec: DecodedNetsSpec;
    }
  | { readonly kind: 'HostEndpoint'; readonly metadata: DecodedMeta; readonly spec: DecodedHostSpec }
  | { readonly kind: 'Profile'; readonly metadata: DecodedMeta; readonly spec: DecodedProfileSpec };

/** A policy of the four kinds that share a spec. */
export type DecodedPolicy = DecodedObject & { readonly spec: DecodedPolicySpec };
