import type { Cluster } from '../model/cluster';
import type { Direction, Peer, Policy } from '../model/policy';
import { adminSpecOf } from '../resources/admin-policy/policy';
import type { PolicyDocument, Snapshot } from '../snapshot/types';
import { calicoSubjects } from '../cni/calico/selected';
import { ciliumSubjects } from '../cni/cilium/selected';
import { calicoPeerSide, calicoSideWorkloads, calicoSpecOf } from './calico-matches';
import { ciliumPeerWorkloads, ciliumSpecOf } from './cilium-matches';
import { matchedWorkloads } from './label-matches';

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
  if (cilium !== undefined) return ciliumSubjects(cluster, cilium);
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
