import type { AddressSet } from '../../model/address-set';
import type { Entrance } from './gates';
import { namelessDestination } from './port-lists';
import type { PortList } from './port-lists';
import { everything, nothing } from './port-table';
import { mayKey } from './placement';
import type { Revision } from './revision';

/** A number of a port set for each unit, or for each part. */
export type Row = Int32Array;

/** What one side lets through, per family: surely, and for some of the addresses that a pod may have. */
export type Sides = Readonly<Record<4 | 6, { readonly sure: Row; readonly maybe: Row }>>;

const families = [4, 6] as const;

/** What the leaving gate of a unit lets through to every unit. Undefined: everything. */
export function leavingSides(revision: Revision, unit: number): Sides | undefined {
  const { world, gates, placement } = revision;
  const gate = gates.egress[unit];
  if (gate === undefined || !gate.isolated) return undefined;
  const { ports, lists, units, sets, destinations } = world;
  const base: Row = revision.scratch.take(units.length).fill(nothing);
  const blocks: { readonly block: number; readonly list: PortList }[] = [];
  for (const policy of gate.policies) {
    for (const { any, sets: own, block, ports: list } of policy.egress.rules) {
      const add = (at: number) => {
        base[at] = ports.union(base[at] ?? nothing, lists.resolve(list, destinations[at] ?? 0));
      };
      if (any) for (let at = 0; at < base.length; at++) add(at);
      for (const set of own) for (const at of sets[set] ?? []) add(at);
      if (block !== undefined) blocks.push({ block, list });
    }
  }
  if (blocks.length === 0) return allSame(base);
  const rows = new Variants(base);
  for (const family of families) {
    for (const { block, list } of blocks) {
      for (const at of placement.unitsIn(block, family)) {
        const own = lists.resolve(list, destinations[at] ?? 0);
        rows.add(family, at, own, own, ports);
      }
    }
    for (const { may, destination, units: alike } of placement.unknowns) {
      const classes = placement.classesOf(may, family);
      const key = `${mayKey(world.facts, may)}${family}`;
      const { sure, maybe } = placement.byAddress(gate, 'egress', classes, key, destination);
      if (maybe !== nothing) for (const at of alike) rows.add(family, at, sure, maybe, ports);
    }
  }
  return rows.sides();
}

/** What the leaving gate of a unit lets through to every part. */
export function leavingToParts(revision: Revision, unit: number): Row {
  const { world, gates, placement } = revision;
  const { ports, lists } = world;
  const gate = gates.egress[unit];
  const { parts } = placement;
  const row = revision.scratch.take(parts.length);
  if (gate === undefined || !gate.isolated) return row.fill(everything);
  row.fill(nothing);
  for (const policy of gate.policies) {
    for (const { any, block, ports: list } of policy.egress.rules) {
      const own = lists.resolve(list, namelessDestination);
      const add = (at: number) => {
        row[at] = ports.union(row[at] ?? nothing, own);
      };
      if (any) for (let at = 0; at < row.length; at++) add(at);
      if (block !== undefined) placement.partsIn(block).forEach(add);
    }
  }
  return row;
}

/** What the entering gates of all units let in from a unit. */
export function enteringSides(revision: Revision, unit: number): Sides {
  const { world, gates, placement } = revision;
  const own = placement.addressing[unit];
  const start = own?.kind === 'unknown' ? unknownSides(revision, own.may) : allSame(gates.anybody);
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

/** What the entering gates of all units let in from a part. */
export function enteringFromPart(revision: Revision, part: number): Row {
  const { anybody } = revision.gates;
  const row = revision.scratch.take(anybody.length);
  row.set(anybody);
  admitClass(revision, row, revision.placement.parts[part]?.class);
  return row;
}

function withBlocks(revision: Revision, row: Row, classes: ReadonlyMap<4 | 6, number>): Sides {
  const of = (family: 4 | 6) => {
    const number = classes.get(family);
    const named = [...revision.placement.blocksOf(number)];
    if (!named.some((block) => revision.gates.byBlock.has(block))) return { sure: row, maybe: row };
    const own = row.slice();
    admitClass(revision, own, number);
    return { sure: own, maybe: own };
  };
  return { 4: of(4), 6: of(6) };
}

function admitClass(revision: Revision, row: Row, number: number | undefined): void {
  for (const block of revision.placement.blocksOf(number)) {
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

const unknownRows = new WeakMap<Revision, Map<AddressSet, Sides>>();

/** What the entering gates let in from an address that may be any of a set. */
function unknownSides(revision: Revision, may: AddressSet): Sides {
  let known = unknownRows.get(revision);
  if (known === undefined) unknownRows.set(revision, (known = new Map<AddressSet, Sides>()));
  let sides = known.get(may);
  if (sides !== undefined) return sides;
  const rows = new Variants(revision.gates.anybody);
  const kind = mayKey(revision.world.facts, may);
  for (const at of revision.namesAddresses) {
    const gate = revision.gates.ingress[at];
    if (gate === undefined) continue;
    for (const family of families) {
      const classes = revision.placement.classesOf(may, family);
      const key = `${kind}${family}`;
      const destination = revision.world.destinations[at] ?? 0;
      const { sure, maybe } = revision.placement.byAddress(gate, 'ingress', classes, key, destination);
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
