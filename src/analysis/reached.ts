import type { Cluster } from '../model/cluster';
import { noPorts, subtractPorts, unionPorts } from '../model/ports';
import type { AllEnds } from './all-ends';
import { withConditions } from './meanings';
import type { WantedPairs } from './meanings';
import type { PathMeaning } from './types';

/**
 * All ends with something to say from one end. Ends with equal connections and nothing said about them share one
 * answer, so the work grows with what differs, not with the number of ends.
 */
export function reachedFrom(
  cluster: Cluster,
  ends: Pick<AllEnds, 'reaches'>,
  wanted: WantedPairs,
  meanings: (from: number, to: number) => readonly PathMeaning[],
  from: number,
  unguarded: boolean,
): readonly { readonly to: number; readonly meanings: readonly PathMeaning[] }[] {
  const found: { readonly to: number; readonly meanings: readonly PathMeaning[] }[] = [];
  const said = wanted.get(from);
  const seen = new Set<number>();
  const keep = (to: number, all: readonly PathMeaning[]) => {
    const kept = unguarded ? all : all.filter(({ meaning }) => meaning !== 'unguarded');
    if (kept.length > 0) found.push({ to, meanings: kept });
  };
  for (const to of said?.keys() ?? []) {
    seen.add(to);
    keep(to, meanings(from, to));
  }
  const workload = cluster.workloads[from];
  for (const { to: reached, connection } of ends.reaches(from)) {
    const open = subtractPorts(connection.allowed, connection.admitted);
    const some = unionPorts(connection.allowed, connection.partial);
    const depends = connection.undetermined;
    if (!unguarded && depends.length === 0 && subtractPorts(some, open).length === 0) continue;
    const shared: PathMeaning[] = [];
    const add = (meaning: PathMeaning['meaning'], ports: typeof open, condition = '') => {
      if (ports.length > 0) shared.push(withConditions({ meaning, ports, at: [], condition }, connection));
    };
    add('depends', depends, connection.reasons[0] ?? '');
    add('admitted', subtractPorts(some, open));
    add('unguarded', unguarded ? open : noPorts);
    reached.forEach((to) => {
      if (seen.has(to)) return;
      if (to === from && workload !== undefined) keep(to, meanings(from, to));
      else keep(to, shared);
    });
  }
  return found.sort((a, b) => a.to - b.to);
}
