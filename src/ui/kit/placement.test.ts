import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeBeside } from './placement';

const room = { width: 1000, height: 700 };
const below = { side: 'bottom', align: 'start', gap: 4 } as const;

test('a card stands below its button, and above it at the foot of the window', () => {
  const button = { left: 100, top: 10, right: 160, bottom: 38 };
  expect(placeBeside(button, { width: 200, height: 300 }, room, below)).toMatchObject({ left: 100, top: 42 });
  const low = { left: 100, top: 650, right: 160, bottom: 678 };
  expect(placeBeside(low, { width: 200, height: 300 }, room, below)).toMatchObject({ left: 100, top: 346 });
});

test('a card never leaves the window, wherever its button is', () => {
  const place = fc.record({ x: fc.integer({ min: -50, max: 1050 }), y: fc.integer({ min: -50, max: 750 }) });
  const card = fc.record({
    width: fc.integer({ min: 10, max: 900 }),
    height: fc.integer({ min: 10, max: 2000 }),
  });
  const side = fc.constantFrom('top', 'bottom', 'left', 'right');
  const align = fc.constantFrom('start', 'center', 'end');
  fc.assert(
    fc.property(place, card, side, align, ({ x, y }, size, where, how) => {
      const box = { left: x, top: y, right: x + 28, bottom: y + 28 };
      const { left, top, most } = placeBeside(box, size, room, { side: where, align: how, gap: 4 });
      expect(left).toBeGreaterThanOrEqual(0);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(left + size.width).toBeLessThanOrEqual(room.width);
      expect(top + Math.min(size.height, most)).toBeLessThanOrEqual(room.height);
    }),
    { seed: 5, numRuns: 2000 },
  );
});
