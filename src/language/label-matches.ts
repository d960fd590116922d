import type { Cluster, Pod } from '../model/cluster';
import type { NamespaceMatch } from '../model/policy';
import { selects, type Selector } from '../model/selector';

/** Names of the namespaces that a match means; of its own namespace also where no document declares it. */
export function matchedNamespaces(match: NamespaceMatch, cluster: Cluster): readonly string[] {
  if (match.kind === 'own') return [match.namespace];
  return [...cluster.namespaces.values()]
    .filter((namespace) => selects(match.selector, namespace.labels))
    .map((namespace) => namespace.name);
}

/** Pods that a selector could find in some namespaces; those made up from policies are no evidence and left out. */
export function podsIn(namespaces: readonly string[], cluster: Cluster): readonly Pod[] {
  const wanted = new Set(namespaces);
  return cluster.pods.filter(
    (pod) => wanted.has(pod.namespace) && cluster.workloads[pod.workload]?.inferred !== true,
  );
}

const matches = new WeakMap<Cluster, Map<string, readonly number[]>>();

/**
 * Indexes of the workloads of which at least one pod is matched. Without a selector every pod is. `isHostless`: pods of
 * the network of their node are none of those that are meant.
 */
export function matchedWorkloads(
  match: NamespaceMatch,
  pods: Selector | undefined,
  cluster: Cluster,
  isHostless = false,
): readonly number[] {
  const known = matches.get(cluster) ?? new Map<string, readonly number[]>();
  matches.set(cluster, known);
  const spaces = match.kind === 'own' ? match.namespace : requirementsOf(match.selector);
  const key = JSON.stringify([match.kind, spaces, pods && requirementsOf(pods), isHostless]);
  const found = known.get(key) ?? searched(match, pods, cluster, isHostless);
  known.set(key, found);
  return found;
}

function requirementsOf({ requirements }: Selector) {
  return requirements.map(({ key, operator, values }) => [key, operator, values]);
}

function searched(
  match: NamespaceMatch,
  pods: Selector | undefined,
  cluster: Cluster,
  isHostless: boolean,
): readonly number[] {
  const namespaces = new Set(matchedNamespaces(match, cluster));
  const found = new Set<number>();
  for (const pod of cluster.pods) {
    if (!namespaces.has(pod.namespace) || pod.addressing === 'ended') continue;
    if (isHostless && pod.hostNetwork) continue;
    if (pods === undefined || selects(pods, pod.labels)) found.add(pod.workload);
  }
  return [...found].sort((a, b) => a - b);
}
