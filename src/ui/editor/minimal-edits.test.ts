import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyReplacements, minimalEdits } from './minimal-edits';

const pieces = fc.array(
  fc.constantFrom('a: 1\n', 'b: 2\n', 'c:\n', '  - d\r\n', '\r', '\u{1F600}x', '\n', '# e'),
  {
    maxLength: 30,
  },
);

test('the replacements turn one text into the other, in order and apart', () => {
  fc.assert(
    fc.property(pieces, pieces, (a, b) => {
      const [before, after] = [a.join(''), b.join('')];
      const edits = minimalEdits(before, after);
      expect(applyReplacements(before, edits)).toBe(after);
      edits.forEach((edit, i) => {
        expect(edit.start).toBeGreaterThanOrEqual(edits[i - 1]?.end ?? 0);
        expect(edit.end).toBeGreaterThanOrEqual(edit.start);
      });
    }),
    { seed: 7, numRuns: 3000 },
  );
});

test('two far changes leave what stands between them alone', () => {
  const middle = Array.from({ length: 5000 }, (_, i) => `line ${i}\n`).join('');
  const edits = minimalEdits(`one\n${middle}app: web\n`, `uno\n${middle}app: shop\nnew\n`);
  expect(edits).toEqual([
    { start: 0, end: 3, text: 'uno' },
    { start: 4 + middle.length + 5, end: 4 + middle.length + 8, text: 'shop\nnew' },
  ]);
});

test('texts that differ all over are replaced as one', () => {
  const before = Array.from({ length: 2000 }, (_, i) => `a ${i}\n`).join('');
  const after = Array.from({ length: 2000 }, (_, i) => `b ${i}\n`).join('');
  expect(minimalEdits(before, after)).toHaveLength(1);
});
