import type { Curve, Point, Rect } from '../graph-types';

/** Points along a curve: `per` for each of its cubic pieces, and the first. */
export function samples(curve: Curve, per: number): Point[] {
  const points: Point[] = [{ x: curve[0] ?? 0, y: curve[1] ?? 0 }];
  for (let at = 2; at + 5 < curve.length; at += 6) {
    const start = points[points.length - 1] ?? { x: 0, y: 0 };
    for (let step = 1; step <= per; step++) points.push(piecePoint(curve, at, start, step / per));
  }
  return points;
}

function piecePoint(curve: Curve, at: number, start: Point, t: number): Point {
  const u = 1 - t;
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return {
    x: a * start.x + b * (curve[at] ?? 0) + c * (curve[at + 2] ?? 0) + d * (curve[at + 4] ?? 0),
    y: a * start.y + b * (curve[at + 1] ?? 0) + c * (curve[at + 3] ?? 0) + d * (curve[at + 5] ?? 0),
  };
}

/** A curve prepared for asking where a share of its length lies. */
export type Measured = { readonly points: readonly Point[]; readonly lengths: readonly number[] };

export function measure(curve: Curve): Measured {
  const points = samples(curve, curve.length > 8 ? 8 : 16);
  const lengths = [0];
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1], points[index]];
    const step = a && b ? Math.hypot(b.x - a.x, b.y - a.y) : 0;
    lengths.push((lengths[index - 1] ?? 0) + step);
  }
  return { points, lengths };
}

/** The point at a share of the whole length, 0 to 1. */
export function pointAt({ points, lengths }: Measured, share: number): Point {
  const wanted = share * (lengths[lengths.length - 1] ?? 0);
  let index = 1;
  while (index < lengths.length - 1 && (lengths[index] ?? 0) < wanted) index++;
  const [a, b] = [points[index - 1], points[index]];
  if (a === undefined || b === undefined) return points[0] ?? { x: 0, y: 0 };
  const before = lengths[index - 1] ?? 0;
  const span = (lengths[index] ?? 0) - before;
  const part = span === 0 ? 0 : (wanted - before) / span;
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
}

/** The distance from a point to a polyline. */
export function distanceTo(points: readonly Point[], point: Point): number {
  let least = Infinity;
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1], points[index]];
    if (a === undefined || b === undefined) continue;
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / length;
    const t = Math.max(0, Math.min(1, along));
    least = Math.min(least, Math.hypot(point.x - a.x - t * dx, point.y - a.y - t * dy));
  }
  return least;
}

/** The curve as the text of an SVG path. */
export function pathText(curve: Curve): string {
  let text = `M${round(curve[0])} ${round(curve[1])}`;
  for (let at = 2; at + 5 < curve.length; at += 6) {
    text += `C${round(curve[at])} ${round(curve[at + 1])} ${round(curve[at + 2])} ${round(curve[at + 3])} ${round(curve[at + 4])} ${round(curve[at + 5])}`;
  }
  return text;
}

/** The middle of a curve, from one share of its length to another, as a path of straight pieces. */
export function middleText(curve: Curve, from: number, to: number): string {
  const measured = measure(curve);
  const total = measured.lengths[measured.lengths.length - 1] ?? 0;
  const start = pointAt(measured, from);
  let text = `M${round(start.x)} ${round(start.y)}`;
  measured.points.forEach((point, index) => {
    const length = measured.lengths[index] ?? 0;
    if (length > from * total && length < to * total) text += `L${round(point.x)} ${round(point.y)}`;
  });
  const end = pointAt(measured, to);
  return `${text}L${round(end.x)} ${round(end.y)}`;
}

function round(value: number | undefined): number {
  return Math.round((value ?? 0) * 10) / 10;
}

export function inside(rect: Rect, point: Point, margin: number): boolean {
  return (
    point.x > rect.x - margin &&
    point.x < rect.x + rect.width + margin &&
    point.y > rect.y - margin &&
    point.y < rect.y + rect.height + margin
  );
}

export function overlaps(a: Rect, b: Rect, margin = 0): boolean {
  return (
    a.x < b.x + b.width + margin &&
    b.x < a.x + a.width + margin &&
    a.y < b.y + b.height + margin &&
    b.y < a.y + a.height + margin
  );
}
