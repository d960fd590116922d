import type { Cidr } from '../../model/address';
import type { Origin } from '../../model/origin';
import type { Direction } from '../../model/policy';
import type { Selector } from '../../model/selector';

/*
 * What the cluster-wide policies of `policy.networking.k8s.io` say, in one form for all their versions.
 */

/** `Policy.spec` of AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy. */
export type AdminSpec = {
  readonly kind: 'admin policy';
  readonly tier: 'Admin' | 'Baseline';
  /** 0 to 1000; lower numbers are looked at first. 0 for a BaselineAdminNetworkPolicy, of which there is but one. */
  readonly priority: number;
  readonly subject: AdminPods;
  readonly rules: Readonly<Record<Direction, readonly AdminRule[]>>;
};

/** Pods by their namespace and their labels; never those of the host network. */
export type AdminPods = {
  readonly kind: 'pods';
  readonly namespaces: NamespaceChoice;
  /** Undefined: not constrained. `unreadable`: no engine can read the selector, and it matches nothing. */
  readonly pods: Selector | 'unreadable' | undefined;
  /** Where a selector is `unreadable`: what they say, for engines that do not check what they read. */
  readonly written?: WrittenPods;
  readonly origin: Origin;
};

/** Selectors as they are written, without requirements of operators that nobody knows. */
export type WrittenPods = { readonly namespaces: WrittenSelector; readonly pods?: WrittenSelector };

/** `empty`: it has no requirement at all, not even one that nobody knows. */
export type WrittenSelector = { readonly selector: Selector; readonly empty: boolean };

export type NamespaceChoice =
  | { readonly kind: 'labels'; readonly selector: Selector }
  /** It has all these labels, with the values that the subject's namespace has. */
  | { readonly kind: 'same labels'; readonly keys: readonly string[]; readonly origin: Origin }
  /** It and the subject's namespace have all these labels, at least one with another value. */
  | { readonly kind: 'not same labels'; readonly keys: readonly string[]; readonly origin: Origin }
  | { readonly kind: 'unreadable'; readonly origin: Origin };

export type AdminPeer =
  | AdminPods
  | {
      readonly kind: 'nodes';
      readonly nodes: Selector | 'unreadable';
      /** Where it is `unreadable`: what it says all the same. */
      readonly written?: WrittenSelector;
      readonly origin: Origin;
    }
  | { readonly kind: 'networks'; readonly cidrs: readonly Cidr[]; readonly origin: Origin }
  /** In lower case, without a dot at the end; `*.` before a name means any name below it. */
  | { readonly kind: 'domains'; readonly names: readonly string[]; readonly origin: Origin }
  /** A kind that is not known: the rule fails closed. */
  | { readonly kind: 'unknown'; readonly origin: Origin };

export type AdminPort =
  /** `protocol` as written: only TCP, UDP and SCTP mean anything. */
  | {
      readonly kind: 'range';
      readonly protocol: string;
      readonly first: number;
      readonly last: number;
      readonly origin: Origin;
    }
  /** Whatever port and protocol the destination gives the name. */
  | { readonly kind: 'named'; readonly name: string; readonly origin: Origin };

export type AdminRule = {
  readonly index: number;
  readonly name?: string;
  /** An action that is not known counts as pass. */
  readonly action: 'allow' | 'deny' | 'pass';
  readonly peers: readonly AdminPeer[];
  readonly ports: 'any' | readonly AdminPort[];
  readonly origin: Origin;
};
