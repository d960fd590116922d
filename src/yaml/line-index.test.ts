import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineIndex } from './line-index';

test('lines and columns count from 1; LF, CRLF and a lone CR end lines', () => {
  const index = createLineIndex('ab\r\nc\n\rd');
  expect(index.lineCount).toBe(4);
  expect(index.positionAt(0)).toEqual({ line: 1, column: 1 });
  expect(index.positionAt(4)).toEqual({ line: 2, column: 1 });
  expect(index.positionAt(7)).toEqual({ line: 4, column: 1 });
  expect(index.positionAt(99)).toEqual({ line: 4, column: 2 });
  expect(index.offsetAt({ line: 2, column: 9 })).toBe(5);
  expect(index.offsetAt({ line: 9, column: 1 })).toBe(8);
  expect(index.offsetAt({ line: 0, column: 1 })).toBe(0);
});

test('an offset leads to a position and back', () => {
  const texts = fc.array(fc.constantFrom('a', '\n', 'é', ' ', '\n\n')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, fc.nat(40), (text, at) => {
      const offset = Math.min(at, text.length);
      const index = createLineIndex(text);
      const position = index.positionAt(offset);
      expect(position.line).toBe(text.slice(0, offset).split('\n').length);
      expect(index.offsetAt(position)).toBe(offset);
    }),
    { seed: 6, numRuns: 500 },
  );
});
