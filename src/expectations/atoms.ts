import type { Evaluator } from '../evaluator/types';
import { Bits } from '../model/bits';
import type { Cluster, Pod } from '../model/cluster';

/** Pods that every statement treats alike, or an outside part. */
export type Atom = {
  /** Number of the end in the evaluator. */
  readonly end: number;
  /** Undefined: every pod of the end, or an outside part. */
  readonly pods: readonly number[] | undefined;
  readonly namespace: string | undefined;
  /** Two different pods of it exist, or are thought of. */
  readonly several: boolean;
};

/**
 * The ends as statements see them. Atom n is end n, all of it or (where a statement tells its pods apart) some of
 * it; the other pods of such ends are atoms from `ends` on.
 */
export type Atoms = {
  readonly cluster: Cluster;
  readonly evaluator: Evaluator;
  readonly ends: number;
  readonly list: readonly Atom[];
  /** The atom of each pod by its index; undefined for an ended pod whose place others have taken. */
  readonly ofPod: readonly (number | undefined)[];
  /** Atoms that are only some of a workload's pods. */
  readonly partial: Bits;
  /** Workload numbers by namespace. */
  readonly byNamespace: ReadonlyMap<string, readonly number[]>;
};

/** Makes atoms. `mark` gives a text by which pods that statements tell apart differ. */
export function atomsOf(cluster: Cluster, evaluator: Evaluator, mark: (pod: Pod) => string): Atoms {
  const list: Atom[] = [];
  const extra: Atom[] = [];
  const ends = cluster.workloads.length + evaluator.outside.length;
  const ofPod: (number | undefined)[] = [];
  const byNamespace = new Map<string, number[]>();
  for (const workload of cluster.workloads) {
    const { namespace, index: end } = workload;
    const inNamespace = byNamespace.get(namespace);
    if (inNamespace === undefined) byNamespace.set(namespace, [end]);
    else inNamespace.push(end);
    const groups = groupPods(cluster, connectedPods(cluster, workload.pods), mark);
    for (const [at, pods] of groups.entries()) {
      const whole = groups.length === 1;
      const atom = { end, namespace, several: severalPods(cluster, pods), pods: whole ? undefined : pods };
      const number = at === 0 ? list.length : ends + extra.length;
      (at === 0 ? list : extra).push(atom);
      for (const pod of pods) ofPod[pod] = number;
    }
    if (groups.length === 0) list.push({ end, namespace, several: false, pods: undefined });
  }
  for (let part = 0; part < evaluator.outside.length; part++) {
    list.push({ end: list.length, pods: undefined, namespace: undefined, several: false });
  }
  const all = [...list, ...extra];
  const partial = new Bits(all.length);
  if (extra.length > 0) {
    for (const [atom, { pods }] of all.entries()) if (pods !== undefined) partial.add(atom);
  }
  return { cluster, evaluator, ends, list: all, ofPod, partial, byNamespace };
}

/** Whether the pod has connections at all: not before it has an address, and not after it has ended. */
export function isConnected(pod: Pod | undefined): boolean {
  return pod?.addressing === 'known' || pod?.addressing === 'unknown';
}

/** The pods that have connections at all; all of them where none has. */
export function connectedPods(cluster: Cluster, pods: readonly number[]): readonly number[] {
  if (pods.length <= 1) return pods;
  const connected = pods.filter((index) => isConnected(cluster.pods[index]));
  return connected.length === 0 ? pods : connected;
}

function groupPods(
  cluster: Cluster,
  pods: readonly number[],
  mark: (pod: Pod) => string,
): readonly (readonly number[])[] {
  if (pods.length <= 1) return pods.length === 0 ? [] : [pods];
  const groups = new Map<string, number[]>();
  for (const index of pods) {
    const pod = cluster.pods[index];
    if (pod === undefined) continue;
    const key = mark(pod);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  return [...groups.values()];
}

/** A template stands for two pods, save that of a bare pod, which is one. */
export function severalPods(cluster: Cluster, pods: readonly number[]): boolean {
  if (pods.length > 1) return true;
  const pod = cluster.pods[pods[0] ?? -1];
  return pod?.template === true && cluster.workloads[pod.workload]?.kind !== 'Pod';
}

/** No atoms, with room for all. */
export function noAtoms(atoms: Atoms): Bits {
  return new Bits(atoms.list.length);
}

export function isOutsideAtom(atoms: Atoms, atom: number): boolean {
  return atoms.list[atom]?.namespace === undefined;
}

/** A pod that stands for the atom; undefined for outside parts and for workloads without pods. */
export function examplePod(atoms: Atoms, atom: number): Pod | undefined {
  const found = atoms.list[atom];
  if (found?.namespace === undefined) return undefined;
  const pods = found.pods ?? connectedPods(atoms.cluster, atoms.cluster.workloads[found.end]?.pods ?? []);
  const [index] = pods;
  return index === undefined ? undefined : atoms.cluster.pods[index];
}
