import type { Cluster, Node, Pod } from '../../model/cluster';
import type { Labels } from '../../model/labels';
import { namespaceNameLabel } from '../../model/labels';
import type { End } from '../../model/walk';
import { labelFilter } from './label-filter';
import type { CiliumOptions } from './options';

/** A label of an identity; several may have one key. Keys of the map are `source:key`. */
export type IdentityLabels = {
  /** Values by source and key, as `source:key`. */
  readonly bySource: Labels;
  /** The first value of a key, whatever its source. */
  readonly byKey: Labels;
};

export const namespaceKey = 'io.kubernetes.pod.namespace';
export const clusterKey = 'io.cilium.k8s.policy.cluster';
export const namespaceLabelsPrefix = 'io.cilium.k8s.namespace.labels.';
const accountKey = 'io.cilium.k8s.policy.serviceaccount';

/** What labels an end has, before its address is looked at. */
export type LabelView = {
  /** Of a peer or a pod; undefined for an address outside, whose labels its address decides. */
  readonly ofEnd: (end: End) => IdentityLabels | undefined;
  /** Of the host as the subject of policies for nodes. */
  readonly ofHost: (node: Node | undefined) => IdentityLabels;
};

/** The labels by which Cilium knows pods and nodes. Upstream: `pkg/k8s/utils/utils.go`, `pkg/ipcache/metadata.go`. */
export function labelView(cluster: Cluster, options: CiliumOptions): LabelView {
  const filter = labelFilter();
  const pods = new Map<Pod, IdentityLabels>();
  const nodes = new Map<string, IdentityLabels>();
  const cached = <Key>(known: Map<Key, IdentityLabels>, key: Key, make: () => IdentityLabels) => {
    const found = known.get(key) ?? make();
    known.set(key, found);
    return found;
  };
  const podLabels = (pod: Pod): IdentityLabels => {
    const own = [...pod.labels].filter(([key]) => !key.startsWith('io.cilium.k8s'));
    const namespace =
      cluster.namespaces.get(pod.namespace)?.labels ?? new Map([[namespaceNameLabel, pod.namespace]]);
    const all = new Map<string, string>([
      ...own,
      ...[...namespace].map(([key, value]) => [`${namespaceLabelsPrefix}${key}`, value] as const),
      [namespaceKey, pod.namespace],
      [accountKey, pod.serviceAccount],
      [clusterKey, options.clusterName],
    ]);
    return identity(
      [...all].filter(([key]) => filter('k8s', key)).map(([key, value]) => ['k8s', key, value]),
    );
  };
  const nodeLabels = (reserved: string, node: Node | undefined): IdentityLabels => {
    const extra: readonly Triple[] =
      options.nodeLabels && node !== undefined
        ? [
            ...[...node.labels].map(([key, value]) => ['node', key, value] as const),
            ['k8s', clusterKey, options.clusterName],
          ]
        : [];
    return identity([['reserved', reserved, ''], ...extra]);
  };
  return {
    ofEnd: (end) => {
      switch (end.kind) {
        case 'pod':
          return cached(pods, end.pod, () => podLabels(end.pod));
        case 'node': {
          const reserved = end.own ? 'host' : 'remote-node';
          return cached(nodes, `${reserved} ${end.name}`, () => nodeLabels(reserved, end.node));
        }
        case 'entity':
          return cached(nodes, end.name, () => identity(entityLabels(end.name, options)));
        case 'outside':
          return undefined;
      }
    },
    ofHost: (node) => {
      const own = [...(node?.labels ?? [])].filter(([key]) => filter('k8s', key));
      return identity([['reserved', 'host', ''], ...own.map(([key, value]) => ['k8s', key, value] as const)]);
    },
  };
}

/** Labels of the identities that stand for no address here. `world` is taken for an address of IPv4. */
function entityLabels(name: string, options: CiliumOptions): readonly Triple[] {
  if (name === 'world') return [['reserved', options.ipv4 && options.ipv6 ? 'world-ipv4' : 'world', '']];
  if (name === 'kube-apiserver') {
    return [
      ['reserved', 'kube-apiserver', ''],
      ['reserved', 'remote-node', ''],
    ];
  }
  return [['reserved', name, '']];
}

type Triple = readonly [source: string, key: string, value: string];

export function identity(labels: readonly Triple[]): IdentityLabels {
  const bySource = new Map<string, string>();
  const byKey = new Map<string, string>();
  for (const [source, key, value] of labels) {
    bySource.set(`${source}:${key}`, value);
    if (!byKey.has(key)) byKey.set(key, value);
  }
  return { bySource, byKey };
}
