import type { Direction, Policy } from '../../../model/policy';
import { nothing } from '../../compiled/port-table';
import type { GateSummary } from '../../types';
import type { Pairs } from './pairs';

/** How the gate of a workload stands; of units that differ, that of the first. Only written policies count. */
export function gateSummary(
  pairs: Pairs,
  units: readonly number[],
  direction: Direction,
  indexOf: ReadonlyMap<Policy, number>,
  peersOf: (end: number) => readonly number[],
  ends: number,
): GateSummary {
  const [first] = units;
  const model = first === undefined ? undefined : pairs.model(first, direction);
  const differs = units.some((unit) => pairs.model(unit, direction) !== model);
  if (first === undefined || model === undefined) {
    return { state: 'not enforced', rules: 0, isolatedBy: [], differs };
  }
  const applying = model.tiers
    .flatMap(({ policies }) => policies)
    .filter(({ policy }) => indexOf.has(policy));
  if (applying.length === 0) return { state: 'open', rules: 0, isolatedBy: [], differs };
  const allows = applying
    .flatMap(({ entries }) => entries)
    .filter((at) => model.entries[at]?.action === 'allow').length;
  const indexes = (policies: typeof applying) => [
    ...new Set(policies.flatMap(({ policy }) => indexOf.get(policy) ?? [])),
  ];
  let admits = false;
  for (let end = 0; end < ends && !admits; end++) {
    admits = peersOf(end).some((peer) => {
      if (peer === first && pairs.ground.units[first]?.several !== true) return false;
      return ([4, 6] as const).some((family) => {
        const answer = pairs.side(direction, first, peer, family);
        return pairs.rows.table.answer(answer).maybe !== nothing;
      });
    });
  }
  return {
    state: admits ? 'guarded' : 'shut',
    rules: admits ? allows : 0,
    isolatedBy: indexes(applying),
    isolating: indexes(applying.filter(({ isolates }) => isolates)),
    differs,
  };
}
