import type { Cluster, Pod } from '../model/cluster';
import type { Direction, NamespaceMatch, Peer, Policy } from '../model/policy';
import { selects, type Selector } from '../model/selector';
import type { PolicyDocument, Snapshot } from '../snapshot/types';

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

/** Indexes of the workloads of which at least one pod is matched. Without a selector every pod is. */
export function matchedWorkloads(
  match: NamespaceMatch,
  pods: Selector | undefined,
  cluster: Cluster,
): readonly number[] {
  const namespaces = new Set(matchedNamespaces(match, cluster));
  const found = new Set<number>();
  for (const pod of cluster.pods) {
    if (!namespaces.has(pod.namespace) || pod.addressing === 'ended') continue;
    if (pods === undefined || selects(pods, pod.labels)) found.add(pod.workload);
  }
  return [...found].sort((a, b) => a - b);
}

/** Indexes of the workloads that a policy selects: the evaluator's own answer where the policy is in force. */
export function subjectWorkloads(
  snapshot: Snapshot,
  policy: Policy,
  document: PolicyDocument | undefined,
): readonly number[] {
  if (document?.index !== undefined) {
    return listed(snapshot.evaluator.subjects(document.index));
  }
  const { subject } = policy;
  return subject === undefined ? [] : matchedWorkloads(subject.namespaces, subject.pods, snapshot.cluster);
}

/** Indexes of the workloads that a peer matches; none for addresses. `rule` and `peer` are positions in the lists. */
export function peerWorkloads(
  snapshot: Snapshot,
  document: PolicyDocument | undefined,
  at: { readonly direction: Direction; readonly rule: number; readonly peer: number },
  peer: Peer,
): readonly number[] {
  if (peer.kind === 'addresses') return [];
  if (document?.index !== undefined) {
    return listed(snapshot.evaluator.peerWorkloads(document.index, at.direction, at.rule, at.peer));
  }
  return peer.kind === 'pods' ? matchedWorkloads(peer.namespaces, peer.pods, snapshot.cluster) : [];
}

function listed(set: { forEach(visit: (index: number) => void): void }): readonly number[] {
  const indexes: number[] = [];
  set.forEach((index) => indexes.push(index));
  return indexes;
}

/** Ids of workloads by their indexes. */
export function idsOf(workloads: readonly number[], cluster: Cluster): readonly string[] {
  return workloads.flatMap((index) => cluster.workloads[index]?.id ?? []);
}
