import { boxGapDown, pillDistance, pillGap, pillHeight } from './sizes';
import type { Point, Rect } from '../graph-types';

export type PillInput = {
  readonly width: number;
  readonly side: 'left' | 'right';
  /** Middle of the gates that it is joined to; undefined where there is none. */
  readonly wish: number | undefined;
  readonly remembered: Point | undefined;
};

/**
 * Where outside cards stand: senders left of all boxes, receivers below the box at the far right if there is room, else
 * right of it, each as near as may be to the height of what it is joined to, never on a box or on another.
 */
export function pillRects(pills: readonly PillInput[], boxes: readonly Rect[]): Rect[] {
  const left = Math.min(0, ...boxes.map((box) => box.x));
  const right = Math.max(0, ...boxes.map((box) => box.x + box.width));
  const top = boxes.length === 0 ? 0 : Math.min(...boxes.map((box) => box.y));
  const bottom = Math.max(0, ...boxes.map((box) => box.y + box.height));
  const rects = new Array<Rect>(pills.length).fill({ x: 0, y: 0, width: 0, height: pillHeight });
  const done: Rect[] = [];
  const order = pills.map((_, index) => index);
  const rank = (index: number) => (pills[index]?.remembered === undefined ? 1 : 0);
  order.sort((a, b) => rank(a) - rank(b) || (pills[a]?.wish ?? 1e9) - (pills[b]?.wish ?? 1e9) || a - b);
  for (const index of order) {
    const pill = pills[index];
    if (pill === undefined) continue;
    const size = { width: pill.width, height: pillHeight };
    const corner = pill.remembered ?? wished(pill, size);
    let rect = { ...corner, ...size };
    let hit: Rect | undefined;
    while ((hit = firstHit(rect)) !== undefined) rect = { ...rect, y: hit.y + hit.height + pillGap };
    rects[index] = rect;
    done.push(rect);
  }
  return rects;

  function wished(pill: PillInput, size: { width: number; height: number }): Point {
    const y = (pill.wish ?? top + 60) - pillHeight / 2;
    if (pill.side === 'left') return { x: left - pillDistance - size.width, y };
    const last = boxes.filter((box) => box.x + box.width > right - 1).sort((a, b) => b.y - a.y)[0];
    if (last !== undefined) {
      const under = boxes
        .concat(done)
        .filter((box) => box.x < last.x + size.width + pillGap && last.x < box.x + box.width + pillGap);
      const free = Math.max(...under.map((box) => box.y + box.height)) + boxGapDown;
      if (free + pillHeight <= bottom) {
        return { x: last.x, y: Math.max(free, Math.min(y, bottom - pillHeight)) };
      }
    }
    return { x: right + pillDistance, y };
  }

  function firstHit(rect: Rect): Rect | undefined {
    const touches = (other: Rect) =>
      rect.x < other.x + other.width + pillGap &&
      other.x < rect.x + rect.width + pillGap &&
      rect.y < other.y + other.height + pillGap &&
      other.y < rect.y + rect.height + pillGap;
    return done.find(touches) ?? boxes.find(touches);
  }
}
