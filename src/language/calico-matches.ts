import { sideSelectors, subjectSelector } from '../cni/calico/translate';
import { calico332 } from '../cni/calico/version';
import { calicoWorld, isEndpoint, type CalicoWorld } from '../cni/calico/world';
import { matchesSelector } from '../dialects/calico/selector/matches';
import { parseSelector } from '../dialects/calico/selector/parse';
import type { CalicoPolicySpec, CalicoSide } from '../dialects/calico/spec';
import type { Cluster } from '../model/cluster';
import type { Direction, Policy } from '../model/policy';

/** A cluster as Calico's selectors see it, with whom they match, each asked once. */
type Seen = { readonly world: CalicoWorld; readonly found: Map<string, readonly number[]> };

const seen = new WeakMap<Cluster, Seen>();

function seenOf(cluster: Cluster): Seen {
  const known = seen.get(cluster);
  if (known !== undefined) return known;
  const made: Seen = { world: calicoWorld(calico332, cluster, []), found: new Map() };
  seen.set(cluster, made);
  return made;
}

/** What a Calico policy says; undefined for policies of other dialects. */
export function calicoSpecOf(policy: Policy): CalicoPolicySpec | undefined {
  return policy.ref.dialect === 'calico' ? (policy.spec as CalicoPolicySpec | undefined) : undefined;
}

/** Workloads that a policy would apply to, staged or not. */
export function calicoSubjects(cluster: Cluster, spec: CalicoPolicySpec): readonly number[] {
  return matched(cluster, subjectSelector(spec), '');
}

/** Workloads that a side of a rule means by their labels; none where it says nothing of labels. */
export function calicoSideWorkloads(
  cluster: Cluster,
  side: CalicoSide,
  namespace: string | undefined,
): readonly number[] {
  const { matches, matchesNot } = sideSelectors(side, namespace);
  return matches === '' && matchesNot === '' ? [] : matched(cluster, matches, matchesNot);
}

/** The other side of a rule; `position` is the place of the rule among those of its direction that count. */
export function calicoPeerSide(
  policy: Policy,
  spec: CalicoPolicySpec,
  direction: Direction,
  position: number,
): CalicoSide | undefined {
  const index = policy[direction].rules[position]?.index;
  const rule = spec.rules[direction].find((one) => one.index === index);
  return direction === 'ingress' ? rule?.source : rule?.destination;
}

/** Namespaces that a `namespaceSelector` means. */
export function calicoNamespaces(cluster: Cluster, text: string): readonly string[] {
  const parsed = parseSelector(text);
  if (parsed.kind === 'error' || text === '' || text.includes('global()')) return [];
  return [...cluster.namespaces.values()]
    .filter(({ name, labels }) =>
      matchesSelector(parsed.node, {
        get: (key) => (key === 'projectcalico.org/name' ? name : labels.get(key)),
      }),
    )
    .map(({ name }) => name);
}

function matched(cluster: Cluster, matches: string, matchesNot: string): readonly number[] {
  const { world, found } = seenOf(cluster);
  const key = JSON.stringify([matches, matchesNot]);
  const known = found.get(key);
  if (known !== undefined) return known;
  const wanted = parseSelector(matches);
  const unwanted = matchesNot === '' ? undefined : parseSelector(matchesNot);
  const workloads = new Set<number>();
  if (wanted.kind !== 'error' && unwanted?.kind !== 'error') {
    for (const pod of cluster.pods) {
      if (!isEndpoint(pod) || workloads.has(pod.workload)) continue;
      const labels = world.labelsOf(pod);
      if (!matchesSelector(wanted.node, labels)) continue;
      if (unwanted === undefined || !matchesSelector(unwanted.node, labels)) workloads.add(pod.workload);
    }
  }
  const list = [...workloads].sort((a, b) => a - b);
  found.set(key, list);
  return list;
}
