import type { AddressSet } from '../../model/address-set';
import type { Entrance } from './gates';
import { everything, nothing } from './port-table';
import { mayKey } from './revision';
import type { Revision } from './revision';

/** A number of a port set for each unit, then for each part. */
export type Row = Int32Array;

/** What one side lets through, per family: surely, and for some of the addresses that a pod may have. */
export type Sides = Readonly<Record<4 | 6, { readonly sure: Row; readonly maybe: Row }>>;

const families = [4, 6] as const;

/** What the leaving gate of a unit lets through to every unit and part. Undefined: everything. */
export function leavingSides(revision: Revision, unit: number): Sides | undefined {
  const { world, gates, parts } = revision;
  const gate = gates.egress[unit];
  if (gate === undefined || !gate.isolated) return undefined;
  const { ports, lists, units, sets, destinations } = world;
  const size = units.length;
  const base: Row = revision.scratch.take(size + parts.length).fill(nothing);
  const blocks: { readonly block: number; readonly list: Parameters<typeof lists.resolve>[0] }[] = [];
  for (const policy of gate.policies) {
    for (const rule of policy.egress.rules) {
      const list = rule.ports;
      const add = (row: Row, at: number) => {
        row[at] = ports.union(row[at] ?? nothing, lists.resolve(list, destinations[at] ?? 0));
      };
      if (rule.any) for (let at = 0; at < base.length; at++) add(base, at);
      for (const set of rule.sets) for (const at of sets[set] ?? []) add(base, at);
      if (rule.block !== undefined) {
        blocks.push({ block: rule.block, list });
        for (const part of revision.partsIn(rule.block)) add(base, size + part);
      }
    }
  }
  if (blocks.length === 0) return allSame(base);
  const rows = new Variants(base);
  for (const family of families) {
    for (const { block, list } of blocks) {
      for (const at of revision.unitsIn(block, family)) {
        const own = lists.resolve(list, destinations[at] ?? 0);
        rows.add(family, at, own, own, ports);
      }
    }
    for (const { may, destination, units: alike } of revision.unknowns) {
      const classes = revision.classesOf(may, family);
      const key = `${mayKey(world.facts, may)}${family}`;
      const { sure, maybe } = revision.byAddress(gate, 'egress', classes, key, destination);
      if (maybe !== nothing) for (const at of alike) rows.add(family, at, sure, maybe, ports);
    }
  }
  return rows.sides();
}

/** What the entering gates of all units let in from a unit; parts have no gate of ours. */
export function enteringSides(revision: Revision, unit: number): Sides {
  const { world, gates, addressing } = revision;
  const own = addressing[unit];
  const start = own?.kind === 'unknown' ? unknownSides(revision, own.may) : allSame(anybodyRow(revision));
  const copies = new Map<Row, Row>();
  const copy = (row: Row): Row => {
    const known = copies.get(row);
    if (known !== undefined) return known;
    const made = revision.scratch.take(row.length);
    made.set(row);
    copies.set(row, made);
    for (const set of world.setsOf[unit] ?? []) admit(revision, made, gates.bySet.get(set));
    return made;
  };
  const sides: Sides = {
    4: { sure: copy(start[4].sure), maybe: copy(start[4].maybe) },
    6: { sure: copy(start[6].sure), maybe: copy(start[6].maybe) },
  };
  return own?.kind === 'known' ? withBlocks(revision, sides[4].sure, own.classes) : sides;
}

/** What the entering gates of all units let in from an address class. */
export function enteringFromPart(revision: Revision, part: number): Row {
  const anybody = anybodyRow(revision);
  const row = revision.scratch.take(anybody.length);
  row.set(anybody);
  admitClass(revision, row, revision.parts[part]?.class);
  return row;
}

function withBlocks(revision: Revision, row: Row, classes: ReadonlyMap<4 | 6, number>): Sides {
  const of = (family: 4 | 6) => {
    const number = classes.get(family);
    const named = [...(number === undefined ? [] : (revision.space.classes[number]?.blocks ?? []))];
    if (!named.some((block) => revision.gates.byBlock.has(block))) return { sure: row, maybe: row };
    const own = row.slice();
    admitClass(revision, own, number);
    return { sure: own, maybe: own };
  };
  return { 4: of(4), 6: of(6) };
}

function admitClass(revision: Revision, row: Row, number: number | undefined): void {
  if (number === undefined) return;
  for (const block of revision.space.classes[number]?.blocks ?? []) {
    admit(revision, row, revision.gates.byBlock.get(block));
  }
}

function admit({ world }: Revision, row: Row, entrances: readonly Entrance[] | undefined): void {
  if (entrances === undefined) return;
  const { ports, lists, destinations } = world;
  for (const { rule, units } of entrances) {
    for (const at of units) {
      row[at] = ports.union(row[at] ?? nothing, lists.resolve(rule.ports, destinations[at] ?? 0));
    }
  }
}

const anybodyRows = new WeakMap<Revision, Row>();
const unknownRows = new WeakMap<Revision, Map<AddressSet, Sides>>();

function anybodyRow(revision: Revision): Row {
  let row = anybodyRows.get(revision);
  if (row === undefined) {
    row = new Int32Array(revision.world.units.length + revision.parts.length).fill(everything);
    row.set(revision.gates.anybody);
    anybodyRows.set(revision, row);
  }
  return row;
}

/** What the entering gates let in from an address that may be any of a set. */
function unknownSides(revision: Revision, may: AddressSet): Sides {
  let known = unknownRows.get(revision);
  if (known === undefined) unknownRows.set(revision, (known = new Map<AddressSet, Sides>()));
  let sides = known.get(may);
  if (sides !== undefined) return sides;
  const rows = new Variants(anybodyRow(revision));
  const kind = mayKey(revision.world.facts, may);
  for (const at of revision.namesAddresses) {
    const gate = revision.gates.ingress[at];
    if (gate === undefined) continue;
    for (const family of families) {
      const classes = revision.classesOf(may, family);
      const key = `${kind}${family}`;
      const destination = revision.world.destinations[at] ?? 0;
      const { sure, maybe } = revision.byAddress(gate, 'ingress', classes, key, destination);
      if (maybe !== nothing) rows.add(family, at, sure, maybe, revision.world.ports);
    }
  }
  known.set(may, (sides = rows.sides()));
  return sides;
}

function allSame(row: Row): Sides {
  const side = { sure: row, maybe: row };
  return { 4: side, 6: side };
}

/** Four copies of a row that are made when they begin to differ. */
class Variants {
  readonly #base: Row;
  readonly #rows: Record<4 | 6, { sure: Row; maybe: Row }>;

  constructor(base: Row) {
    this.#base = base;
    this.#rows = { 4: { sure: base, maybe: base }, 6: { sure: base, maybe: base } };
  }

  add(
    family: 4 | 6,
    at: number,
    sure: number,
    maybe: number,
    ports: { union(a: number, b: number): number },
  ): void {
    const own = this.#rows[family];
    for (const [key, extra] of [
      ['sure', sure],
      ['maybe', maybe],
    ] as const) {
      const before = own[key][at] ?? nothing;
      const after = ports.union(before, extra);
      if (after === before) continue;
      if (own[key] === this.#base) own[key] = this.#base.slice();
      own[key][at] = after;
    }
  }

  sides(): Sides {
    return this.#rows;
  }
}
