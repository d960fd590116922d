import { peerRequirements } from '../cni/cilium/inject';
import { ciliumMatched, ciliumOptionsOf } from '../cni/cilium/selected';
import { deniesByDefault } from '../dialects/cilium/decode';
import type { CiliumItem, CiliumRule, CiliumSpec } from '../dialects/cilium/spec';
import type { Cluster } from '../model/cluster';
import type { Direction, Policy } from '../model/policy';

/** What a Cilium policy says; undefined for policies of other dialects. */
export function ciliumSpecOf(policy: Policy): CiliumSpec | undefined {
  return policy.ref.dialect === 'cilium' ? (policy.spec as CiliumSpec | undefined) : undefined;
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
    const options = ciliumOptionsOf(cluster);
    return ciliumMatched(cluster, peerRequirements(one.selector, spec.namespace, isInit, options));
  }
  if (one.kind === 'entity' && (one.name === 'all' || one.name === 'cluster')) {
    return ciliumMatched(cluster, []);
  }
  return [];
}

/** Directions in which a policy isolates whom it selects. */
export function ciliumIsolates(cluster: Cluster, spec: CiliumSpec, direction: Direction): boolean {
  if (ciliumOptionsOf(cluster).enforcement === 'never') return false;
  return spec.rules.some((rule) => deniesByDefault(rule, direction));
}
