import type { CiliumRule, CiliumSpec } from '../../dialects/cilium/spec';
import type { Cluster } from '../../model/cluster';
import { subjectRequirements } from './inject';
import { labelView, type LabelView } from './labels';
import { ciliumOptions, type CiliumOptions } from './options';
import { labelTest, requirementsKey, type SourcedRequirement } from './selectors';

/** A cluster as Cilium's selectors see it, with whom they match, each asked once. */
type Seen = {
  readonly options: CiliumOptions;
  readonly view: LabelView;
  readonly found: Map<string, readonly number[]>;
};

const seen = new WeakMap<Cluster, Seen>();

function seenOf(cluster: Cluster): Seen {
  const known = seen.get(cluster);
  if (known !== undefined) return known;
  const options = ciliumOptions('1.20', cluster.settings);
  const made: Seen = { options, view: labelView(cluster, options), found: new Map() };
  seen.set(cluster, made);
  return made;
}

/** The options that a cluster's Settings give Cilium. */
export function ciliumOptionsOf(cluster: Cluster): CiliumOptions {
  return seenOf(cluster).options;
}

/** Indexes of the workloads that a policy would apply to, enforced or not. */
export function ciliumSubjects(cluster: Cluster, spec: CiliumSpec): readonly number[] {
  const all = spec.rules.flatMap((rule) => ciliumRuleSubjects(cluster, rule, spec));
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Indexes of the workloads that one `spec` applies to; none where it is about nodes. */
export function ciliumRuleSubjects(cluster: Cluster, rule: CiliumRule, spec: CiliumSpec): readonly number[] {
  if (rule.subject.kind === 'nodes') return [];
  return ciliumMatched(cluster, subjectRequirements(rule.subject.selector, spec.namespace));
}

/** Indexes of the workloads with a pod that has what is required. */
export function ciliumMatched(
  cluster: Cluster,
  requirements: readonly SourcedRequirement[],
): readonly number[] {
  const { view, found } = seenOf(cluster);
  const key = requirementsKey(requirements);
  const known = found.get(key);
  if (known !== undefined) return known;
  const test = labelTest(requirements);
  const workloads = new Set<number>();
  for (const pod of cluster.pods) {
    if (pod.hostNetwork || pod.addressing === 'ended' || workloads.has(pod.workload)) continue;
    const labels = view.ofEnd({ kind: 'pod', pod });
    if (labels !== undefined && test(labels)) workloads.add(pod.workload);
  }
  const list = [...workloads].sort((a, b) => a - b);
  found.set(key, list);
  return list;
}
