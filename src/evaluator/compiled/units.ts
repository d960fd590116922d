import type { AddressSet } from '../../model/address-set';
import type { Pod } from '../../model/cluster';
import { addressesOfPod, nodesOfHostPod } from '../facts';
import type { Facts } from '../facts';
import type { AddressSpace } from './address-space';

/** How the addresses of a unit are known, in terms of one address space. */
export type Addressing =
  /** First address of each family that it has, as the class that holds it, in the order of its addresses. */
  | { readonly kind: 'known'; readonly classes: ReadonlyMap<4 | 6, number> }
  | { readonly kind: 'unknown'; readonly may: AddressSet }
  /** Nothing is sent or received. */
  | { readonly kind: 'dead' };

/** Pods of one workload that no policy and no cluster fact tells apart (AU-1). */
export type Unit = {
  readonly index: number;
  readonly workload: number;
  /** Live pods of it, or one template. The first stands for all. */
  readonly pods: readonly Pod[];
  readonly pod: Pod;
  /** Two different pods of it can talk to each other. */
  readonly several: boolean;
  /** Of a pod of the host network, the nodes that it is. */
  readonly hostNodes: ReadonlySet<string> | undefined;
};

/** Labels that tell apart pods of one template, and change with every rollout (SEL-2). */
const unstable = new Set([
  'pod-template-hash',
  'rollouts-pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/job-name',
  'job-name',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
]);

export function isUnstable(key: string): boolean {
  return unstable.has(key) || key.startsWith('topology.kubernetes.io/');
}

/**
 * The units of a cluster: the first unit of each workload has the workload's number, further ones follow. `mentioned`
 * are the unstable label keys that some policy names.
 */
export function groupPods(
  facts: Facts,
  space: AddressSpace,
  mentioned: ReadonlySet<string>,
): readonly Unit[] {
  return unitsBy(facts, (pod) => unitKey(facts, space, mentioned, pod));
}

/** Units of pods of one workload with equal keys; they are numbered as those of `groupPods`. */
export function unitsBy(facts: Facts, keyOf: (pod: Pod) => string): readonly Unit[] {
  const { workloads, pods } = facts.cluster;
  const firsts: Unit[] = [];
  const more: Unit[] = [];
  for (const workload of workloads) {
    const groups = new Map<string, Pod[]>();
    for (const at of workload.pods) {
      const pod = pods[at];
      if (pod === undefined) continue;
      const key = workload.pods.length === 1 ? '' : keyOf(pod);
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

/** How many classes of pods there are over all workloads. */
export function countClasses(units: readonly Unit[]): number {
  return new Set(units.flatMap(({ pods }) => pods.slice(0, 1).map((pod) => templateKey(pod, noKeys)))).size;
}

/** The units of each workload. */
export function unitsOfWorkloads(workloads: number, units: readonly Unit[]): readonly (readonly number[])[] {
  const lists = Array.from({ length: workloads }, (): number[] => []);
  for (const { index, workload } of units) lists[workload]?.push(index);
  return lists;
}

const noKeys: ReadonlySet<string> = new Set();

function unitOf(facts: Facts, workload: number, pods: readonly Pod[]): Unit {
  const [pod] = pods;
  if (pod === undefined) throw new RangeError('a unit has a pod');
  const several = pod.template || pods.length > 1;
  const hostNodes = pod.hostNetwork ? nodesOfHostPod(facts, pod) : undefined;
  return { index: workload, workload, pods, pod, several, hostNodes };
}

/** A workload that no pod stands for: all that it says is nothing. */
function emptyUnit(workload: number, namespace: string, name: string): Unit {
  const pod: Pod = {
    index: -1,
    id: `${namespace}/${name}`,
    namespace,
    name,
    labels: new Map(),
    serviceAccount: 'default',
    hostNetwork: false,
    addressing: 'none',
    addresses: [],
    ports: [],
    template: false,
    workload,
  };
  return { index: workload, workload, pods: [], pod, several: false, hostNodes: undefined };
}

/** How the addresses of a pod, and so of all pods of its unit, are known. */
export function addressingOf(facts: Facts, space: AddressSpace, pod: Pod): Addressing {
  const addresses = addressesOfPod(facts, pod);
  if (addresses === undefined) return { kind: 'dead' };
  if ('may' in addresses) return { kind: 'unknown', may: addresses.may };
  const classes = new Map<4 | 6, number>();
  for (const address of addresses) {
    if (!classes.has(address.family)) classes.set(address.family, space.locate(address));
  }
  return { kind: 'known', classes };
}

function unitKey(facts: Facts, space: AddressSpace, mentioned: ReadonlySet<string>, pod: Pod): string {
  const addressing = addressingOf(facts, space, pod);
  const seen = addressing.kind === 'known' ? [...addressing.classes] : addressing.kind;
  const nodes = pod.hostNetwork ? [...nodesOfHostPod(facts, pod)] : [];
  return JSON.stringify([seen, nodes, pod.template, templateKey(pod, mentioned)]);
}

/** All that a policy may see of a pod but its addresses. */
function templateKey(pod: Pod, mentioned: ReadonlySet<string>): string {
  const labels = [...pod.labels].filter(([key]) => !isUnstable(key) || mentioned.has(key)).sort(byText);
  const ports = pod.ports.map(({ name, protocol, port }) => [name ?? '', protocol, port]);
  return JSON.stringify([pod.namespace, labels, pod.serviceAccount, ports.sort(byText), pod.hostNetwork]);
}

function byText(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const x = a.join('\0');
  const y = b.join('\0');
  return x < y ? -1 : x > y ? 1 : 0;
}
