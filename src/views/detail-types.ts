import type { GateView, Meaning, PathRef, Place, PolicySummary } from '../analysis/types';
import type { Action, Direction } from '../model/policy';
import type { Sentence } from './sentences';

/** A workload or outside end by name, to be shown and chosen. */
export type EndName = {
  readonly id: string;
  readonly title: string;
  /** Empty outside the cluster. */
  readonly namespace: string;
};

/** Some of many, and how many in all. */
export type Some<T> = { readonly items: readonly T[]; readonly total: number };

/** A rule as it works in this cluster. */
export type RuleDetail = {
  /** From 1, as people count. */
  readonly number: number;
  readonly action: Action;
  /** ``pods with `app=frontend` ``, `anyone`. */
  readonly peers: Sentence;
  /** `TCP 8080`, `every port`. */
  readonly ports: string;
  /** Workloads that its peers match. */
  readonly admits: Some<EndName>;
  readonly place: Place;
};

/** A policy at one gate of a workload. */
export type ApplyingPolicy = {
  /** `dialect kind namespace/name`. */
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly rules: readonly RuleDetail[];
  readonly place: Place;
  readonly stale: boolean;
};

export type GateDetail = {
  readonly direction: Direction;
  readonly gate: GateView;
  /** One sentence: who isolates it, or that nothing does. */
  readonly sentence: Sentence;
  readonly policies: readonly ApplyingPolicy[];
};

/** What one line between this end and another says. */
export type PartnerLine = {
  readonly end: EndName;
  readonly meaning: Meaning;
  /** `TCP 8080`. */
  readonly ports: string;
  /** Gates that stop it; the condition where it depends; what a proxy lets through of it. */
  readonly note: string;
  /** A proxy lets only some of what is asked through. */
  readonly limited: boolean;
  readonly path: PathRef;
};

export type PartnerLines = Some<PartnerLine> & {
  /** Partners that are reached only since no gate on the way is isolated; not among the items. */
  readonly unguarded: Some<EndName>;
};

export type DetailPort = {
  /** Position among the declared ports of the workload, from 0. */
  readonly index: number;
  readonly name: string | undefined;
  readonly protocol: string;
  readonly port: number;
  readonly container: string;
};

export type WorkloadDetail = {
  readonly id: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Of its pods. */
  readonly labels: readonly (readonly [string, string])[];
  /** Keys that the owner's selector fixes: changing one would orphan the pods. */
  readonly selectorKeys: readonly string[];
  readonly ports: readonly DetailPort[];
  /** As the document says. */
  readonly replicas: number | undefined;
  /** Whether its kind has replicas at all. */
  readonly scales: boolean;
  readonly pods: readonly {
    readonly name: string;
    readonly addresses: readonly string[];
    readonly node: string | undefined;
    readonly state: 'live' | 'template' | 'ended' | 'no address';
  }[];
  readonly podCount: number;
  readonly hostNetwork: boolean;
  readonly serviceAccount: string;
  readonly inferred: boolean;
  readonly stale: boolean;
  /** Services that lead to it: `api 80 to 8080`. */
  readonly services: readonly string[];
  readonly place: Place | undefined;
  /** Leaving, then entering. */
  readonly gates: readonly [GateDetail, GateDetail];
  readonly reaches: PartnerLines;
  readonly reachedBy: PartnerLines;
  /** Policies that select it by text but are not in force, with the reason in words. */
  readonly idle: readonly {
    readonly key: string;
    readonly name: string;
    readonly why: string;
    readonly place: Place;
  }[];
};

/** An end outside the cluster. */
export type OutsideDetail = {
  readonly id: string;
  readonly title: string;
  readonly cidrs: readonly string[];
  /** Rules whose addresses name it. */
  readonly reaches: PartnerLines;
  readonly reachedBy: PartnerLines;
};

export type PolicyDetail = {
  readonly key: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly state: PolicySummary['state'];
  readonly place: Place;
  /** ``Selects `api` and `cart`; isolates them for ingress.`` */
  readonly sentence: Sentence;
  readonly selects: Some<EndName>;
  readonly sides: readonly {
    readonly direction: Direction;
    readonly isolates: boolean;
    readonly rules: readonly RuleDetail[];
  }[];
};
