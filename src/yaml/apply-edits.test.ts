import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits, invertEdits, mergeEdits } from './apply-edits';
import type { TextEdit } from './types';

/** Edits that do not overlap, in any order, of a text of the given length. */
function edits(length: number): fc.Arbitrary<readonly TextEdit[]> {
  const places = fc.array(fc.nat(length), { maxLength: 8 }).map((all) => all.sort((a, b) => a - b));
  return fc
    .tuple(places, fc.array(fc.string({ maxLength: 4 }), { minLength: 4, maxLength: 4 }))
    .map(([at, texts]) =>
      Array.from({ length: Math.floor(at.length / 2) }, (_, i) => ({
        file: 'f',
        start: at[2 * i] ?? 0,
        end: at[2 * i + 1] ?? 0,
        text: texts[i] ?? '',
      })),
    );
}

test('[ED-1] edits leave every byte outside them, and those of equal offsets apply in list order', () => {
  const at = (start: number, end: number, text: string): TextEdit => ({ file: 'f', start, end, text });
  expect(applyEdits('abcdef', [at(4, 5, 'Y'), at(1, 1, '1'), at(1, 1, '2'), at(1, 3, 'X')])).toBe('a12XdYf');
  expect(applyEdits('abc', [])).toBe('abc');
});

test('[ED-1] the inverse restores the text byte for byte', () => {
  fc.assert(
    fc.property(fc.string(), (text) =>
      fc.assert(
        fc.property(edits(text.length), (some) => {
          expect(applyEdits(applyEdits(text, some), invertEdits(text, some))).toBe(text);
        }),
        { seed: 3, numRuns: 20 },
      ),
    ),
    { seed: 3, numRuns: 50 },
  );
});

test('[ED-1] two steps merge into one against the first text', () => {
  const two = fc
    .string({ maxLength: 12 })
    .chain((text) => edits(text.length).map((first) => ({ text, first, middle: applyEdits(text, first) })))
    .chain((one) => edits(one.middle.length).map((second) => ({ ...one, second })));
  fc.assert(
    fc.property(two, ({ text, first, middle, second }) => {
      const merged = mergeEdits(first, second);
      expect(applyEdits(text, merged)).toBe(applyEdits(middle, second));
      for (const [i, edit] of merged.entries()) {
        expect(edit.start).toBeGreaterThanOrEqual(merged[i - 1]?.end ?? 0);
      }
    }),
    { seed: 4, numRuns: 1000 },
  );
});
