import type { Meaning } from '../../analysis/types';
import type { EdgeTone, GraphBundle, Rect, StopMark, Strand } from '../graph-types';
import { measure, overlaps, pointAt } from '../layout/curves';
import type { Field } from '../layout/field';
import { route, type Lanes } from '../layout/route';
import { arrivesAt, leavesAt, markAt, type Port } from './anchors';
import type { BundleCount } from './net';

/** From the upper strand to the lower. */
const strandOrder: readonly Meaning[] = ['works', 'admitted', 'depends', 'unwanted', 'blocked', 'unguarded'];
const meaningWord: Readonly<Record<Meaning, string>> = {
  works: 'wanted and work',
  blocked: 'blocked',
  unwanted: 'not wanted',
  admitted: 'allowed',
  depends: 'depend',
  unguarded: 'unguarded',
};
const tries = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78];

export type BundleSource = {
  readonly port: (drawn: number) => Port;
  readonly id: (drawn: number) => string;
  readonly title: (drawn: number) => string;
  readonly tone: (from: number, to: number) => EdgeTone;
  readonly shows: (meaning: Meaning) => boolean;
};

export type DrawnBundles = {
  readonly bundles: readonly GraphBundle[];
  readonly marks: readonly StopMark[];
};

/** Strands side by side, one per meaning, with one pill that counts them. */
export function bundlesOf(
  counts: readonly BundleCount[],
  source: BundleSource,
  field: Field,
  lanes: Lanes,
): DrawnBundles {
  const bundles: GraphBundle[] = [];
  const marks: StopMark[] = [];
  const pills: Rect[] = [];
  counts.forEach(({ from, to, counts: byMeaning }, turn) => {
    const kinds = strandOrder.filter((meaning) => byMeaning.has(meaning) && source.shows(meaning));
    if (kinds.length === 0) return;
    const tone = source.tone(from, to);
    const [a, b] = [source.port(from), source.port(to)];
    const strands = strandsOf(kinds, byMeaning, (meaning, shift) => {
      const start = leavesAt(a, shift);
      const plain = arrivesAt(b, shift);
      const end = meaning === 'blocked' ? markAt(b, 'ingress', start.y - plain.y) : plain;
      if (meaning === 'blocked') {
        marks.push({
          id: `${source.id(from)} ${source.id(to)}`,
          ...end,
          count: byMeaning.get('blocked') ?? 1,
          tone,
          edges: [],
        });
      }
      return route(start, end, field, lanes, turn).curve;
    });
    const middle = measure(strands[Math.floor(strands.length / 2)]?.curve ?? []);
    const width = pillWidth(strands);
    const rects = tries.map((share): Rect => {
      const { x, y } = pointAt(middle, share);
      return { x: x - width / 2, y: y - 10, width, height: 20 };
    });
    const clear = (rect: Rect) =>
      !pills.some((other) => overlaps(rect, other, 2)) &&
      !field.near(rect).some((other) => overlaps(rect, other, 2));
    const free = rects.find(clear) ?? rects[0];
    if (free === undefined) return;
    pills.push(free);
    bundles.push({
      id: `${source.id(from)} ${source.id(to)}`,
      from: source.id(from),
      to: source.id(to),
      strands,
      pill: { x: free.x + free.width / 2, y: free.y + 10 },
      tone,
      description: `${source.title(from)} to ${source.title(to)}, ${kinds
        .map((meaning) => `${byMeaning.get(meaning) ?? 0} ${meaningWord[meaning]}`)
        .join(', ')}`,
    });
  });
  return { bundles, marks };
}

function strandsOf(
  kinds: readonly Meaning[],
  counts: ReadonlyMap<Meaning, number>,
  curve: (meaning: Meaning, shift: number) => readonly number[],
): Strand[] {
  const widths = kinds.map((meaning) => strandWidth(meaning, counts.get(meaning) ?? 1));
  const offsets = [0];
  for (let index = 1; index < kinds.length; index++) {
    const step = Math.max(6, ((widths[index - 1] ?? 0) + (widths[index] ?? 0)) / 2 + 1.5);
    offsets.push((offsets[index - 1] ?? 0) + step);
  }
  const half = (offsets[offsets.length - 1] ?? 0) / 2;
  return kinds.map((meaning, index) => ({
    meaning,
    count: counts.get(meaning) ?? 0,
    width: widths[index] ?? 2,
    curve: curve(meaning, (offsets[index] ?? 0) - half),
  }));
}

/** 1.5 + log2(n), at most 8; blocked strands stay 2. */
export function strandWidth(meaning: Meaning, count: number): number {
  if (meaning === 'blocked') return 2;
  return Math.min(8, 1.5 + Math.log2(Math.max(1, count)));
}

/** Width of the pill that counts the strands. */
export function pillWidth(strands: readonly Strand[]): number {
  return strands.reduce((sum, { count }) => sum + 13 + 7 * `${count}`.length, 16 + 8 * (strands.length - 1));
}
