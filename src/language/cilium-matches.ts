import { peerRequirements, subjectRequirements } from '../cni/cilium/inject';
import { labelView, type LabelView } from '../cni/cilium/labels';
import { ciliumOptions, type CiliumOptions } from '../cni/cilium/options';
import { labelTest, requirementsKey, type SourcedRequirement } from '../cni/cilium/selectors';
import { deniesByDefault } from '../dialects/cilium/decode';
import type { CiliumItem, CiliumRule, CiliumSpec } from '../dialects/cilium/spec';
import type { Cluster } from '../model/cluster';
import type { Direction, Policy } from '../model/policy';

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

/** What a Cilium policy says; undefined for policies of other dialects. */
export function ciliumSpecOf(policy: Policy): CiliumSpec | undefined {
  return policy.ref.dialect === 'cilium' ? (policy.spec as CiliumSpec | undefined) : undefined;
}

/** Workloads that one `spec` applies to; none where it is about nodes. */
export function ciliumSubjects(cluster: Cluster, rule: CiliumRule, spec: CiliumSpec): readonly number[] {
  if (rule.subject.kind === 'nodes') return [];
  return matched(cluster, subjectRequirements(rule.subject.selector, spec.namespace));
}

/** The item that stands for a rule of the model's policy, and the `spec` that holds it. */
export function ciliumItem(
  spec: CiliumSpec,
  direction: Direction,
  index: number,
): { readonly rule: CiliumRule; readonly item: CiliumItem } | undefined {
  for (const rule of spec.rules) {
    const item = rule.items.find((one) => one.direction === direction && one.index === index);
    if (item !== undefined) return { rule, item };
  }
  return undefined;
}

/** Workloads that a peer of an item means; none for addresses, names and what else is no pod. */
export function ciliumPeerWorkloads(
  cluster: Cluster,
  spec: CiliumSpec,
  direction: Direction,
  index: number,
  peer: number,
): readonly number[] {
  const found = ciliumItem(spec, direction, index);
  if (found === undefined || typeof found.item.peers === 'string') return [];
  const one = found.item.peers[peer];
  if (one === undefined) return [];
  if (one.kind === 'endpoints') {
    const isInit = found.rule.subject.selector.requirements.some(({ key }) => key === 'reserved:init');
    const { options } = seenOf(cluster);
    return matched(cluster, peerRequirements(one.selector, spec.namespace, isInit, options));
  }
  if (one.kind === 'entity' && (one.name === 'all' || one.name === 'cluster')) return matched(cluster, []);
  return [];
}

/** Directions in which a policy isolates whom it selects. */
export function ciliumIsolates(cluster: Cluster, spec: CiliumSpec, direction: Direction): boolean {
  if (seenOf(cluster).options.enforcement === 'never') return false;
  return spec.rules.some((rule) => deniesByDefault(rule, direction));
}

function matched(cluster: Cluster, requirements: readonly SourcedRequirement[]): readonly number[] {
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
