import type { Cluster } from '../model/cluster';

/** Workload numbers by what they are looked up by. */
export type ClusterIndex = {
  readonly byId: ReadonlyMap<string, number>;
  readonly byNamespace: ReadonlyMap<string, readonly number[]>;
};

const indexes = new WeakMap<Cluster, ClusterIndex>();

export function indexOf(cluster: Cluster): ClusterIndex {
  const known = indexes.get(cluster);
  if (known !== undefined) return known;
  const byId = new Map<string, number>();
  const byNamespace = new Map<string, number[]>();
  for (const { id, namespace, index } of cluster.workloads) {
    byId.set(id, index);
    const found = byNamespace.get(namespace);
    if (found === undefined) byNamespace.set(namespace, [index]);
    else found.push(index);
  }
  const index = { byId, byNamespace };
  indexes.set(cluster, index);
  return index;
}
