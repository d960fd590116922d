import { matchesSelector } from '../../dialects/calico/selector/matches';
import { parseSelector } from '../../dialects/calico/selector/parse';
import type { CalicoPolicySpec } from '../../dialects/calico/spec';
import type { Cluster } from '../../model/cluster';
import { subjectSelector } from './translate';
import { calico332 } from './version';
import { calicoWorld, isEndpoint, type CalicoWorld } from './world';

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

/** Indexes of the workloads that a policy would apply to, staged or not, enforced or not. */
export function calicoSubjects(cluster: Cluster, spec: CalicoPolicySpec): readonly number[] {
  return calicoMatched(cluster, subjectSelector(spec), '');
}

/** Indexes of the workloads that one selector matches and another, where it is not empty, does not. */
export function calicoMatched(cluster: Cluster, matches: string, matchesNot: string): readonly number[] {
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
