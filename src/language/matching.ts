import type { Cluster, Pod } from '../model/cluster';
import type { Direction, NamespaceMatch, Peer, Policy } from '../model/policy';
import { selects, type Selector } from '../model/selector';
import { adminSpecOf } from '../resources/admin-policy/policy';
import type { PolicyDocument, Snapshot } from '../snapshot/types';
import { calicoPeerSide, calicoSideWorkloads, calicoSpecOf, calicoSubjects } from './calico-matches';
import { ciliumPeerWorkloads, ciliumSpecOf, ciliumSubjects } from './cilium-matches';

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

/** Indexes of the workloads that a policy selects: the evaluator's own answer where the policy is in force. */
export function subjectWorkloads(
  snapshot: Snapshot,
  policy: Policy,
  document: PolicyDocument | undefined,
): readonly number[] {
  const { cluster, evaluator } = snapshot;
  const calico = calicoSpecOf(policy);
  // Staged policies are in force without doing anything: the evaluator then selects nobody.
  if (calico?.staged === true) return calicoSubjects(cluster, calico);
  if (document?.index !== undefined) return listed(evaluator.subjects(document.index));
  if (calico !== undefined) return calicoSubjects(cluster, calico);
  const cilium = ciliumSpecOf(policy);
  if (cilium !== undefined) {
    const all = cilium.rules.flatMap((rule) => ciliumSubjects(cluster, rule, cilium));
    return [...new Set(all)].sort((a, b) => a - b);
  }
  const { subject } = policy;
  if (subject === undefined) return [];
  return matchedWorkloads(subject.namespaces, subject.pods, cluster, isAdmin(policy));
}

/**
 * Indexes of the workloads that a peer means by labels; none for addresses, names and other ends that are no pods.
 * `rule` and `peer` are positions in the lists.
 */
export function peerWorkloads(
  snapshot: Snapshot,
  policy: Policy,
  document: PolicyDocument | undefined,
  at: { readonly direction: Direction; readonly rule: number; readonly peer: number },
  peer: Peer,
): readonly number[] {
  const { cluster, evaluator, cni } = snapshot;
  if (peer.kind === 'addresses') return [];
  const { direction } = at;
  const calico = calicoSpecOf(policy);
  if (calico !== undefined) {
    const side = calicoPeerSide(policy, calico, direction, at.rule);
    return side === undefined ? [] : calicoSideWorkloads(cluster, side, calico.namespace);
  }
  const cilium = ciliumSpecOf(policy);
  if (cilium !== undefined) {
    const index = policy[direction].rules[at.rule]?.index ?? -1;
    return ciliumPeerWorkloads(cluster, cilium, direction, index, at.peer);
  }
  if (peer.kind === 'other') return [];
  // Under other engines the entries of their walk are not the peers of the document.
  if (document?.index !== undefined && cni.name === 'kubernetes' && !isAdmin(policy)) {
    return listed(evaluator.peerWorkloads(document.index, direction, at.rule, at.peer));
  }
  return matchedWorkloads(peer.namespaces, peer.pods, cluster, isAdmin(policy) || cni.name !== 'kubernetes');
}

/** Policies for administrators never mean pods of the network of their node. */
function isAdmin(policy: Policy): boolean {
  return adminSpecOf(policy) !== undefined;
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
