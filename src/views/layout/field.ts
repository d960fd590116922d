import type { Point, Rect } from '../graph-types';
import { inside } from './curves';

const cell = 256;

/** Rects that lines and labels must not cross, found by place. */
export type Field = {
  /** How many of the points lie in a rect, grown by `margin`; those with an id in `except` are not looked at. */
  readonly hits: (points: readonly Point[], margin: number) => number;
  /** The rects that a rect touches. */
  readonly near: (rect: Rect) => readonly Rect[];
};

export function fieldOf(rects: readonly Rect[]): Field {
  const cells = new Map<number, Rect[]>();
  const key = (column: number, row: number) => column * 65_536 + row;
  for (const rect of rects) {
    for (let x = Math.floor((rect.x - 16) / cell); x <= Math.floor((rect.x + rect.width + 16) / cell); x++) {
      for (
        let y = Math.floor((rect.y - 16) / cell);
        y <= Math.floor((rect.y + rect.height + 16) / cell);
        y++
      ) {
        const list = cells.get(key(x, y));
        if (list === undefined) cells.set(key(x, y), [rect]);
        else list.push(rect);
      }
    }
  }
  return {
    hits: (points, margin) => {
      let count = 0;
      for (const point of points) {
        const list = cells.get(key(Math.floor(point.x / cell), Math.floor(point.y / cell)));
        if (list?.some((rect) => inside(rect, point, margin)) === true) count++;
      }
      return count;
    },
    near: (rect) => {
      const found = new Set<Rect>();
      for (let x = Math.floor(rect.x / cell); x <= Math.floor((rect.x + rect.width) / cell); x++) {
        for (let y = Math.floor(rect.y / cell); y <= Math.floor((rect.y + rect.height) / cell); y++) {
          for (const other of cells.get(key(x, y)) ?? []) found.add(other);
        }
      }
      return [...found];
    },
  };
}
