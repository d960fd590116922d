import type { Address, Cidr } from './address';
import type { Labels } from './labels';
import type { Origin } from './origin';
import type { Protocol } from './ports';

export type Namespace = {
  readonly name: string;
  /** With `kubernetes.io/metadata.name`, as the API server sets it. */
  readonly labels: Labels;
  /** Absent where the namespace is only implied. */
  readonly origin?: Origin;
  /** True where no document declares it. */
  readonly inferred: boolean;
};

/** A declared port of a container that lives as long as the pod (containers and sidecars). */
export type ContainerPort = {
  readonly name?: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly container: string;
  /** It is one of a sidecar. */
  readonly sidecar?: true;
};

/**
 * A pod, or the template of a workload without live pods (then `template` is true and two such pods are
 * thought of wherever pods of one workload talk to each other).
 */
export type Pod = {
  /** Index in `Cluster.pods`. */
  readonly index: number;
  /** `namespace/name`; of a template the owner's name. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly serviceAccount: string;
  /** Name of its Node, where known. */
  readonly node?: string;
  readonly hostNetwork: boolean;
  /**
   * `known`: those of its status. `unknown`: no status says it, it may be any of the pod ranges.
   * `none`: a live status without an address, so no flow. `ended`: Succeeded or Failed.
   */
  readonly addressing: 'known' | 'unknown' | 'none' | 'ended';
  /** In the order of `podIPs`; empty unless `known`. */
  readonly addresses: readonly Address[];
  readonly ports: readonly ContainerPort[];
  /** Ports of init containers that end before the pod is up; absent where there are none. Some CNIs count them. */
  readonly initPorts?: readonly ContainerPort[];
  readonly template: boolean;
  /** Index in `Cluster.workloads`. */
  readonly workload: number;
  readonly origin?: Origin;
};

export type WorkloadKind =
  | 'Deployment'
  | 'StatefulSet'
  | 'DaemonSet'
  | 'ReplicaSet'
  | 'ReplicationController'
  | 'Job'
  | 'CronJob'
  | 'Pod';

/** The pods of one owner; a bare pod is a workload of its own. */
export type Workload = {
  readonly index: number;
  /** `kind/namespace/name`, stable over edits. */
  readonly id: string;
  readonly kind: WorkloadKind;
  readonly namespace: string;
  readonly name: string;
  /** Indexes in `Cluster.pods`: live pods, else one template; ended pods are not among them unless all have ended. */
  readonly pods: readonly number[];
  /** As the document says; undefined where there is no such field. */
  readonly replicas?: number;
  /** Labels of the owner's `spec.selector.matchLabels`; for a bare pod none. */
  readonly selectorLabels: Labels;
  /** Made up from the selectors of policies, since no document declares it. */
  readonly inferred: boolean;
  /** The owner's document; of a pod whose owner is missing, the pod's. */
  readonly origin?: Origin;
};

export type Node = {
  readonly name: string;
  readonly labels: Labels;
  readonly addresses: readonly Address[];
  readonly podCidrs: readonly Cidr[];
  readonly origin?: Origin;
};

export type ServicePort = {
  readonly name?: string;
  readonly protocol: Protocol;
  readonly port: number;
  /** A number, or the name of a container port, resolved on each pod. */
  readonly targetPort: number | string;
  readonly nodePort?: number;
};

export type Service = {
  readonly namespace: string;
  readonly name: string;
  readonly labels?: Labels;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly headless: boolean;
  readonly externalName?: string;
  readonly externalTrafficPolicyLocal: boolean;
  readonly ports: readonly ServicePort[];
  /** Empty or absent selector: `undefined`; its endpoints are then those of EndpointSlices. */
  readonly selector?: Labels;
  /** ClusterIPs and load balancer addresses that the manifest tells. */
  readonly addresses: readonly Address[];
  /** Where the selector is absent: addresses of its EndpointSlices with their ports by name. */
  readonly endpoints: readonly {
    readonly address: Address;
    readonly ports: readonly { readonly name?: string; readonly protocol: Protocol; readonly port: number }[];
  }[];
  readonly origin: Origin;
};

/** An EndpointSlice of a Service: all of its addresses, ready or not, with ports that have a number. */
export type EndpointSlice = {
  readonly namespace: string;
  readonly service: string;
  readonly addresses: readonly Address[];
  readonly ports: readonly { readonly name?: string; readonly protocol: Protocol; readonly port: number }[];
};

/** An Ingress or what else is told of the outside: only what the picture needs. */
export type IngressRoute = {
  readonly namespace: string;
  readonly name: string;
  /** Names of the Services behind it. */
  readonly services: readonly string[];
  readonly origin: Origin;
};

/** An outside address with a name, from Settings. */
export type NamedOutside = {
  readonly name: string;
  readonly cidrs: readonly Cidr[];
  readonly origin: Origin;
};

/** The value of an engine's option. */
export type OptionValue = string | number | boolean | readonly string[];

/** Facts of the cluster that decide verdicts; every field has the engine's default. */
export type Settings = {
  /** Name of the CNI (`kubernetes`, `none`). */
  readonly cni: string;
  /** Ranges from which pods take addresses; empty: unknown. */
  readonly podCidrs: readonly Cidr[];
  readonly serviceCidrs: readonly Cidr[];
  readonly nodeCidrs: readonly Cidr[];
  readonly outside: readonly NamedOutside[];
  /** Options of the engine that change verdicts, by its own names for them. */
  readonly options: ReadonlyMap<string, OptionValue>;
  /** DNS names that addresses outside are known by, in lower case, by `addressKey`. */
  readonly domains: ReadonlyMap<string, readonly string[]>;
  readonly origin?: Origin;
};

/** The world that policies speak of. Arrays are in a fixed order that depends on names, not on files. */
export type Cluster = {
  readonly namespaces: ReadonlyMap<string, Namespace>;
  readonly workloads: readonly Workload[];
  readonly pods: readonly Pod[];
  readonly nodes: readonly Node[];
  readonly services: readonly Service[];
  readonly slices?: readonly EndpointSlice[];
  /** Labels of the declared accounts, by `namespace/name`. */
  readonly serviceAccounts?: ReadonlyMap<string, Labels>;
  readonly ingresses: readonly IngressRoute[];
  readonly settings: Settings;
};
