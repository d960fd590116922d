import { clusterKey } from './labels';
import { labelSelector, wildcard } from './peers';
import type { Ground, PeerSelector } from './peers';
import { equals, exists } from './selectors';

const ofCluster = ['host', 'remote-node', 'init', 'ingress', 'health', 'unmanaged', 'kube-apiserver'];

/** The selectors that an entity stands for. Upstream: `pkg/policy/api/entity.go`. */
export function entitySelectors(name: string, ground: Ground): readonly PeerSelector[] {
  const { version, clusterName } = ground.options;
  const covering = version === '1.20';
  const reserved = (label: string, covers = { pods: false, outside: false }) =>
    labelSelector([equals('reserved', label, '')], ground, covers);
  const outside = { pods: false, outside: covering };
  const pods = { pods: covering, outside: false };
  switch (name) {
    case 'all':
      return [wildcard];
    case 'world':
      return ['world', 'world-ipv4', 'world-ipv6'].map((label) => reserved(label, outside));
    case 'world-ipv4':
    case 'world-ipv6':
      return [reserved(name, outside)];
    case 'cluster':
      return [
        ...ofCluster.map((label) => reserved(label)),
        labelSelector([equals('k8s', clusterKey, clusterName)], ground, pods),
      ];
    case 'cluster-mesh':
      return version === '1.19'
        ? []
        : [
            ...ofCluster.map((label) => reserved(label)),
            labelSelector([exists('k8s', clusterKey)], ground, pods),
          ];
    default:
      return [reserved(name)];
  }
}
