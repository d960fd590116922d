import { expect, test } from 'vitest';
import { nodeAt } from './places';
import { readFile } from './read-file';
import { createDocumentCache } from './document-cache';
import { spanInside } from './scalar-place';

function pieceAt(text: string, at: number): string | undefined {
  const [document] = readFile({ id: 'a', name: 'a', text }, createDocumentCache()).documents;
  const node = document && nodeAt(document.root, ['a']);
  const span = document && node && spanInside(document, node, at);
  return span && text.slice(span.start, span.end);
}

test('a place in the value is found in the text, however it is quoted', () => {
  for (const text of ["a: one == 'two'", 'a: "one == \'two\'"', "b: 1\na: 'one == ''two'''"]) {
    expect(pieceAt(text, 0)).toBe('one');
    expect(pieceAt(text, 4)).toBe('=');
    expect(pieceAt(text, 7)).toBe("'");
    expect(pieceAt(text, 8)).toBe('two');
  }
  expect(pieceAt('a: "\\u0041\\tone"', 2)).toBe('one');
});

test('the end of a value is its last character; values over several lines are left alone', () => {
  expect(pieceAt('a: "one("', 4)).toBe('(');
  expect(pieceAt('a: ""', 0)).toBe('"');
  expect(pieceAt('a: >\n  one\n  two\n', 0)).toBeUndefined();
  expect(pieceAt('a: [1]', 0)).toBeUndefined();
});
