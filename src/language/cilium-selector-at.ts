import type { Policy } from '../model/policy';
import type { PolicyDocument, Snapshot } from '../snapshot/types';
import type { Path } from '../yaml/types';
import { ciliumRuleSubjects } from '../cni/cilium/selected';
import { ciliumPeerWorkloads, ciliumSpecOf } from './cilium-matches';
import { subjectWorkloads } from './matching';
import { isPrefix } from './objects';
import { selectorMatch } from './selector-match';
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
  for (const rule of spec.rules) {
    const { origin } = rule.subject.selector;
    if (isPrefix(origin.path, path)) {
      // The evaluator answers for the whole policy; of several `spec` only one is meant here.
      const workloads =
        spec.rules.length === 1
          ? subjectWorkloads(snapshot, policy, document)
          : ciliumRuleSubjects(cluster, rule, spec);
      return selectorMatch(snapshot, origin, 'subject', workloads);
    }
    for (const { origin: at, direction, index, peers } of rule.items) {
      if (!isPrefix(at.path, path) || typeof peers === 'string') continue;
      const peer = peers.findIndex(
        ({ kind, origin: own }) => (kind === 'endpoints' || kind === 'entity') && isPrefix(own.path, path),
      );
      const value = peers[peer];
      if (value === undefined) return undefined;
      return selectorMatch(
        snapshot,
        value.origin,
        'peer',
        ciliumPeerWorkloads(cluster, spec, direction, index, peer),
      );
    }
  }
  return undefined;
}
