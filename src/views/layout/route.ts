import type { Curve, Point } from '../graph-types';
import { samples } from './curves';
import type { Field } from './field';
import { channel } from './sizes';

/** How far a line goes out before it turns back, and how round its corners are. */
const leave = 28;
const radius = 12;
/** A line keeps this far from cards that it passes. */
const margin = 3;
const nearEnd = 15;

export type Route = { readonly curve: Curve; readonly around: boolean };

/**
 * A line from the right side of one thing to the left side of another. Straight across where nothing is in the way;
 * else along the nearest free lane between rows of cards; to the left it leaves, goes along a lane and comes back.
 * `turn` spreads lines that would take the same lane.
 */
export function route(from: Point, to: Point, field: Field, lanes: Lanes, turn: number): Route {
  const spread = ((turn % 5) - 2) * 3;
  if (to.x - from.x >= leave) {
    const direct = across(from, to);
    if (field.hits(between(samples(direct, 24), from, to), margin) === 0) {
      return { curve: direct, around: false };
    }
    const best = cheapest(
      lanes.near(from, to).map((y) => alongLane(from, to, y + spread, field)),
      from,
      to,
      field,
    );
    return { curve: best ?? direct, around: false };
  }
  const best = cheapest(
    lanes.near(from, to).map((y) => backAlong(from, to, y + spread, spread)),
    from,
    to,
    field,
  );
  return { curve: best ?? across(from, to), around: true };
}

/** Heights at which lines can run between and beside cards. */
export type Lanes = { readonly near: (from: Point, to: Point) => readonly number[] };

/** Lanes from the heights at hand; the nearest to a line are tried first, at most 18 of them. */
export function lanesOf(heights: readonly number[]): Lanes {
  const sorted = [...new Set(heights)].sort((a, b) => a - b);
  return {
    near: (from, to) => {
      const [low, high] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
      const away = (y: number) => (y < low ? low - y : y > high ? y - high : 0);
      const middle = (low + high) / 2;
      const first = sorted.findIndex((y) => y >= low);
      const start = Math.max(0, (first < 0 ? sorted.length : first) - 12);
      return sorted
        .slice(start, start + 40)
        .sort((a, b) => away(a) - away(b) || Math.abs(a - middle) - Math.abs(b - middle))
        .slice(0, 18);
    },
  };
}

/** One cubic, both ends horizontal. */
export function across(from: Point, to: Point): Curve {
  const handle = Math.max(28, (to.x - from.x) / 2);
  return [from.x, from.y, from.x + handle, from.y, to.x - handle, to.y, to.x, to.y];
}

/** To a lane, along it past what is in the way, and to the end. */
function alongLane(from: Point, to: Point, y: number, field: Field): Curve {
  const span = to.x - from.x;
  const reach = Math.min(span * 0.42, channel - 24);
  // The lane is as short as what stands in it allows.
  const clearFrom = (x: number, step: number) => {
    let at = x;
    for (let tries = 0; tries < 12 && at > from.x + 40 && at < to.x - 40; tries++) {
      if (
        field.hits(
          [
            { x: at, y: from.y },
            { x: at, y: to.y },
          ],
          margin,
        ) > 0
      ) {
        break;
      }
      at += step;
    }
    return at - step;
  };
  const left = Math.max(from.x + Math.min(reach, 40), Math.min(from.x + reach, clearFrom(from.x + 41, 24)));
  const right = Math.min(to.x - Math.min(reach, 40), Math.max(to.x - reach, clearFrom(to.x - 41, -24)));
  if (right <= left) return across(from, to);
  const out = (left - from.x) / 2;
  const back = (to.x - right) / 2;
  return [
    ...[from.x, from.y, from.x + out, from.y, left - out, y, left, y],
    ...[left + (right - left) / 3, y, right - (right - left) / 3, y, right, y],
    ...[right + back, y, to.x - back, to.y, to.x, to.y],
  ];
}

/** Out, to a lane, back along it, and in again, with round corners. */
function backAlong(from: Point, to: Point, y: number, spread: number): Curve {
  const right = from.x + leave + spread;
  const left = to.x - leave + spread;
  return rounded([from, { x: right, y: from.y }, { x: right, y }, { x: left, y }, { x: left, y: to.y }, to]);
}

/** A polyline with horizontal and vertical pieces and round corners, as cubics. */
function rounded(points: readonly Point[]): Curve {
  const first = points[0] ?? { x: 0, y: 0 };
  const curve: number[] = [first.x, first.y];
  let at = first;
  const line = (to: Point) => {
    if (at.x === to.x && at.y === to.y) return;
    curve.push(at.x + (to.x - at.x) / 3, at.y + (to.y - at.y) / 3);
    curve.push(to.x - (to.x - at.x) / 3, to.y - (to.y - at.y) / 3, to.x, to.y);
    at = to;
  };
  for (let index = 1; index < points.length - 1; index++) {
    const [before, corner, after] = [points[index - 1], points[index], points[index + 1]];
    if (before === undefined || corner === undefined || after === undefined) continue;
    const into = toward(corner, before);
    const out = toward(corner, after);
    line(into);
    curve.push(
      ...[corner.x + (into.x - corner.x) * 0.45, corner.y + (into.y - corner.y) * 0.45],
      ...[corner.x + (out.x - corner.x) * 0.45, corner.y + (out.y - corner.y) * 0.45, out.x, out.y],
    );
    at = out;
  }
  line(points[points.length - 1] ?? first);
  return curve;
}

/** The point at most `radius` from a corner toward another point, and at most half way. */
function toward(corner: Point, other: Point): Point {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y);
  const share = length === 0 ? 0 : Math.min(radius, length / 2) / length;
  return { x: corner.x + (other.x - corner.x) * share, y: corner.y + (other.y - corner.y) * share };
}

/** The curve that crosses least, and among those the one that strays least. */
function cheapest(curves: readonly Curve[], from: Point, to: Point, field: Field): Curve | undefined {
  let best: Curve | undefined;
  let cost = Infinity;
  const [low, high] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  for (const curve of curves) {
    const points = between(samples(curve, 12), from, to);
    let stray = 0;
    for (const { y } of points) stray = Math.max(stray, low - y, y - high);
    const price =
      field.hits(points, margin) * 1000 + stray + Math.abs(length(points) - (to.x - from.x)) * 0.2;
    if (price < cost) [best, cost] = [curve, price];
  }
  return best;
}

/** Points near the ends lie on the cards that the line joins; they are no crossing. */
function between(points: readonly Point[], from: Point, to: Point): readonly Point[] {
  return points.filter(
    ({ x, y }) =>
      (Math.abs(x - from.x) > nearEnd || Math.abs(y - from.y) > nearEnd) &&
      (Math.abs(x - to.x) > nearEnd || Math.abs(y - to.y) > nearEnd),
  );
}

function length(points: readonly Point[]): number {
  let total = 0;
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1], points[index]];
    if (a !== undefined && b !== undefined) total += Math.hypot(b.x - a.x, b.y - a.y);
  }
  return total;
}
