import { familiesBetween, familiesOfCode } from './families';
import { everything, nothing } from './port-table';
import type { Revision } from './revision';
import { enteringFromPart, enteringSides, leavingSides, leavingToParts } from './rows';
import type { Row, Sides } from './rows';

/** Ports that flows from one unit or part get through by, to every unit. */
export type UnitRow = {
  /** Whatever addresses the pods turn out to have. */
  readonly sure: Row;
  /** With some addresses that they may have. The same row where nothing is uncertain. */
  readonly maybe: Row;
};

/** The row of a unit: its leaving gate and all entering gates together. */
export function rowOfUnit(revision: Revision, unit: number): UnitRow {
  const { world } = revision;
  const { familyCodes } = revision.placement;
  const size = world.units.length;
  const leaving = leavingSides(revision, unit);
  const entering = enteringSides(revision, unit);
  const code = (familyCodes[unit] ?? 0) * 8;
  const sure: Row = revision.scratch.take(size).fill(nothing);
  const { ports } = world;

  // Where neither families nor unknown addresses make a difference, one row says all.
  const left = leaving?.[4].sure;
  const entered = entering[4].sure;
  for (let at = 0; at < size; at++) {
    const own = entered[at] ?? nothing;
    if (own === nothing || familiesBetween[code + (familyCodes[at] ?? 0)] === 0) continue;
    sure[at] = left === undefined ? own : ports.intersection(left[at] ?? nothing, own);
  }
  const plainLeaving = leaving === undefined || isPlain(leaving);
  if (plainLeaving && isPlain(entering)) return { sure, maybe: sure };

  const maybe = sure.slice();
  const again = (at: number) => {
    const families = familiesBetween[code + (familyCodes[at] ?? 0)] ?? 0;
    const of = (family: 4 | 6, row: 'sure' | 'maybe') =>
      ports.intersection(
        leaving === undefined ? everything : (leaving[family][row][at] ?? nothing),
        entering[family][row][at] ?? nothing,
      );
    if (families === 3) {
      sure[at] = ports.intersection(of(4, 'sure'), of(6, 'sure'));
      maybe[at] = ports.union(of(4, 'maybe'), of(6, 'maybe'));
    } else if (families !== 0) {
      sure[at] = of(families === 1 ? 4 : 6, 'sure');
      maybe[at] = of(families === 1 ? 4 : 6, 'maybe');
    }
  };
  // Entering gates differ by addresses only where they name some.
  if (plainLeaving) revision.namesAddresses.forEach(again);
  else for (let at = 0; at < size; at++) again(at);
  return { sure, maybe };
}

/** The row of a part; nothing is known of what goes on between parts. */
export function rowOfPart(revision: Revision, part: number): UnitRow {
  const families = revision.placement.parts[part]?.familyBits ?? 0;
  const row = enteringFromPart(revision, part);
  const size = revision.world.units.length;
  for (let at = 0; at < size; at++) {
    if ((familiesOfCode(revision.placement.familyCodes[at] ?? 0) & families) === 0) row[at] = nothing;
  }
  return { sure: row, maybe: row };
}

/**
 * Ports by which a unit gets to every part. Blocks name a part whole, so unknown addresses make no difference; a part
 * without a family of the unit's is out of its reach.
 */
export function rowToParts(revision: Revision, unit: number): Row {
  const { parts, familyCodes } = revision.placement;
  const families = familiesOfCode(familyCodes[unit] ?? 0);
  const row = leavingToParts(revision, unit);
  parts.forEach((part, index) => {
    if ((part.familyBits & families) === 0) row[index] = nothing;
  });
  return row;
}

function isPlain({ 4: four, 6: six }: Sides): boolean {
  return four.sure === four.maybe && four.sure === six.sure && six.sure === six.maybe;
}
