import { layersOf, type Link } from './layers';
import { boxGapAcross, boxGapDown, looseGapAcross, looseGapDown } from './sizes';
import type { Point, Rect } from '../graph-types';

export type Size = {
  readonly width: number;
  readonly height: number;
  /** A collapsed namespace: bundles with their pills need room beside it. */
  readonly loose?: boolean;
};

function gapsOf(size: Size | undefined): { readonly across: number; readonly down: number } {
  return size?.loose === true
    ? { across: looseGapAcross, down: looseGapDown }
    : { across: boxGapAcross, down: boxGapDown };
}

/** More new boxes than these are arranged among themselves, below what stands. */
const singlyUpTo = 12;

/**
 * Upper left corners for boxes of these sizes. Boxes with a remembered corner keep it. If none has one, they stand in
 * columns by layer, so that lines run to the right; a box that is much wider than its column goes below everything it
 * spans. A new box takes the free place that makes the picture grow least, off the boxes and off `others`.
 */
export function cornersOf(
  sizes: readonly Size[],
  links: readonly Link[],
  remembered: readonly (Point | undefined)[],
  others: readonly Rect[] = [],
): Point[] {
  if (remembered.every((corner) => corner === undefined)) return inColumns(sizes, links);
  const placed: Rect[] = [...others];
  sizes.forEach((size, index) => {
    const corner = remembered[index];
    if (corner !== undefined) placed.push({ ...corner, ...size });
  });
  const fresh = sizes.map((_, index) => index).filter((index) => remembered[index] === undefined);
  const corners = [...remembered];
  if (fresh.length > singlyUpTo) {
    const place = new Map(fresh.map((index, position) => [index, position]));
    const among = links.flatMap(({ from, to, weight }) => {
      const [a, b] = [place.get(from), place.get(to)];
      return a === undefined || b === undefined ? [] : [{ from: a, to: b, weight }];
    });
    const below = Math.max(...placed.map((rect) => rect.y + rect.height)) + boxGapDown;
    const left = Math.min(...placed.map((rect) => rect.x));
    inColumns(
      fresh.map((index) => sizes[index] ?? { width: 0, height: 0 }),
      among,
    ).forEach((corner, position) => {
      corners[fresh[position] ?? 0] = { x: left + corner.x, y: below + corner.y };
    });
  } else {
    for (const index of fresh) {
      const size = sizes[index] ?? { width: 0, height: 0 };
      const corner = freeCorner(size, placed);
      corners[index] = corner;
      placed.push({ ...corner, ...size });
    }
  }
  return corners.map((corner) => corner ?? { x: 0, y: 0 });
}

function inColumns(sizes: readonly Size[], links: readonly Link[]): Point[] {
  const columns = fold(columnsOf(sizes, links), sizes);
  const corners = new Array<Point>(sizes.length).fill({ x: 0, y: 0 });
  const placed: Rect[] = [];
  const late: { index: number; x: number }[] = [];
  let x = 0;
  for (const column of columns) {
    const widths = column.map((index) => sizes[index]?.width ?? 0);
    const usual = Math.min(...widths) * 1.6;
    const tall = Math.max(...column.map((index) => sizes[index]?.height ?? 0));
    let y = 0;
    let width = 0;
    for (const index of column) {
      const size = sizes[index];
      if (size === undefined) continue;
      if (
        size.width > usual &&
        size.height < tall * 2 &&
        columns.length > 1 &&
        column.length > 1 &&
        !heavy(size)
      ) {
        late.push({ index, x });
        continue;
      }
      corners[index] = { x, y };
      placed.push({ x, y, ...size });
      y += size.height + gapsOf(size).down;
      width = Math.max(width, size.width);
    }
    x += width + Math.max(...column.map((index) => gapsOf(sizes[index]).across));
  }
  for (const { index, x: left } of late) {
    const size = sizes[index] ?? { width: 0, height: 0 };
    let y = 0;
    for (const other of placed) {
      if (other.x < left + size.width + boxGapAcross && left < other.x + other.width + boxGapAcross) {
        y = Math.max(y, other.y + other.height + boxGapDown);
      }
    }
    corners[index] = { x: left, y };
    placed.push({ x: left, y, ...size });
  }
  return corners;

  /** The greatest box of all carries the picture; it is never put aside. */
  function heavy(size: Size): boolean {
    return sizes.every((other) => other.width * other.height <= size.width * size.height);
  }
}

/** Boxes by layer, the best joined first; boxes without lines come last, in columns of their own. */
function columnsOf(sizes: readonly Size[], links: readonly Link[]): number[][] {
  const linked = new Set(links.flatMap(({ from, to }) => (from === to ? [] : [from, to])));
  const layers = layersOf(sizes.length, links);
  const columns: number[][] = [];
  const rest: number[] = [];
  sizes.forEach((_, index) => {
    if (linked.has(index)) (columns[layers[index] ?? 0] ??= []).push(index);
    else rest.push(index);
  });
  const filled = Array.from(columns, (column: number[] | undefined) => column ?? []).filter(
    (column) => column.length > 0,
  );
  byNeighbors(filled, links);
  return rest.length === 0 ? filled : [...filled, rest];
}

/** Orders each column by the middle place of what reaches it from the left. */
function byNeighbors(columns: number[][], links: readonly Link[]): void {
  const place = new Map<number, number>();
  columns.forEach((column, x) => {
    if (x > 0) {
      const middle = new Map<number, number>();
      for (const index of column) {
        const rows = links
          .filter((link) => link.to === index && place.has(link.from))
          .map((link) => place.get(link.from) ?? 0);
        middle.set(index, rows.length === 0 ? Infinity : rows.reduce((a, b) => a + b, 0) / rows.length);
      }
      const at = (index: number) => middle.get(index) ?? Infinity;
      column.sort((a, b) => (at(a) === at(b) ? a - b : at(a) < at(b) ? -1 : 1));
    }
    column.forEach((index, row) => place.set(index, (row + 0.5) / column.length));
  });
}

/**
 * Cuts columns that are so high that the picture would be higher than two thirds of its width. Where there are so many
 * layers that it would be far too wide, columns are filled one after the other, in the order of the layers.
 */
function fold(columns: readonly (readonly number[])[], sizes: readonly Size[]): number[][] {
  const height = (index: number) => (sizes[index]?.height ?? 0) + gapsOf(sizes[index]).down;
  const width = (index: number) => (sizes[index]?.width ?? 0) + gapsOf(sizes[index]).across;
  const area = sizes.reduce((sum, _, index) => sum + width(index) * height(index), 0);
  const tallest = Math.max(0, ...sizes.map((_, index) => height(index)));
  const limit = Math.max(tallest, Math.sqrt(area / 1.5) * 1.1);
  const across = columns.reduce((sum, column) => sum + Math.max(0, ...column.map(width)), 0);
  const layers = across > 2.4 * limit && columns.length > 3 ? [columns.flat()] : columns;
  return layers.flatMap((column) => {
    const parts: number[][] = [];
    let used = Infinity;
    for (const index of column) {
      if (used + height(index) > limit) {
        parts.push([]);
        used = 0;
      }
      parts.at(-1)?.push(index);
      used += height(index);
    }
    return parts;
  });
}

/** The free corner beside or below what stands, where the picture grows least. */
function freeCorner(size: Size, placed: readonly Rect[]): Point {
  if (placed.length === 0) return { x: 0, y: 0 };
  const farthest = Math.max(...placed.map((rect) => rect.x + rect.width));
  const lowest = Math.max(...placed.map((rect) => rect.y + rect.height));
  const near = placed.length > 60 ? placed.slice(-60) : placed;
  let best: Point = { x: 0, y: lowest + boxGapDown };
  let cost = growth(best);
  for (const across of near) {
    for (const down of near) {
      for (const corner of [
        { x: across.x + across.width + boxGapAcross, y: down.y },
        { x: across.x, y: down.y + down.height + boxGapDown },
      ]) {
        if (placed.some((rect) => meets({ ...corner, ...size }, rect))) continue;
        const price = growth(corner);
        if (price < cost) [best, cost] = [corner, price];
      }
    }
  }
  return best;

  function growth(corner: Point): number {
    const right = Math.max(corner.x + size.width, farthest);
    const bottom = Math.max(corner.y + size.height, lowest);
    return Math.max(right / 1.5, bottom) * 10_000 + corner.y + corner.x / 1.5;
  }
}

/** Whether two boxes stand nearer than the gaps between boxes. */
export function meets(a: Rect, b: Rect): boolean {
  return (
    a.x < b.x + b.width + boxGapAcross &&
    b.x < a.x + a.width + boxGapAcross &&
    a.y < b.y + b.height + boxGapDown &&
    b.y < a.y + a.height + boxGapDown
  );
}

/**
 * Moves boxes that have grown into each other apart, to the right or down only, the later one by reading order, away
 * from the earlier one. Boxes that meet nothing stay.
 */
export function settle(rects: readonly Rect[]): Rect[] {
  const order = rects
    .map((_, index) => index)
    .sort((a, b) => {
      const one = rects[a];
      const other = rects[b];
      return (one?.y ?? 0) - (other?.y ?? 0) || (one?.x ?? 0) - (other?.x ?? 0) || a - b;
    });
  const settled: Rect[] = [...rects];
  const done: number[] = [];
  for (const index of order) {
    let rect = rects[index];
    if (rect === undefined) continue;
    let other: number | undefined;
    const origin = rect;
    while ((other = done.find((earlier) => meets(rect as Rect, settled[earlier] as Rect))) !== undefined) {
      const blocking = settled[other] as Rect;
      const stood = rects[other] as Rect;
      const right = origin.x - stood.x > origin.y - stood.y;
      rect = right
        ? { ...rect, x: blocking.x + blocking.width + boxGapAcross }
        : { ...rect, y: blocking.y + blocking.height + boxGapDown };
    }
    settled[index] = rect;
    done.push(index);
  }
  return settled;
}
