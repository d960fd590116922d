import { everything, nothing } from './port-table';
import { enteringFromPart, enteringSides, leavingSides } from './rows';
import type { Row } from './rows';
import type { Revision } from './revision';
import type { Addressing } from './units';

/** Ports that flows from one unit or part get through by, to every unit and then every part. */
export type UnitRow = {
  /** Whatever addresses the pods turn out to have. */
  readonly sure: Row;
  /** With some addresses that they may have. The same row where nothing is uncertain. */
  readonly maybe: Row;
};

/** Families by which a flow may go, as bits: 1 for IPv4, 2 for IPv6. */
type Families = 0 | 1 | 2 | 3;

/** The row of a unit: its leaving gate and all entering gates together. */
export function rowOfUnit(revision: Revision, unit: number): UnitRow {
  const { world, parts } = revision;
  const source = revision.addressing[unit];
  const size = world.units.length;
  const leaving = leavingSides(revision, unit);
  const entering = enteringSides(revision, unit);
  const sure: Row = new Int32Array(size + parts.length);
  const { ports } = world;

  const l4 = leaving?.[4];
  const l6 = leaving?.[6];
  const e4 = entering[4];
  const e6 = entering[6];
  const plain =
    l4?.sure === l4?.maybe &&
    l4?.sure === l6?.sure &&
    l6?.sure === l6?.maybe &&
    e4.sure === e4.maybe &&
    e4.sure === e6.sure &&
    e6.sure === e6.maybe;
  const maybe = plain ? sure : new Int32Array(sure.length);
  const pass = (left: Row | undefined, entered: Row, at: number) =>
    ports.intersection(left === undefined ? everything : (left[at] ?? nothing), entered[at] ?? nothing);

  for (let at = 0; at < size; at++) {
    const families = familiesBetween(source, revision.addressing[at]);
    if (families === 0) continue;
    if (plain) {
      sure[at] = pass(l4?.sure, e4.sure, at);
    } else if (families === 3) {
      sure[at] = ports.intersection(pass(l4?.sure, e4.sure, at), pass(l6?.sure, e6.sure, at));
      maybe[at] = ports.union(pass(l4?.maybe, e4.maybe, at), pass(l6?.maybe, e6.maybe, at));
    } else {
      const left = families === 1 ? l4 : l6;
      const entered = families === 1 ? e4 : e6;
      sure[at] = pass(left?.sure, entered.sure, at);
      maybe[at] = pass(left?.maybe, entered.maybe, at);
    }
  }
  parts.forEach((part, index) => {
    const at = size + index;
    if (!part.families.some((family) => has(source, family))) return;
    // Blocks name a part whole, so neither families nor unknown addresses make a difference.
    sure[at] = l4 === undefined ? everything : (l4.sure[at] ?? nothing);
    maybe[at] = sure[at] ?? nothing;
  });
  return { sure, maybe };
}

/** The row of a part; nothing is known of what goes on between parts. */
export function rowOfPart(revision: Revision, part: number): UnitRow {
  const families = revision.parts[part]?.families ?? [];
  const row = enteringFromPart(revision, part);
  const size = revision.world.units.length;
  row.fill(nothing, size);
  for (let at = 0; at < size; at++) {
    if (!families.some((family) => has(revision.addressing[at], family))) row[at] = nothing;
  }
  return { sure: row, maybe: row };
}

/** The families that a flow between two pods may use: one of known addresses, every common one of unknown ones. */
export function familiesBetween(
  source: Addressing | undefined,
  destination: Addressing | undefined,
): Families {
  if (source === undefined || destination === undefined) return 0;
  if (source.kind === 'dead' || destination.kind === 'dead') return 0;
  if (source.kind === 'known' && destination.kind === 'known') {
    for (const family of destination.classes.keys()) {
      if (source.classes.has(family)) return family === 4 ? 1 : 2;
    }
    return 0;
  }
  return ((has(source, 4) && has(destination, 4) ? 1 : 0) |
    (has(source, 6) && has(destination, 6) ? 2 : 0)) as Families;
}

function has(addressing: Addressing | undefined, family: 4 | 6): boolean {
  switch (addressing?.kind) {
    case 'known':
      return addressing.classes.has(family);
    case 'unknown':
      return addressing.may.some((range) => range.family === family);
    case 'dead':
    case undefined:
      return false;
  }
}
