import type { Pod } from '../../../model/cluster';
import type { AddressSpace } from '../../compiled/address-space';
import { addressingOf, unitsBy } from '../../compiled/units';
import type { Unit } from '../../compiled/units';
import { nodesOfHostPod } from '../../facts';
import type { Facts } from '../../facts';

/**
 * Units of pods of a workload that nothing a CNI may look at tells apart. With `byNode`, pods on different nodes are told
 * apart, too.
 */
export function groupAlike(facts: Facts, space: AddressSpace, byNode: boolean): readonly Unit[] {
  return unitsBy(facts, (pod) => alikeKey(facts, space, pod, byNode));
}

/** Everything of a pod but what is its alone. */
function alikeKey(facts: Facts, space: AddressSpace, pod: Pod, byNode: boolean): string {
  const addressing = addressingOf(facts, space, pod);
  const seen = addressing.kind === 'known' ? [...addressing.classes] : addressing.kind;
  const nodes = pod.hostNetwork ? [...nodesOfHostPod(facts, pod)] : [];
  const own: Record<string, unknown> = { ...pod, labels: [...pod.labels].sort(byKey) };
  for (const key of ['index', 'id', 'name', 'addresses', 'origin', ...(byNode ? [] : ['node'])]) {
    delete own[key];
  }
  return JSON.stringify([seen, nodes, own]);
}

function byKey([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
