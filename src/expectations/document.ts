import type { Cidr } from '../model/address';
import type { WorkloadKind } from '../model/cluster';
import type { Origin } from '../model/origin';
import type { PortSet, Protocol } from '../model/ports';
import type { Selector } from '../model/selector';
import type { Path, Severity } from '../yaml/types';

export const expectationsApiVersion = 'drawbridge.internal/v1alpha1';
export const expectationsKind = 'Expectations';

/** Something to tell about an Expectations document. */
export type ExpectationProblem = {
  /** `EXP-1` … `EXP-12`; `EXP-0` for a value of the wrong type or a missing one. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** From the root of the object. */
  readonly path: Path;
  /** The same place in the workspace. */
  readonly origin: Origin;
  /** What the place is: the key itself (unknown field), or its value. */
  readonly part: 'key' | 'value';
};

export type Entity = 'Internet' | 'Host' | 'Nodes' | 'ApiServer';
export type PeerGroup =
  'Anyone' | 'AnyPod' | 'OutsideNamespace' | 'OutsideCluster' | 'AnyoneElse' | 'AnyOtherPod';

/** One side of a statement, as written. */
export type StatementPeer = { readonly origin: Origin } & (
  | {
      readonly kind: 'workload';
      readonly namespace: string;
      readonly name: string;
      readonly workload?: WorkloadKind;
    }
  | {
      readonly kind: 'pods';
      readonly namespaces:
        | { readonly kind: 'named'; readonly name: string }
        | { readonly kind: 'labels'; readonly selector: Selector };
      readonly pods: Selector;
    }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'namespaces'; readonly selector: Selector }
  | { readonly kind: 'service'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'cidr'; readonly cidr: Cidr; readonly except: readonly Cidr[] }
  | { readonly kind: 'domain'; readonly name: string }
  | { readonly kind: 'entity'; readonly entity: Entity }
  | { readonly kind: 'group'; readonly group: PeerGroup }
);

/** One entry of `ports` (EX-1). ICMP is one of the protocols without ports. */
export type PortWish =
  | { readonly kind: 'set'; readonly set: PortSet; readonly text: string; readonly origin: Origin }
  | {
      readonly kind: 'named';
      readonly name: string;
      readonly protocol: Protocol;
      readonly text: string;
      readonly origin: Origin;
    };

/** A request over HTTP; NetworkPolicy knows none, so it only says that the port is TCP. */
export type HttpWish = { readonly method?: string; readonly path?: string; readonly host?: string };

/** One item of `spec.expect`. */
export type Statement = {
  readonly index: number;
  readonly name?: string;
  readonly from: StatementPeer;
  readonly to: StatementPeer;
  /** Undefined: every port of every protocol; to a Service: every port of the Service. */
  readonly ports: readonly PortWish[] | undefined;
  readonly http: readonly HttpWish[];
  readonly verdict: 'allowed' | 'denied';
  readonly because?: string;
  readonly origin: Origin;
};

export type ScopeDirection = 'Ingress' | 'Egress';

/** An Expectations document. Statements with errors are left out. */
export type ExpectationsDocument = {
  readonly name: string;
  /** Stands in where a peer names none; undefined where the document has none either. */
  readonly namespace: string | undefined;
  readonly unmentioned: 'denied' | 'unspecified';
  /** Whom `unmentioned` speaks of. */
  readonly scope: { readonly namespaces: readonly string[]; readonly directions: readonly ScopeDirection[] };
  /** DNS counts as mentioned (EX-5, EX-6). */
  readonly dns: boolean;
  readonly statements: readonly Statement[];
  readonly origin: Origin;
};
