import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { editor } from './monaco';
import { linkText } from './text-link';

/** What the link needs of Monaco's model: no byte order mark, all line breaks alike. */
function modelOf(text: string): editor.ITextModel & {
  replace: (from: number, to: number, inserted: string) => editor.IModelContentChange;
} {
  const eol =
    (text.match(/\r\n/g)?.length ?? 0) * 2 > (text.match(/\r\n|\r|\n/g)?.length ?? 0) ? '\r\n' : '\n';
  let value = text.replace(/^\ufeff/, '').replace(/\r\n|\r|\n/g, eol);
  const positionAt = (offset: number) => {
    const lines = value.slice(0, offset).split(eol);
    return { lineNumber: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  };
  const offsetAt = ({ lineNumber, column }: { lineNumber: number; column: number }) => {
    const lines = value.split(eol).slice(0, lineNumber - 1);
    return lines.reduce((sum, line) => sum + line.length + eol.length, 0) + column - 1;
  };
  const fake = {
    getValue: () => value,
    getPositionAt: positionAt,
    getOffsetAt: offsetAt,
    replace: (from: number, to: number, inserted: string): editor.IModelContentChange => {
      const start = positionAt(from);
      const end = positionAt(to);
      const clean = inserted.replace(/\r\n|\r|\n/g, eol);
      value = value.slice(0, from) + clean + value.slice(to);
      return {
        range: {
          startLineNumber: start.lineNumber,
          startColumn: start.column,
          endLineNumber: end.lineNumber,
          endColumn: end.column,
        },
        rangeOffset: from,
        rangeLength: to - from,
        text: clean,
      };
    },
  };
  return fake as unknown as ReturnType<typeof modelOf>;
}

const texts = fc
  .tuple(
    fc.constantFrom('', '\ufeff'),
    fc.array(fc.constantFrom('a: 1', '\n', '\r\n', '\r', '  - b', '', '# é\u2028x'), { maxLength: 20 }),
  )
  .map(([mark, pieces]) => mark + pieces.join(''));

test('offsets of the file go to positions and back, whatever its line breaks', () => {
  fc.assert(
    fc.property(texts, fc.nat(), (text, n) => {
      const link = linkText(modelOf(text), text);
      const offset = n % (text.length + 1);
      const back = link.offsetAt(link.positionAt(offset));
      // Inside a line break, or before the byte order mark, there is no position: the nearest one is given.
      expect(Math.abs(back - offset)).toBeLessThanOrEqual(1);
      expect(link.offsetAt(link.positionAt(back))).toBe(back);
    }),
    { seed: 3, numRuns: 2000 },
  );
});

test('what is typed leaves every other byte of the file as it was', () => {
  const text = '\ufeffa: 1\r\nb: 2\nc: 3\r';
  const model = modelOf(text);
  const link = linkText(model, text);
  const at = model.getValue().indexOf('2');
  expect(link.typed([model.replace(at, at + 1, 'xyz')])).toBe('\ufeffa: 1\r\nb: xyz\nc: 3\r');
  expect(link.text()).toBe('\ufeffa: 1\r\nb: xyz\nc: 3\r');
  const plain = modelOf('a\r\nb\r\n');
  const plainLink = linkText(plain, 'a\r\nb\r\n');
  expect(plainLink.typed([plain.replace(1, 1, '\n!')])).toBe('a\r\n!\r\nb\r\n');
});
