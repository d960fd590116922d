import { describe, expect, test } from 'vitest';
import { applyEdits } from './apply-edits';
import { addDocument, removeDocument } from './edit-documents';
import type { AddOptions } from './edit-documents';
import { readFile } from './read-file';
import type { EditResult, Json } from './types';

function outcome(text: string, result: EditResult): string {
  return result.ok ? applyEdits(text, result.edits) : `refused: ${result.reason}`;
}

function added(text: string, value: Json, options?: AddOptions): string {
  return outcome(text, addDocument({ id: 'f', name: 'f.yaml', text }, value, options));
}

function removed(text: string, index: number): string {
  return outcome(text, removeDocument({ id: 'f', name: 'f.yaml', text }, index));
}

const pod = { kind: 'Pod', spec: { ports: [1] } };

describe('[ED-8] a new document', () => {
  test('needs no separator where the file holds nothing yet', () => {
    const written = 'kind: Pod\nspec:\n  ports:\n  - 1\n';
    expect(added('', pod)).toBe(written);
    expect(added('# head\n', pod)).toBe(`# head\n${written}`);
    expect(added('a: 1\n---\n', pod)).toBe(`a: 1\n---\n${written}`);
    expect(added('a: 1\n', pod)).toBe(`a: 1\n---\n${written}`);
  });

  test('stands behind the one asked for, indented as the file is', () => {
    expect(added('a:\n    b: 1\n---\nc: 1\n', { x: { z: 1 } }, { after: 0 })).toBe(
      'a:\n    b: 1\n---\nx:\n    z: 1\n---\nc: 1\n',
    );
  });

  test('keeps the file\u2019s line endings and its missing final one', () => {
    expect(added('a: 1\r\nb: 2', { c: [1] })).toBe('a: 1\r\nb: 2\r\n---\r\nc:\r\n- 1');
  });

  test('is read by kubectl even behind `...`', () => {
    const text = added('a: 1\n...\n', { b: 1 });
    expect(readFile({ id: 'f', name: 'f', text }).documents.map((document) => document.value)).toEqual([
      { a: 1 },
      { b: 1 },
    ]);
  });

  test('becomes an item of a List; other JSON files take none', () => {
    expect(added('kind: List\nitems:\n- kind: A\n', { kind: 'B' })).toBe(
      'kind: List\nitems:\n- kind: A\n- kind: B\n',
    );
    expect(added('{"kind": "List", "items": []}', { kind: 'B' })).toBe(
      '{"kind": "List", "items": [{"kind": "B"}]}',
    );
    expect(added('{"kind": "Pod"}', { kind: 'B' })).toMatch(/^refused: /);
  });
});

describe('[ED-8] removing a document', () => {
  test('takes the separator before it, of the first the one behind it', () => {
    const text = 'a: 1\n---\n# b\nb: 2\n--- # c\nc: 3\n';
    expect(removed(text, 0)).toBe('# b\nb: 2\n--- # c\nc: 3\n');
    expect(removed(text, 1)).toBe('a: 1\n--- # c\nc: 3\n');
    expect(removed(text, 2)).toBe('a: 1\n---\n# b\nb: 2\n');
    expect(removed('a: 1\n', 0)).toBe('');
  });

  test('leaves comments that a blank line separates from it', () => {
    expect(removed('# license\n\n# a\na: 1\n---\nb: 2\n', 0)).toBe('# license\n\nb: 2\n');
    expect(removed('a: 1\n---\n# more\n\nb: 2\n', 1)).toBe('a: 1\n# more\n\n');
  });

  test('works for one that cannot be read', () => {
    expect(removed('a: [\n---\nb: 2\n', 0)).toBe('b: 2\n');
    expect(removed('a: 1\n', 3)).toMatch(/^refused: /);
  });
});
