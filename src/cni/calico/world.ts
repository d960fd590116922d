import { addressKey } from '../../model/address';
import type { Cluster, ContainerPort, Namespace, OptionValue, Pod } from '../../model/cluster';
import { noLabels } from '../../model/labels';
import type { Labels } from '../../model/labels';
import type { Origin } from '../../model/origin';
import type {
  CalicoHostEndpointSpec,
  CalicoNetworkSetSpec,
  CalicoProfileSpec,
  CalicoTierSpec,
} from '../../dialects/calico/spec';
import type { DialectObject } from '../../dialects/dialect';
import type { CalicoVersion } from './version';

export type HostEndpoint = {
  readonly name: string;
  readonly spec: CalicoHostEndpointSpec;
  /** Its own labels and those of its profiles. */
  readonly labels: Labels;
  readonly origin: Origin;
};

/** What Calico's selectors and rules are held against. */
export type CalicoWorld = {
  readonly version: CalicoVersion;
  readonly cluster: Cluster;
  readonly options: ReadonlyMap<string, OptionValue>;
  /** Labels of a pod as selectors see them. */
  readonly labelsOf: (pod: Pod) => Labels;
  /** The pods that cannot be told from this one by address, itself among them. */
  readonly sharers: (pod: Pod) => readonly Pod[];
  /** Pods that share an address with others. */
  readonly shared: readonly Pod[];
  readonly networkSets: readonly { readonly labels: Labels; readonly spec: CalicoNetworkSetSpec }[];
  readonly hostEndpoints: readonly HostEndpoint[];
  readonly profiles: ReadonlyMap<string, { readonly spec: CalicoProfileSpec; readonly origin: Origin }>;
  readonly tiers: ReadonlyMap<string, CalicoTierSpec>;
  readonly knowsNamespace: (name: string) => boolean;
};

/** Namespaces that every cluster has, declared or not. */
const builtIn: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

export function calicoWorld(
  version: CalicoVersion,
  cluster: Cluster,
  objects: readonly DialectObject[],
): CalicoWorld {
  const of = <T>(kind: string) =>
    objects.filter((object) => object.kind === kind).map((object) => ({ ...object, spec: object.spec as T }));
  const profiles = new Map(of<CalicoProfileSpec>('Profile').map((one) => [one.name, one]));
  // Where nobody declares any namespace, all are taken to be there.
  const declares = [...cluster.namespaces.values()].some(({ inferred }) => !inferred);
  const knows = (namespace: Namespace | undefined, name: string) =>
    !declares || builtIn.has(name) || namespace?.inferred === false;
  const knowsNamespace = (name: string) => knows(cluster.namespaces.get(name), name);
  const labels = new Map<Pod, Labels>();
  const { sharers, shared } = sharing(cluster.pods);
  return {
    version,
    cluster,
    options: cluster.settings.options,
    labelsOf: (pod) => {
      const known = labels.get(pod) ?? podLabels(cluster, pod, knowsNamespace);
      labels.set(pod, known);
      return known;
    },
    sharers,
    shared,
    networkSets: [
      ...of<CalicoNetworkSetSpec>('GlobalNetworkSet').map(({ spec }) => ({ labels: spec.labels, spec })),
      ...of<CalicoNetworkSetSpec>('NetworkSet').map(({ spec, namespace = 'default' }) => ({
        labels: new Map([
          ...profileLabels(cluster, namespace, knowsNamespace),
          ...spec.labels,
          ['projectcalico.org/namespace', namespace],
        ]),
        spec,
      })),
    ],
    hostEndpoints: of<CalicoHostEndpointSpec>('HostEndpoint').map(({ name, spec, origin }) => {
      const inherited = [...spec.profiles]
        .reverse()
        .flatMap((one) => [...(profiles.get(one)?.spec.labels ?? [])]);
      return { name, spec, origin, labels: new Map([...inherited, ...spec.labels]) };
    }),
    profiles,
    tiers: new Map(of<CalicoTierSpec>('Tier').map(({ name, spec }) => [name, spec])),
    knowsNamespace,
  };
}

/** Whether Calico knows the pod as an endpoint. */
export function isEndpoint(pod: Pod): boolean {
  return !pod.hostNetwork && pod.addressing !== 'ended' && pod.addressing !== 'none';
}

/** Ports that the pod's containers declare, those of init containers too. */
export function declaredPorts({ ports, initPorts = [] }: Pod): readonly ContainerPort[] {
  return initPorts.length === 0 ? ports : [...ports, ...initPorts];
}

/** Own labels without those that only Calico may set, then the ones that it sets; those of profiles come after all. */
function podLabels(cluster: Cluster, pod: Pod, knowsNamespace: (name: string) => boolean): Labels {
  const own = [...pod.labels].filter(([key]) => !key.startsWith('pcns.') && !key.startsWith('pcsa.'));
  return new Map([
    ...accountLabels(cluster, pod),
    ...profileLabels(cluster, pod.namespace, knowsNamespace),
    ...own,
    ['projectcalico.org/namespace', pod.namespace],
    ['projectcalico.org/orchestrator', 'k8s'],
    ['projectcalico.org/serviceaccount', pod.serviceAccount],
  ]);
}

function profileLabels(
  cluster: Cluster,
  namespace: string,
  knowsNamespace: (name: string) => boolean,
): readonly (readonly [string, string])[] {
  if (!knowsNamespace(namespace)) return [];
  const labels = cluster.namespaces.get(namespace)?.labels ?? noLabels;
  return [
    ...[...labels].map(([key, value]) => [`pcns.${key}`, value] as const),
    ['pcns.projectcalico.org/name', namespace],
  ];
}

/** An account that nobody declares where others are declared is not known, but `default`, which every namespace has. */
function accountLabels(
  { serviceAccounts }: Cluster,
  { namespace, serviceAccount }: Pod,
): readonly (readonly [string, string])[] {
  const labels = serviceAccounts?.get(`${namespace}/${serviceAccount}`);
  const known = labels !== undefined || serviceAccount === 'default' || (serviceAccounts?.size ?? 0) === 0;
  if (!known) return [];
  return [
    ...[...(labels ?? noLabels)].map(([key, value]) => [`pcsa.${key}`, value] as const),
    ['pcsa.projectcalico.org/name', serviceAccount],
  ];
}

function sharing(pods: readonly Pod[]): Pick<CalicoWorld, 'sharers' | 'shared'> {
  const holders = new Map<string, Pod[]>();
  for (const pod of pods) {
    if (!isEndpoint(pod)) continue;
    for (const address of pod.addresses) {
      const key = addressKey(address);
      const known = holders.get(key);
      if (known === undefined) holders.set(key, [pod]);
      else known.push(pod);
    }
  }
  const several = [...holders.values()].filter((some) => some.length > 1);
  const byPod = new Map<Pod, Set<Pod>>();
  for (const some of several) {
    for (const pod of some) byPod.set(pod, new Set([...(byPod.get(pod) ?? []), ...some]));
  }
  return {
    sharers: (pod) => [...(byPod.get(pod) ?? [pod])],
    shared: [...byPod.keys()],
  };
}
