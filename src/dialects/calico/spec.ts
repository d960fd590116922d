import type { Address, Cidr } from '../../model/address';
import type { Action, Direction } from '../../model/policy';
import type { Origin } from '../../model/origin';

/** Calico's objects as Felix works on them, before selectors are translated. */

/** A number or range of ports, or the name of one. */
export type CalicoPort =
  | { readonly kind: 'range'; readonly first: number; readonly last: number }
  | { readonly kind: 'name'; readonly name: string };

/** A protocol by its number, or by its name in lower case. */
export type CalicoProtocol = number | string;

export type CalicoIcmp = { readonly type?: number; readonly code?: number };

export type CalicoHttp = {
  readonly methods: readonly string[];
  readonly paths: readonly { readonly exact?: string; readonly prefix?: string }[];
};

/** One side of a rule. Texts that are empty are absent. */
export type CalicoSide = {
  readonly nets: readonly Cidr[];
  readonly notNets: readonly Cidr[];
  readonly selector: string;
  readonly namespaceSelector: string;
  readonly notSelector: string;
  readonly serviceAccounts?: { readonly names: readonly string[]; readonly selector: string };
  readonly services?: { readonly name: string; readonly namespace: string };
  readonly ports: readonly CalicoPort[];
  readonly notPorts: readonly CalicoPort[];
  /** What it stands for, in words, where that is not what was written. */
  readonly reads?: string;
};

export type CalicoRule = {
  readonly action: Action;
  readonly ipVersion?: 4 | 6;
  readonly protocol?: CalicoProtocol;
  readonly notProtocol?: CalicoProtocol;
  readonly icmp?: CalicoIcmp;
  readonly notIcmp?: CalicoIcmp;
  readonly source: CalicoSide;
  readonly destination: CalicoSide;
  readonly http?: CalicoHttp;
  /** Index of the rule in the list that it was written in. */
  readonly index: number;
  readonly origin: Origin;
};

/** How a policy stands in the order of its tier and what it says. */
export type CalicoPolicySpec = {
  /** Kinds as Felix calls them: `NetworkPolicy`, `KubernetesNetworkPolicy`, `StagedNetworkPolicy`, … */
  readonly kind: string;
  /** Undefined for cluster-scoped kinds. */
  readonly namespace?: string;
  readonly name: string;
  readonly tier: string;
  /** Undefined: after every order. */
  readonly order?: number;
  readonly selector: string;
  readonly namespaceSelector: string;
  readonly serviceAccountSelector: string;
  readonly types: Readonly<Record<Direction, boolean>>;
  readonly rules: Readonly<Record<Direction, readonly CalicoRule[]>>;
  readonly doNotTrack: boolean;
  readonly preDnat: boolean;
  readonly applyOnForward: boolean;
  readonly staged: boolean;
};

export type CalicoTierSpec = { readonly order?: number; readonly defaultAction: 'deny' | 'pass' };

export type CalicoNetworkSetSpec = {
  readonly labels: ReadonlyMap<string, string>;
  readonly nets: readonly Cidr[];
};

export type CalicoHostEndpointSpec = {
  readonly labels: ReadonlyMap<string, string>;
  readonly node: string;
  /** Empty where it names none; `*` for all. */
  readonly interfaceName: string;
  readonly expectedIps: readonly Address[];
  readonly profiles: readonly string[];
  readonly ports: readonly {
    readonly name: string;
    readonly protocol: CalicoProtocol;
    readonly port: number;
  }[];
};

export type CalicoProfileSpec = {
  readonly labels: ReadonlyMap<string, string>;
  readonly rules: Readonly<Record<Direction, readonly CalicoRule[]>>;
};

/** Whether a side says nothing at all. */
export function isEmptySide(side: CalicoSide): boolean {
  const { nets, notNets, selector, namespaceSelector, notSelector, serviceAccounts, services } = side;
  return (
    selector === '' &&
    namespaceSelector === '' &&
    notSelector === '' &&
    serviceAccounts === undefined &&
    services === undefined &&
    [nets, notNets, side.ports, side.notPorts].every((list) => list.length === 0)
  );
}

export const emptySide: CalicoSide = {
  nets: [],
  notNets: [],
  selector: '',
  namespaceSelector: '',
  notSelector: '',
  ports: [],
  notPorts: [],
};
