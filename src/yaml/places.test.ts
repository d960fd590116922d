import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dressedFiles } from '../testing/yaml-documents';
import { nearestSpan, nodeAt, pathAt, spanAt } from './places';
import { readFile } from './read-file';
import type { Json, Path, PlacePart, YamlDocument } from './types';

function read(text: string, index = 0): YamlDocument {
  const document = readFile({ id: 'f', name: 'f', text }).documents[index];
  if (document === undefined) throw new Error('no such document');
  return document;
}

function shown(text: string, path: Path, part: PlacePart, index = 0): string | undefined {
  const span = spanAt(read(text, index), path, part);
  return span && text.slice(span.start, span.end);
}

const text = [
  'a: &x {b: "c"}',
  'l:',
  '- one # 1',
  '- two: |',
  '    text',
  '',
  '  three:',
  'm:',
  '  <<: *x',
  '  k: *x',
  '  "q q": [1, [2]]',
  '',
].join('\n');

describe('the place of a path', () => {
  test('is its key, its value, or both', () => {
    expect(shown(text, ['a'], 'key')).toBe('a');
    expect(shown(text, ['a', 'b'], 'value')).toBe('"c"');
    expect(shown(text, ['a', 'b'], 'entry')).toBe('b: "c"');
    expect(shown(text, ['l', 0], 'value')).toBe('one');
    expect(shown(text, ['l', 0], 'key')).toBe('one');
    expect(shown(text, ['l', 1], 'value')).toBe('two: |\n    text\n\n  three:');
    expect(shown(text, ['l', 1, 'two'], 'value')).toBe('|\n    text');
    expect(shown(text, ['l', 1, 'three'], 'entry')).toBe('three:');
    expect(shown(text, ['m', 'q q', 1, 0], 'value')).toBe('2');
    expect(shown(text, [], 'value')).toBe(text.trimEnd());
  });

  test('is found through aliases and merges where it is written', () => {
    expect(shown(text, ['m', 'b'], 'value')).toBe('"c"');
    expect(shown(text, ['m', 'k', 'b'], 'value')).toBe('"c"');
    expect(shown(text, ['m', 'k'], 'value')).toBe('*x');
  });

  test('counts from the start of the file, whatever stands before', () => {
    expect(shown(`\ufefffirst: 1\r\n--- # x\r\n${text}`, ['a', 'b'], 'value', 1)).toBe('"c"');
    expect(shown('{"a": 1} {"b": {"c": true}}', ['b', 'c'], 'value', 1)).toBe('true');
  });

  test('of a path that is not there is that of its nearest ancestor', () => {
    const near = (path: Path) => {
      const span = nearestSpan(read(text), path, 'value');
      return text.slice(span.start, span.end);
    };
    expect(shown(text, ['a', 'x'], 'value')).toBeUndefined();
    expect(shown(text, ['a', 'constructor'], 'value')).toBeUndefined();
    expect(near(['a', 'x', 'y'])).toBe('a');
    expect(near(['l', 1, 'two', 'y'])).toBe('two');
    expect(near(['nothing'])).toBe('a: &x {b: "c"}');
    expect(nearestSpan(read('# only\n'), ['a'], 'value')).toEqual({ start: 0, end: 6 });
  });
});

test('what stands at an offset is the deepest key or value there', () => {
  const at = (needle: string) => pathAt(read(text), text.indexOf(needle));
  expect(at('b:')).toEqual({ path: ['a', 'b'], part: 'key' });
  expect(at('"c"')).toEqual({ path: ['a', 'b'], part: 'value' });
  expect(at('one')).toEqual({ path: ['l', 0], part: 'value' });
  expect(at('text')).toEqual({ path: ['l', 1, 'two'], part: 'value' });
  expect(at('# 1')).toEqual({ path: ['l'], part: 'value' });
  expect(at('2]')).toEqual({ path: ['m', 'q q', 1, 0], part: 'value' });
  expect(pathAt(read('# c\n'), 1)).toBeUndefined();
  expect(pathAt(read('a:\n  b:   \n'), 9)).toEqual({ path: ['a', 'b'], part: 'value' });
  expect(pathAt(read('- a\n-  \n'), 7)).toEqual({ path: [1], part: 'value' });
});

test('every path of a document has a place, and its start leads back to the path or into it', () => {
  fc.assert(
    fc.property(dressedFiles, ({ text: some, value, index }) => {
      const document = read(some, index);
      for (const path of pathsOf(value)) {
        const span = spanAt(document, path, 'key');
        const node = nodeAt(document.root, path);
        expect(span).toBeDefined();
        expect(node).toBeDefined();
        if (span === undefined || path.length === 0) continue;
        expect(span.start).toBeGreaterThanOrEqual(document.start);
        expect(span.end).toBeLessThanOrEqual(document.end);
        expect(pathAt(document, span.start)?.path.slice(0, path.length)).toEqual(path);
      }
    }),
    { seed: 5, numRuns: 300 },
  );
});

function pathsOf(value: Json, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, child]) =>
      pathsOf(child, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}
