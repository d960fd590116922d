import { layersOf, type Link } from './layers';
import { channel, rowPitch } from './sizes';
import { oneWay, tellingLinks } from './telling-links';

/** The place of a card in its namespace. */
export type Slot = { readonly column: number; readonly row: number };

export type SlotCard = {
  readonly id: string;
  /** Lines to and from other namespaces and the outside. */
  readonly sendsOut: number;
  readonly receivesIn: number;
  /** A card that it should stand by: that of a folded card which was opened. */
  readonly near: string | undefined;
  /** Middle row of the cards of other namespaces that it is joined to, where they stand already. */
  readonly row: number | undefined;
};

/** Rows of the tallest column, so that a namespace of `count` cards is half as wide again as it is high. */
export function mostRows(count: number, cardWidth: number): number {
  const across = cardWidth + channel;
  let best = 1;
  let distance = Infinity;
  for (let rows = 1; rows <= Math.min(count, 60); rows++) {
    const shape = (Math.ceil(count / rows) * across - channel) / (rows * rowPitch);
    const off = Math.abs(Math.log(shape / 1.5));
    if (off < distance) [best, distance] = [rows, off];
  }
  return Math.max(best, Math.min(count, 3));
}

/** Five columns of wider cards are more than a screen shows. */
const wideCard = 180;

/** Layers beyond these are drawn together, or a namespace would be far wider than high. */
function mostColumns(count: number, cardWidth: number): number {
  const wide = Math.ceil(Math.sqrt((2.2 * count * rowPitch) / (cardWidth + channel)));
  return Math.max(count <= 10 && cardWidth < wideCard ? 5 : 4, wide);
}

/**
 * Gives every card a column and a row. Cards with a remembered slot keep it; the others are arranged among themselves
 * if nothing is remembered, else each takes the nearest free slot of the column that suits its lines.
 */
export function slotsOf(
  cards: readonly SlotCard[],
  links: readonly Link[],
  width: number,
  remembered: ReadonlyMap<string, Slot>,
): Slot[] {
  const known = cards.filter((card) => remembered.has(card.id)).length;
  if (known === 0) return arranged(cards, links, mostRows(cards.length, width), width);
  return joined(cards, links, mostRows(cards.length, width), remembered);
}

function arranged(cards: readonly SlotCard[], links: readonly Link[], rows: number, width: number): Slot[] {
  const most = mostColumns(cards.length, width);
  const layered = columnsByLayer(cards, orderLinks(cards.length, links, most), most);
  // What is wide already rather grows down.
  const columns = split(layered, layered.length >= 4 ? Math.ceil(rows * 1.3) : rows);
  order(columns, cards, links);
  const slots = new Array<Slot>(cards.length).fill({ column: 0, row: 0 });
  columns.forEach((column, x) => column.forEach((index, y) => (slots[index] = { column: x, row: y })));
  return slots;
}

/** The lines that give columns: of a tangle that would have too many, only those that run one way. */
function orderLinks(count: number, links: readonly Link[], most: number): readonly Link[] {
  const telling = tellingLinks(count, links);
  const tangled = Math.max(...layersOf(count, telling)) >= most;
  return tangled ? oneWay(count, telling) : telling;
}

/** Cards by layer. Cards without lines in the namespace fill up: senders at the left, receivers at the right. */
function columnsByLayer(cards: readonly SlotCard[], links: readonly Link[], most: number): number[][] {
  const linked = new Set(links.flatMap(({ from, to }) => (from === to ? [] : [from, to])));
  const columns: number[][] = [];
  if (linked.size > 0) {
    const layers = layersOf(cards.length, links);
    const deepest = Math.max(...[...linked].map((index) => layers[index] ?? 0));
    for (const index of [...linked].sort((a, b) => a - b)) {
      const layer = layers[index] ?? 0;
      const column = deepest < most ? layer : Math.floor((layer * most) / (deepest + 1));
      (columns[column] ??= []).push(index);
    }
  }
  const filled: number[][] = Array.from(columns, (column: number[] | undefined) => column ?? []).filter(
    (column) => column.length > 0,
  );
  const single = cards.map((_, index) => index).filter((index) => !linked.has(index));
  const sends = (index: number) => (cards[index]?.sendsOut ?? 0) - (cards[index]?.receivesIn ?? 0);
  if (filled.length === 0) return [single.sort((a, b) => sends(b) - sends(a) || a - b)];
  const rest: number[] = [];
  for (const index of single) {
    if (sends(index) > 0) filled[0]?.push(index);
    else if (sends(index) < 0) filled.at(-1)?.push(index);
    else rest.push(index);
  }
  const height = Math.max(...filled.map((column) => column.length));
  for (const column of filled) {
    while (column.length < height && rest.length > 0) column.push(rest.shift() ?? 0);
  }
  if (rest.length > 0) filled.push(rest);
  return filled;
}

/** Cuts columns that are too high into equal ones side by side. */
function split(columns: readonly (readonly number[])[], rows: number): number[][] {
  return columns.flatMap((column) => {
    const parts = Math.ceil(column.length / rows);
    const size = Math.ceil(column.length / parts);
    return Array.from({ length: parts }, (_, part) => column.slice(part * size, (part + 1) * size));
  });
}

/** Orders the cards of each column by the middle of the rows that they are joined to, a few times to and fro. */
function order(columns: number[][], cards: readonly SlotCard[], links: readonly Link[]): void {
  const count = cards.length;
  const joinedTo: number[][] = Array.from({ length: count }, () => []);
  for (const { from, to } of links) {
    joinedTo[from]?.push(to);
    joinedTo[to]?.push(from);
  }
  const columnOf = new Array<number>(count).fill(0);
  const rowOf = new Array<number>(count).fill(0);
  const note = (column: readonly number[]) => column.forEach((index, row) => (rowOf[index] = row));
  columns.forEach((column, x) => {
    for (const index of column) columnOf[index] = x;
    note(column);
  });
  for (const column of columns) {
    const at = (index: number) => cards[index]?.row ?? (rowOf[index] ?? 0) + 0.6;
    column.sort((a, b) => at(a) - at(b) || (rowOf[a] ?? 0) - (rowOf[b] ?? 0));
    note(column);
  }
  for (let sweep = 0; sweep < 5; sweep++) {
    const forward = sweep % 2 === 0;
    for (let step = 1; step < columns.length; step++) {
      const x = forward ? step : columns.length - 1 - step;
      const column = columns[x];
      if (column === undefined) continue;
      const middle = new Map<number, number>();
      for (const index of column) {
        const rows = (joinedTo[index] ?? [])
          .filter((other) => (forward ? (columnOf[other] ?? 0) < x : (columnOf[other] ?? 0) > x))
          .map((other) => rowOf[other] ?? 0);
        const outer = cards[index]?.row;
        if (outer !== undefined) rows.push(outer, outer);
        middle.set(
          index,
          rows.length === 0
            ? (cards[index]?.row ?? rowOf[index] ?? 0)
            : rows.reduce((a, b) => a + b, 0) / rows.length,
        );
      }
      column.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0) || a - b);
      note(column);
    }
  }
}

function joined(
  cards: readonly SlotCard[],
  links: readonly Link[],
  rows: number,
  remembered: ReadonlyMap<string, Slot>,
): Slot[] {
  const taken = new Set<string>();
  const key = (column: number, row: number) => `${column} ${row}`;
  const heights: number[] = [];
  const slots = new Map<number, Slot>();
  const put = (index: number, slot: Slot) => {
    slots.set(index, slot);
    taken.add(key(slot.column, slot.row));
    heights[slot.column] = Math.max(heights[slot.column] ?? 0, slot.row + 1);
  };
  cards.forEach((card, index) => {
    const slot = remembered.get(card.id);
    if (slot !== undefined && !taken.has(key(slot.column, slot.row))) put(index, slot);
  });
  const indexOf = new Map(cards.map((card, index) => [card.id, index]));
  cards.forEach((card, index) => {
    if (slots.has(index)) return;
    const near = card.near === undefined ? undefined : slots.get(indexOf.get(card.near) ?? -1);
    const column = Math.max(0, near?.column ?? suitable(index, links, slots, heights));
    const tallest = Math.max(0, ...heights.map((height: number | undefined) => height ?? 0));
    put(
      index,
      near === undefined
        ? freeSlot(column, Math.max(rows, tallest), taken, heights.length, key)
        : { column, row: firstFree(column, taken, key) },
    );
  });
  return cards.map((_, index) => slots.get(index) ?? { column: 0, row: 0 });
}

/** The column after those that reach the card, else the one before whom it reaches, else the emptiest. */
function suitable(
  index: number,
  links: readonly Link[],
  slots: ReadonlyMap<number, Slot>,
  heights: readonly number[],
): number {
  const before = links.filter((link) => link.to === index).map((link) => slots.get(link.from)?.column ?? -1);
  const after = links.filter((link) => link.from === index).map((link) => slots.get(link.to)?.column ?? -1);
  if (before.length > 0) return Math.min(Math.max(...before) + 1, Math.max(0, heights.length - 1));
  const least = after.filter((column) => column >= 0);
  if (least.length > 0) return Math.max(0, Math.min(...least) - 1);
  let emptiest = 0;
  heights.forEach((height, column) => {
    if ((height ?? 0) < (heights[emptiest] ?? 0)) emptiest = column;
  });
  return emptiest;
}

type SlotKey = (column: number, row: number) => string;

function firstFree(column: number, taken: ReadonlySet<string>, key: SlotKey): number {
  let row = 0;
  while (taken.has(key(column, row))) row++;
  return row;
}

/**
 * The first free row of the column or, if it is full, of the nearest column that is not. If all are full the namespace
 * grows by a row before it grows by a column, unless it is much higher than `limit` already.
 */
function freeSlot(
  column: number,
  limit: number,
  taken: ReadonlySet<string>,
  columns: number,
  key: SlotKey,
): Slot {
  for (let distance = 0; distance <= columns; distance++) {
    for (const at of distance === 0 ? [column] : [column + distance, column - distance]) {
      if (at < 0 || at >= columns) continue;
      const row = firstFree(at, taken, key);
      if (row < limit) return { column: at, row };
    }
  }
  const row = firstFree(column, taken, key);
  return row < limit + 2 ? { column, row } : { column: columns, row: firstFree(columns, taken, key) };
}
