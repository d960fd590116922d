import type { Pod } from '../../../model/cluster';
import { addressingOf, unitOf } from '../../compiled/units';
import type { Unit } from '../../compiled/units';
import type { AddressSpace } from '../../compiled/address-space';
import { emptyUnit } from '../../compiled/units';
import { nodesOfHostPod } from '../../facts';
import type { Facts } from '../../facts';

/**
 * Pods of a workload that nothing a CNI may look at tells apart. The first unit of each workload has the workload's
 * number, further ones follow. With `byNode`, pods on different nodes are told apart, too.
 */
export function groupAlike(facts: Facts, space: AddressSpace, byNode: boolean): readonly Unit[] {
  const { workloads, pods } = facts.cluster;
  const firsts: Unit[] = [];
  const more: Unit[] = [];
  for (const workload of workloads) {
    const groups = new Map<string, Pod[]>();
    for (const at of workload.pods) {
      const pod = pods[at];
      if (pod === undefined) continue;
      const key = workload.pods.length === 1 ? '' : alikeKey(facts, space, pod, byNode);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [pod]);
      else group.push(pod);
    }
    [...groups.values()].forEach((group, at) => {
      const unit = unitOf(facts, workload.index, group);
      if (at === 0) firsts.push(unit);
      else more.push(unit);
    });
    if (groups.size === 0) firsts.push(emptyUnit(workload.index, workload.namespace, workload.name));
  }
  return [...firsts, ...more.map((unit, at) => ({ ...unit, index: firsts.length + at }))];
}

/** Everything of a pod but what is its alone. */
function alikeKey(facts: Facts, space: AddressSpace, pod: Pod, byNode: boolean): string {
  const addressing = addressingOf(facts, space, pod);
  const seen = addressing.kind === 'known' ? [...addressing.classes] : addressing.kind;
  const nodes = pod.hostNetwork ? [...nodesOfHostPod(facts, pod)] : [];
  const own: Record<string, unknown> = { ...pod, labels: [...pod.labels].sort(byKey) };
  for (const key of ['index', 'id', 'name', 'addresses', 'origin', ...(byNode ? [] : ['node'])])
    delete own[key];
  return JSON.stringify([seen, nodes, own]);
}

function byKey([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
