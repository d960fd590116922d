import type { Cluster } from '../model/cluster';
import type { Labels } from '../model/labels';

/** A value that occurs in this cluster, and who has it. */
export type LiveValue = { readonly value: string; readonly detail: string };

/** Whose labels are asked for. */
export type Carriers = 'pods' | 'namespaces';

const mostNames = 3;

/** Names of workloads, or of namespaces, with their labels. What was made up from policies is no evidence. */
function carriers(
  cluster: Cluster,
  of: Carriers,
  namespaces: readonly string[] | undefined,
): readonly (readonly [string, Labels])[] {
  if (of === 'namespaces') {
    return [...cluster.namespaces.values()].map(({ name, labels }) => [name, labels] as const);
  }
  const wanted = namespaces === undefined ? undefined : new Set(namespaces);
  return cluster.pods.flatMap((pod) => {
    const workload = cluster.workloads[pod.workload];
    if (workload === undefined || workload.inferred) return [];
    return wanted === undefined || wanted.has(pod.namespace) ? [[workload.name, pod.labels] as const] : [];
  });
}

/** Keys that an owner sets anew with every rollout: never worth selecting by. */
const unstable =
  /(?:^|\/)(?:pod-template-hash|controller-revision-hash|pod-template-generation|controller-uid|job-name|pod-index|pod-name|job-completion-index)$/;

/** Label keys that are in use, the most common first. */
export function labelKeys(
  cluster: Cluster,
  of: Carriers,
  namespaces?: readonly string[],
): readonly LiveValue[] {
  return tally(
    carriers(cluster, of, namespaces).flatMap(([name, labels]) =>
      [...labels.keys()].filter((key) => !unstable.test(key)).map((key) => [key, name] as const),
    ),
  );
}

/** Values of a label key that are in use, with who carries them. */
export function labelValues(
  cluster: Cluster,
  of: Carriers,
  key: string,
  namespaces?: readonly string[],
): readonly LiveValue[] {
  return tally(
    carriers(cluster, of, namespaces).flatMap(([name, labels]) => {
      const value = labels.get(key);
      return value === undefined ? [] : [[value, name] as const];
    }),
  );
}

export function namespaceNames(cluster: Cluster): readonly LiveValue[] {
  return [...cluster.namespaces.values()].map(({ name }) => {
    const count = cluster.workloads.filter((workload) => workload.namespace === name).length;
    return { value: name, detail: count === 1 ? '1 workload' : `${count} workloads` };
  });
}

export function workloadNames(cluster: Cluster, namespace?: string): readonly LiveValue[] {
  return cluster.workloads
    .filter((workload) => !workload.inferred && (namespace === undefined || workload.namespace === namespace))
    .map((workload) => ({ value: workload.name, detail: `${workload.kind} in ${workload.namespace}` }));
}

export function serviceNames(cluster: Cluster, namespace?: string): readonly LiveValue[] {
  return cluster.services
    .filter((service) => namespace === undefined || service.namespace === namespace)
    .map((service) => ({ value: service.name, detail: `Service in ${service.namespace}` }));
}

/** Declared ports by number or by name, with who declares them; of some workloads, or of all. */
export function declaredPorts(
  cluster: Cluster,
  by: 'number' | 'name',
  workloads?: ReadonlySet<number>,
): readonly LiveValue[] {
  return tally(
    cluster.pods
      .filter((pod) => workloads?.has(pod.workload) ?? true)
      .flatMap((pod) => {
        const owner = cluster.workloads[pod.workload]?.name ?? pod.name;
        return pod.ports.flatMap((port) => {
          const value = by === 'number' ? String(port.port) : port.name;
          return value === undefined ? [] : [[value, owner] as const];
        });
      }),
  );
}

/** Each value once, those with the most owners first, then by the alphabet. */
function tally(pairs: readonly (readonly [value: string, owner: string])[]): readonly LiveValue[] {
  const owners = new Map<string, Set<string>>();
  for (const [value, owner] of pairs) {
    const set = owners.get(value);
    if (set === undefined) owners.set(value, new Set([owner]));
    else set.add(owner);
  }
  return [...owners]
    .sort(([a, inA], [b, inB]) => inB.size - inA.size || (a < b ? -1 : 1))
    .map(([value, names]) => ({ value, detail: namesText([...names]) }));
}

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(', ');
  return names.length > mostNames ? `${shown} +${names.length - mostNames}` : shown;
}
