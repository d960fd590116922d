import type { Cluster } from '../model/cluster';
import type { NamespaceMatch } from '../model/policy';
import { selects, type Selector } from '../model/selector';
import type { Snapshot } from '../snapshot/types';
import { matchedNamespaces, podsIn } from './label-matches';
import { nearMisses, type Candidate } from './near-miss';
import type { NearMiss } from './types';

/** Near misses of a selector of pods, or of the namespaces that it may look into where there are none. */
export function missesOf(
  snapshot: Snapshot,
  namespaces: NamespaceMatch,
  pods: Selector | undefined,
): readonly NearMiss[] {
  const { cluster } = snapshot;
  if (namespaces.kind === 'labels') {
    const all = [...cluster.namespaces.values()];
    if (!all.some((namespace) => selects(namespaces.selector, namespace.labels))) {
      return nearMisses(snapshot, namespaces.selector, all, 'namespaces');
    }
  }
  if (pods === undefined) return [];
  return nearMisses(snapshot, pods, podCandidates(matchedNamespaces(namespaces, cluster), cluster), 'pods');
}

function podCandidates(namespaces: readonly string[], cluster: Cluster): readonly Candidate[] {
  return podsIn(namespaces, cluster).map((pod) => ({
    name: cluster.workloads[pod.workload]?.name ?? pod.name,
    labels: pod.labels,
  }));
}
