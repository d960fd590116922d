import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rect } from '../graph-types';
import { overlaps } from './curves';
import { layersOf } from './layers';
import { layOut, type Layout, type LayoutInput } from './layout';

const seed = 20_240_611;

const input = fc
  .record({
    boxes: fc.array(
      fc.record({
        collapsed: fc.boolean(),
        cards: fc.array(fc.record({ width: fc.integer({ min: 140, max: 216 }), high: fc.boolean() }), {
          maxLength: 14,
        }),
      }),
      { maxLength: 9 },
    ),
    pills: fc.array(fc.constantFrom('left' as const, 'right' as const), { maxLength: 5 }),
    lines: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 60 }),
  })
  .map(({ boxes, pills, lines }): LayoutInput => {
    const ends: string[] = [];
    const made = boxes.map((box, at) => {
      const collapsed = box.collapsed ? { width: 184, height: 76 } : undefined;
      const cards = box.cards.map(({ width, high }, index) => ({
        id: `Deployment/ns${at}/w${index}`,
        width,
        height: high ? 84 : 68,
      }));
      if (collapsed !== undefined) ends.push(`ns${at}`);
      else ends.push(...cards.map(({ id }) => id));
      return { name: `ns${at}`, collapsed, cards };
    });
    const outside = pills.map((side, at) => ({ id: `outside/${at}`, width: 120, side }));
    ends.push(...outside.map(({ id }) => id));
    const end = (number: number) => ends[number % Math.max(1, ends.length)] ?? '';
    return {
      boxes: made,
      pills: outside,
      lines:
        ends.length === 0 ? [] : lines.map(([from, to]) => ({ from: end(from), to: end(to), weight: 1 })),
      arrangement: undefined,
      positions: new Map(),
    };
  });

function collisions(given: LayoutInput, layout: Layout): string[] {
  const rect = (id: string): Rect => layout.rects.get(id) ?? { x: NaN, y: NaN, width: NaN, height: NaN };
  const cards = given.boxes.flatMap((box) =>
    box.collapsed === undefined ? box.cards.map(({ id }) => id) : [],
  );
  const boxes = given.boxes.map(({ name }) => `namespace/${name}`);
  const apart = (ids: readonly string[]) =>
    ids.flatMap((a, at) =>
      ids.slice(at + 1).flatMap((b) => (overlaps(rect(a), rect(b)) ? [`${a} on ${b}`] : [])),
    );
  return [...apart(cards), ...apart([...boxes, ...given.pills.map(({ id }) => id)])];
}

function places(layout: Layout): Record<string, Rect> {
  return Object.fromEntries([...layout.rects].map(([id, rect]) => [id, rect]));
}

describe('layOut', () => {
  test('no two cards, boxes or pills lie on each other', () => {
    fc.assert(
      fc.property(input, (given) => {
        expect(collisions(given, layOut(given))).toEqual([]);
      }),
      { seed, numRuns: 300 },
    );
  });

  test('every card lies inside its box, under the name', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { rects } = layOut(given);
        for (const box of given.boxes) {
          const frame = rects.get(`namespace/${box.name}`);
          if (frame === undefined || box.collapsed !== undefined) continue;
          for (const { id } of box.cards) {
            const card = rects.get(id);
            expect(card).toBeDefined();
            if (card === undefined) continue;
            expect(card.x).toBeGreaterThanOrEqual(frame.x + 14);
            expect(card.y).toBeGreaterThanOrEqual(frame.y + 34);
            expect(card.x + card.width).toBeLessThanOrEqual(frame.x + frame.width - 14);
            expect(card.y + card.height).toBeLessThanOrEqual(frame.y + frame.height - 14);
          }
        }
      }),
      { seed, numRuns: 200 },
    );
  });

  test('the same input gives the same places', () => {
    fc.assert(
      fc.property(input, (given) => {
        expect(places(layOut(given))).toEqual(places(layOut(structuredClone(given))));
      }),
      { seed, numRuns: 100 },
    );
  });

  test('other lines between the same cards move nothing that was arranged before', () => {
    fc.assert(
      fc.property(input, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 20 }), (given, others) => {
        const before = layOut(given);
        const ends = [...before.rects.keys()].filter((id) => !id.startsWith('namespace/'));
        const lines = others.flatMap(([a, b]) => {
          const [from, to] = [ends[a % Math.max(1, ends.length)], ends[b % Math.max(1, ends.length)]];
          return from === undefined || to === undefined ? [] : [{ from, to, weight: 1 }];
        });
        const after = layOut({ ...given, lines, arrangement: before.arrangement });
        expect(places(after)).toEqual(places(before));
      }),
      { seed, numRuns: 200 },
    );
  });

  test('a new workload moves no card of its namespace', () => {
    fc.assert(
      fc.property(input, fc.nat(), (given, pick) => {
        const open = given.boxes.filter((box) => box.collapsed === undefined && box.cards.length > 0);
        const box = open[pick % Math.max(1, open.length)];
        if (box === undefined) return;
        const before = layOut(given);
        const boxes = given.boxes.map((one) =>
          one === box
            ? { ...one, cards: [...one.cards, { id: `Deployment/${one.name}/new`, width: 140, height: 68 }] }
            : one,
        );
        const after = layOut({ ...given, boxes, arrangement: before.arrangement });
        const origin = (layout: Layout) => layout.origins.get(box.name) ?? { x: 0, y: 0 };
        for (const { id } of box.cards) {
          const [old, now] = [before.rects.get(id), after.rects.get(id)];
          expect((now?.x ?? 0) - origin(after).x).toBe((old?.x ?? 0) - origin(before).x);
          expect((now?.y ?? 0) - origin(after).y).toBe((old?.y ?? 0) - origin(before).y);
        }
        expect(collisions({ ...given, boxes }, after)).toEqual([]);
      }),
      { seed, numRuns: 200 },
    );
  });

  test('collapsing a namespace and expanding it again brings back the picture', () => {
    fc.assert(
      fc.property(input, fc.nat(), (given, pick) => {
        const open = given.boxes.filter((box) => box.collapsed === undefined);
        const box = open[pick % Math.max(1, open.length)];
        if (box === undefined) return;
        const before = layOut(given);
        const boxes = given.boxes.map((one) =>
          one === box ? { ...one, collapsed: { width: 184, height: 76 } } : one,
        );
        const collapsed = layOut({ ...given, boxes, arrangement: before.arrangement });
        const again = layOut({ ...given, arrangement: collapsed.arrangement });
        const boxesOf = (layout: Layout) =>
          Object.fromEntries(Object.entries(places(layout)).filter(([id]) => !id.startsWith('outside/')));
        expect(boxesOf(again)).toEqual(boxesOf(before));
      }),
      { seed, numRuns: 200 },
    );
  });

  test('a dragged card stands where it was dropped and its box encloses it', () => {
    const cards = [0, 1, 2].map((at) => ({ id: `Pod/a/${at}`, width: 140, height: 68 }));
    const given: LayoutInput = {
      boxes: [{ name: 'a', cards, collapsed: undefined }],
      pills: [],
      lines: [],
      arrangement: undefined,
      positions: new Map([['Pod/a/1', { x: 700, y: -90 }]]),
    };
    const { rects } = layOut(given);
    expect(rects.get('Pod/a/1')).toEqual({ x: 700, y: -90, width: 140, height: 68 });
    const box = rects.get('namespace/a');
    expect(box?.y).toBe(-124);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBe(854);
  });

  test('a workload that vanishes for a while comes back to its place', () => {
    const cards = [0, 1, 2, 3].map((at) => ({ id: `Pod/a/${at}`, width: 140, height: 68 }));
    const given: LayoutInput = {
      boxes: [{ name: 'a', cards, collapsed: undefined }],
      pills: [],
      lines: [{ from: 'Pod/a/0', to: 'Pod/a/1', weight: 1 }],
      arrangement: undefined,
      positions: new Map(),
    };
    const before = layOut(given);
    const without = { ...given, boxes: [{ name: 'a', cards: cards.slice(1), collapsed: undefined }] };
    const gone = layOut({ ...without, arrangement: before.arrangement });
    expect(gone.rects.get('Pod/a/1')).toEqual(before.rects.get('Pod/a/1'));
    const back = layOut({ ...given, arrangement: gone.arrangement });
    expect(places(back)).toEqual(places(before));
  });

  test('five thousand cards in two hundred namespaces are laid out without collisions', () => {
    const boxes = Array.from({ length: 200 }, (_, at) => ({
      name: `n${at}`,
      collapsed: undefined,
      cards: Array.from({ length: 25 }, (__, index) => ({
        id: `Pod/n${at}/${index}`,
        width: 164,
        height: 84,
      })),
    }));
    const lines = Array.from({ length: 10_000 }, (_, at) => ({
      from: `Pod/n${(at * 7) % 200}/${at % 25}`,
      to: `Pod/n${(at * 7 + (at % 5 === 0 ? 3 : 0)) % 200}/${(at * 3) % 25}`,
      weight: 1,
    }));
    const given: LayoutInput = { boxes, pills: [], lines, arrangement: undefined, positions: new Map() };
    const { rects } = layOut(given);
    const frames = boxes.map(
      ({ name }) => rects.get(`namespace/${name}`) ?? { x: 0, y: 0, width: 0, height: 0 },
    );
    const hits = frames.flatMap((a, at) => frames.slice(at + 1).filter((b) => overlaps(a, b)));
    expect(hits).toEqual([]);
  });
});

describe('layersOf', () => {
  test('a chain runs from left to right, and one line back does not change that', () => {
    const chain = [0, 1, 2, 3].map((from) => ({ from, to: from + 1, weight: 1 }));
    expect(
      layersOf(
        5,
        [...chain, { from: 3, to: 1, weight: 1 }].filter(({ to }) => to < 5),
      ),
    ).toEqual([0, 1, 2, 3, 4]);
  });

  test('what only sends stands right before whom it reaches', () => {
    const links = [
      { from: 0, to: 1, weight: 1 },
      { from: 1, to: 2, weight: 1 },
      { from: 3, to: 2, weight: 1 },
    ];
    expect(layersOf(4, links)).toEqual([0, 1, 2, 1]);
  });
});
