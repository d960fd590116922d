import type { Policy } from '../model/policy';
import type { Origin } from '../model/origin';
import type { PolicyDocument, Snapshot } from '../snapshot/types';
import { nearestSpan } from '../yaml/places';
import type { Path } from '../yaml/types';
import { ciliumRuleSubjects } from '../cni/cilium/selected';
import { ciliumPeerWorkloads, ciliumSpecOf } from './cilium-matches';
import { idsOf, subjectWorkloads } from './matching';
import { isPrefix } from './objects';
import type { SelectorMatch } from './types';

/** The Cilium selector, or the entity, that holds a path, with the pods that it means. */
export function ciliumMatchAt(
  snapshot: Snapshot,
  policy: Policy,
  document: PolicyDocument | undefined,
  path: Path,
): SelectorMatch | undefined {
  const spec = ciliumSpecOf(policy);
  if (spec === undefined) return undefined;
  const { cluster } = snapshot;
  const found = (origin: Origin, role: 'subject' | 'peer', workloads: readonly number[]) => {
    const place = snapshot.documents.get(origin.file)?.[origin.document];
    if (place === undefined) return undefined;
    return {
      ...nearestSpan(place, origin.path, 'entry'),
      role,
      workloads: idsOf(workloads, cluster),
      namespaces: [],
      nearMisses: [],
    };
  };
  for (const rule of spec.rules) {
    const { origin } = rule.subject.selector;
    if (isPrefix(origin.path, path)) {
      // The evaluator answers for the whole policy; of several `spec` only one is meant here.
      const workloads =
        spec.rules.length === 1
          ? subjectWorkloads(snapshot, policy, document)
          : ciliumRuleSubjects(cluster, rule, spec);
      return found(origin, 'subject', workloads);
    }
    for (const { origin: at, direction, index, peers } of rule.items) {
      if (!isPrefix(at.path, path) || typeof peers === 'string') continue;
      const peer = peers.findIndex(
        ({ kind, origin: own }) => (kind === 'endpoints' || kind === 'entity') && isPrefix(own.path, path),
      );
      const value = peers[peer];
      if (value === undefined) return undefined;
      return found(value.origin, 'peer', ciliumPeerWorkloads(cluster, spec, direction, index, peer));
    }
  }
  return undefined;
}
