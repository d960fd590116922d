import type { Cidr } from './address';
import type { Origin } from './origin';
import type { Protocol } from './ports';
import type { Selector } from './selector';

export type Direction = 'ingress' | 'egress';

/** The name of a policy. */
export type PolicyRef = {
  /** Name of its dialect (`networkpolicy`). */
  readonly dialect: string;
  readonly kind: string;
  /** Undefined for cluster-scoped kinds. */
  readonly namespace?: string;
  readonly name: string;
};

/** Which namespaces are meant: the policy's own, or those with matching labels. */
export type NamespaceMatch =
  | { readonly kind: 'own'; readonly namespace: string }
  | { readonly kind: 'labels'; readonly selector: Selector };

/** The other side of a rule. */
export type Peer =
  | {
      readonly kind: 'pods';
      readonly namespaces: NamespaceMatch;
      /** Undefined: not constrained by pod labels. */
      readonly pods?: Selector;
      readonly origin: Origin;
    }
  | {
      readonly kind: 'addresses';
      readonly cidr: Cidr;
      readonly except: readonly Cidr[];
      readonly origin: Origin;
    }
  /** A peer that only the CNI's walk reads, in words. */
  | { readonly kind: 'other'; readonly words: string; readonly origin: Origin };

/** One entry of a rule's ports. A named port is resolved on each destination pod by name and protocol. */
export type PortMatch =
  | { readonly kind: 'protocol'; readonly protocol: Protocol; readonly origin: Origin }
  | {
      readonly kind: 'range';
      readonly protocol: Protocol;
      readonly first: number;
      readonly last: number;
      readonly origin: Origin;
    }
  | { readonly kind: 'named'; readonly protocol: Protocol; readonly name: string; readonly origin: Origin }
  /** Ports that only the CNI's walk reads, in words. */
  | { readonly kind: 'other'; readonly words: string; readonly origin: Origin };

export type Action = 'allow' | 'deny' | 'pass' | 'log';

/** One numbered rule of the specification of a policy language, and what it says. */
export type SpecRule = { readonly id: string; readonly says: string };

/** Peers are ORed, ports are ORed, peers and ports are ANDed. An empty list matches nothing; `any` everything. */
export type Rule = {
  readonly index: number;
  readonly action: Action;
  readonly peers: 'any' | readonly Peer[];
  readonly ports: 'any' | readonly PortMatch[];
  readonly origin: Origin;
};

/** What a policy says of one direction. */
export type PolicySide = {
  /** The policy speaks of this direction: for NetworkPolicy it isolates its subjects. */
  readonly applies: boolean;
  /** The rules that count; rules of a direction that does not apply are left out. */
  readonly rules: readonly Rule[];
};

export type Subject = {
  readonly namespaces: NamespaceMatch;
  readonly pods: Selector;
};

/** A policy whose subject and rules say everything in selectors and blocks, as NetworkPolicy's do. */
export type SelectorPolicy = Policy & { readonly subject: Subject };

export function isSelectorPolicy(policy: Policy): policy is SelectorPolicy {
  return policy.subject !== undefined;
}

/** A decoded, defaulted and accepted policy of any dialect. */
export type Policy = {
  readonly ref: PolicyRef;
  /** Whom it applies to, where namespaces and one selector of pods say it all; else `spec` says it. */
  readonly subject?: Subject;
  /**
   * The pods that it applies to, and those that its rules are about, as far as labels say it, where `subject` and the
   * peers of its rules do not: from these workloads are made up where none are declared.
   */
  readonly speaksOf?: { readonly subjects: readonly Subject[]; readonly peers: readonly Subject[] };
  readonly ingress: PolicySide;
  readonly egress: PolicySide;
  /** Its document. */
  readonly origin: Origin;
  /** All that it says, in the form of its dialect, for the CNIs that enforce it. */
  readonly spec?: unknown;
};
