import type { Direction, Policy } from '../model/policy';
import { within } from '../model/origin';
import type { PolicyDocument, Snapshot } from '../snapshot/types';
import type { Path } from '../yaml/types';
import { calicoNamespaces, calicoSideWorkloads, calicoSpecOf } from './calico-matches';
import { calicoSets } from './calico-sets';
import { subjectWorkloads } from './matching';
import { missesOf } from './misses';
import { selectorMatch } from './selector-match';
import type { NearMiss, SelectorMatch } from './types';

/** Members of a rule's side that look at labels. */
const labelMembers: ReadonlySet<unknown> = new Set([
  'selector',
  'notSelector',
  'namespaceSelector',
  'serviceAccounts',
]);

const subjectMembers: ReadonlySet<unknown> = new Set([
  'podSelector',
  'selector',
  'namespaceSelector',
  'serviceAccountSelector',
]);

/**
 * The Calico selector that holds a path, with whom its policy or its side of the rule matches as a whole: what stands
 * beside a selector narrows it.
 */
export function calicoMatchAt(
  snapshot: Snapshot,
  policy: Policy,
  document: PolicyDocument | undefined,
  path: Path,
): SelectorMatch | undefined {
  const spec = calicoSpecOf(policy);
  if (spec === undefined) return undefined;
  const { cluster } = snapshot;
  const [top, member, index, side, part] = path.slice(policy.origin.path.length);
  if (top !== 'spec') return undefined;
  const found = (
    steps: Path,
    role: 'subject' | 'peer',
    workloads: readonly number[],
    namespaceSelector: string,
    misses: () => readonly NearMiss[],
  ): SelectorMatch | undefined => {
    return selectorMatch(snapshot, within(policy.origin, ...steps), role, workloads, {
      namespaces: steps.at(-1) === 'namespaceSelector' ? calicoNamespaces(cluster, namespaceSelector) : [],
      nearMisses: workloads.length > 0 ? [] : misses(),
    });
  };
  if (subjectMembers.has(member)) {
    const workloads = subjectWorkloads(snapshot, policy, document);
    return found(['spec', member as string], 'subject', workloads, spec.namespaceSelector, () =>
      policy.subject === undefined ? [] : missesOf(snapshot, policy.subject.namespaces, policy.subject.pods),
    );
  }
  if ((member !== 'ingress' && member !== 'egress') || (side !== 'source' && side !== 'destination')) {
    return undefined;
  }
  const direction: Direction = member;
  const rule = spec.rules[direction].find((one) => one.index === index);
  if (rule === undefined || !labelMembers.has(part)) return undefined;
  const steps = ['spec', direction, rule.index, side, part as string];
  const workloads = calicoSideWorkloads(cluster, rule[side], spec.namespace);
  const model = policy[direction].rules.find((one) => one.index === rule.index)?.peers;
  return found(steps, 'peer', workloads, rule[side].namespaceSelector, () =>
    (typeof model === 'object' ? model : []).flatMap((peer) =>
      peer.kind === 'pods' && calicoSets(snapshot, rule[side], spec.namespace).length === 0
        ? missesOf(snapshot, peer.namespaces, peer.pods)
        : [],
    ),
  );
}
