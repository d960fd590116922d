import type { Address, Cidr } from '../../model/address';
import type { Labels } from '../../model/labels';
import type { Origin } from '../../model/origin';
import type { Direction } from '../../model/policy';
import type { Selector } from '../../model/selector';
import type { Authentication } from '../../model/walk';
import type { NameSelector } from './names';

/** All that a Cilium policy says. Keys of its selectors are as written, with their source (`k8s:app`) if they have one. */
export type CiliumSpec = {
  readonly kind: 'CiliumNetworkPolicy' | 'CiliumClusterwideNetworkPolicy';
  /** Undefined for the clusterwide kind. */
  readonly namespace: string | undefined;
  /** `spec`, then those of `specs`. */
  readonly rules: readonly CiliumRule[];
};

/** One `spec`. */
export type CiliumRule = {
  readonly subject: { readonly kind: 'endpoints' | 'nodes'; readonly selector: Selector };
  /** As written: what is absent depends on the items. */
  readonly defaultDeny: Readonly<Partial<Record<Direction, boolean>>>;
  /** In the order ingress, ingressDeny, egress, egressDeny. */
  readonly items: readonly CiliumItem[];
};

/** One item of `ingress`, `ingressDeny`, `egress` or `egressDeny`. */
export type CiliumItem = {
  readonly direction: Direction;
  readonly action: 'allow' | 'deny';
  /** Its index in the rules of the model's policy, in its direction. */
  readonly index: number;
  /** `any`: no member names a peer. `nobody`: one of them is an empty list. */
  readonly peers: 'any' | 'nobody' | readonly CiliumPeer[];
  /** Undefined: every protocol and port. */
  readonly ports: readonly CiliumPorts[] | undefined;
  readonly authentication?: Authentication;
  readonly origin: Origin;
};

/** Addresses of a block or of groups of blocks. */
export type CiliumBlock =
  | { readonly kind: 'cidr'; readonly cidr: Cidr }
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'groups'; readonly selector: Selector };

export type CiliumPeer = { readonly origin: Origin } & (
  | { readonly kind: 'endpoints'; readonly selector: Selector }
  | { readonly kind: 'nodes'; readonly selector: Selector }
  | { readonly kind: 'block'; readonly block: CiliumBlock; readonly except: readonly Cidr[] }
  | { readonly kind: 'entity'; readonly name: string }
  | { readonly kind: 'name'; readonly name: NameSelector }
  /** A Service by its name, or Services by their labels; an empty namespace is any. */
  | {
      readonly kind: 'services';
      readonly namespace: string;
      readonly name?: string;
      readonly selector?: Selector;
    }
  /** A group of a cloud, whose members no manifest tells. */
  | { readonly kind: 'cloud group' }
);

/** One item of `toPorts`, or of `icmps`. */
export type CiliumPorts = {
  readonly ports: readonly CiliumPort[];
  readonly application?: Application;
  readonly serverNames: readonly string[];
  /** Names what decrypts the connection; equal texts are equal contexts. */
  readonly terminates?: string;
  readonly originates?: string;
  readonly listener?: CiliumListener;
  readonly origin: Origin;
};

export type PortProtocol =
  | 'ANY'
  | 'TCP'
  | 'UDP'
  | 'SCTP'
  | 'ICMP'
  | 'ICMPV6'
  | 'VRRP'
  | 'IGMP'
  | 'GRE'
  | 'IPIP'
  | 'IPV6'
  | 'ESP'
  | 'AH';

/** A port, a range, or a name; of ICMP the type. Port 0 is every port. */
export type CiliumPort = {
  readonly port: number | string;
  /** 0 where absent. */
  readonly endPort: number;
  readonly protocol: PortProtocol;
  readonly origin: Origin;
};

/** What a proxy lets through. */
export type Application =
  | { readonly kind: 'http'; readonly rules: readonly HttpRule[] }
  | { readonly kind: 'dns'; readonly rules: readonly NameSelector[] }
  /** A protocol of 1.19 that is not looked into here: Kafka, or one of a proxy's own. */
  | { readonly kind: 'other'; readonly name: string };

export type HttpRule = {
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  readonly headers: readonly string[];
  readonly headerMatches: readonly HeaderMatch[];
};

export type HeaderMatch = {
  readonly name: string;
  readonly value: string;
  readonly secret: boolean;
  /** What is done with a request that does not match; undefined: it is refused. */
  readonly mismatch: string | undefined;
};

export type CiliumListener = {
  readonly kind: string;
  readonly name: string;
  /** 0 where absent. */
  readonly priority: number;
};

/** A CiliumCIDRGroup. */
export type CidrGroup = { readonly name: string; readonly labels: Labels; readonly cidrs: readonly Cidr[] };

/** The one address of a block that holds only one. */
export function blockOf(address: Address): Cidr {
  return { ...address, prefix: address.family === 4 ? 32 : 128 };
}
