import type { Analysis, Meaning } from '../../analysis/types';
import type { LegendEntry } from '../graph-types';
import type { Units } from './cards';
import type { Net } from './net';

const order: readonly Meaning[] = ['works', 'blocked', 'unwanted', 'admitted', 'depends', 'unguarded'];

/** Up to so many cards unguarded lines are counted though they are not shown. */
const countUpTo = 400;

const counts = new WeakMap<Units, number>();

/** How many lines there are of each meaning; meanings without one are left out. */
export function legendOf(
  analysis: Analysis,
  units: Units,
  net: Net,
  meanings: readonly Meaning[],
): readonly LegendEntry[] {
  return order.flatMap((meaning): LegendEntry[] => {
    const shown = meanings.includes(meaning);
    const count =
      meaning === 'unguarded' && !shown ? countUnguarded(analysis, units) : (net.counts.get(meaning) ?? 0);
    return count === 0 ? [] : [{ meaning, count, shown }];
  });
}

/** Lines that are open only since nothing isolates; undefined where counting them would take long. */
function countUnguarded(analysis: Analysis, units: Units): number | undefined {
  if (units.cards.length > countUpTo) return undefined;
  const known = counts.get(units);
  if (known !== undefined) return known;
  let count = 0;
  units.ends.forEach((end, from) => {
    if (units.sender[end] !== from) return;
    for (const { to, meanings } of analysis.meaningsFrom(end, { unguarded: true })) {
      const unit = units.receiver[to] ?? -1;
      if (unit < 0 || unit === from || units.speaks[to] !== 1) continue;
      if (meanings.some(({ meaning }) => meaning === 'unguarded')) count++;
    }
  });
  counts.set(units, count);
  return count;
}
