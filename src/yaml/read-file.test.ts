import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readYamlCases } from '../testing/yaml-cases';
import { createDocumentCache } from './document-cache';
import { readAsKubectl } from './read-as-kubectl';
import { readFile } from './read-file';

const read = (text: string) => readFile({ id: 'f', name: 'f.yaml', text });

/** The texts that the problems of a file underline. */
function underlined(text: string): readonly string[] {
  return read(text).problems.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

test('one broken document never hides the others, and its problem says where', () => {
  const text = 'a: 1\n---\nb: [1\n---\n\tc: 1\n---\nd: 4\n';
  const { documents, problems } = read(text);
  expect(documents.map((document) => document.value)).toEqual([{ a: 1 }, null, null, { d: 4 }]);
  expect(documents.map((document) => document.problem !== undefined)).toEqual([false, true, true, false]);
  expect(problems.map((problem) => problem.document)).toEqual([1, 2]);
  expect(problems.every((problem) => problem.severity === 'error' && problem.file === 'f')).toBe(true);
  for (const { span, document } of problems) {
    expect(span.start).toBeGreaterThanOrEqual(documents[document ?? 0]?.start ?? 0);
    expect(span.end).toBeLessThanOrEqual(documents[document ?? 0]?.end ?? 0);
  }
});

describe('problems', () => {
  test('of templates that were not rendered are told as such, at the first of them', () => {
    expect(underlined('a: 1\nb: {{ .Values.x }}\nc: {{ .Values.y }}\n')).toEqual([
      'YAML-TEMPLATE {{ .Values.x }}',
    ]);
    expect(underlined('{{- if .Values.on }}\na: 1\n{{- end }}\n')).toEqual([
      'YAML-TEMPLATE {{- if .Values.on }}',
    ]);
    expect(underlined('a: "{{ x }}"\n')).toEqual([]);
  });

  test('of repeated keys are warnings at the later key, which counts', () => {
    const text = 'a: 1\nb:\n  x: 1\n  x: 2\n"a": 3\n';
    expect(underlined(text)).toEqual(['YAML-DUPLICATE x', 'YAML-DUPLICATE "a"']);
    expect(read(text).documents[0]?.value).toEqual({ a: 3, b: { x: 2 } });
    expect(read(text).problems[0]).toMatchObject({ severity: 'warning', document: 0 });
    expect(underlined('base: &b {a: 1}\nc:\n  <<: *b\n  a: 2\n')).toEqual([]);
    expect(underlined('{"a": 1, "a": 2}')).toEqual(['YAML-DUPLICATE "a"']);
  });

  test('of text that kubectl drops without a word are warnings where it begins', () => {
    expect(underlined(' a: 1\nb: 2\nc: 3\n')).toEqual(['YAML-IGNORED b: 2']);
    expect(underlined('a: 1\n...\nb: 2\n')).toEqual(['YAML-IGNORED b: 2']);
    expect(underlined('[a] b\n')).toEqual(['YAML-IGNORED b']);
    expect(underlined('a: 1\n...\n# only a comment\n')).toEqual([]);
  });

  test('of syntax point at the place to look at', () => {
    expect(underlined('a: [1,\n')).toEqual(['YAML-SYNTAX [']);
    expect(underlined('a: "x\n')).toEqual(['YAML-SYNTAX "']);
    expect(underlined('a:\n\tb: 1\n')).toEqual(['YAML-SYNTAX \t']);
    expect(underlined('a: 1\nb\nc: 2\n')).toEqual(['YAML-SYNTAX b']);
    expect(underlined('a: b\n  c: 1\n')).toEqual(['YAML-SYNTAX c']);
    expect(underlined('- a: 1\n   b: 2\n')).toEqual(['YAML-SYNTAX b']);
    expect(underlined('a: @b\n')).toEqual(['YAML-SYNTAX @']);
    expect(underlined('a:\n  b: 1\n c: 2\n')).toEqual(['YAML-SYNTAX c']);
  });

  test('of separators take only the line', () => {
    const { documents, problems } = read('a: 1\n--- b\nc: 1\n');
    expect(documents.map((document) => document.value)).toEqual([{ a: 1 }, null, { c: 1 }]);
    expect(problems.map(({ code, span }) => [code, span])).toEqual([
      ['YAML-SEPARATOR', { start: 5, end: 10 }],
    ]);
  });

  test('of values name what is wrong', () => {
    expect(underlined('a: !!int x\n')).toEqual(['YAML-VALUE !!int x']);
    expect(underlined('a: .inf\n')).toEqual(['YAML-VALUE .inf']);
    expect(underlined('a: *b\n')).toEqual(['YAML-SYNTAX *b']);
    expect(underlined('? [a]\n: b\n')).toEqual(['YAML-VALUE [a]']);
    expect(underlined('{"a": 1\n"b": 2}\n')).toEqual(['JSON-SYNTAX "']);
  });
});

test('the editor reads what kubectl reads, up to kubectl\u2019s first error', () => {
  const cases = readYamlCases(new URL('../testing/cases/kubectl-yaml.jsonl.gz', import.meta.url));
  for (const { id, text } of cases) {
    if (text === undefined || id.startsWith('deep/')) continue;
    const strict = readAsKubectl(text);
    const { documents } = read(text);
    for (const [i, document] of strict.entries()) {
      if ('json' in document) expect(documents[i]?.value, id).toEqual(document.json);
      else if (!/---/.test(text)) expect(documents[i]?.problem, id).toBeDefined();
    }
  }
});

test('any text is read without an exception, and documents lie in order within it', () => {
  const parts = fc.constantFrom(
    'a: ',
    '- ',
    '---\n',
    '\n',
    '  ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '&x ',
    '*x',
    '!!int ',
    '"',
    "'",
    '|',
    '>',
    '#',
    '\t',
    '%',
    '...',
    '<<: ',
    '? ',
    ': ',
    '1',
    '\r',
    '\ufeff',
    '\u0000',
    '\u2028',
    '{{',
    '__proto__: ',
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 30 }), (some) => {
      const text = some.join('');
      let end = 0;
      for (const document of read(text).documents) {
        expect(document.start).toBeGreaterThanOrEqual(end);
        expect(text.slice(document.start, document.end)).toBe(document.text);
        end = document.end;
      }
      expect(end).toBeLessThanOrEqual(text.length);
      readAsKubectl(text);
    }),
    { seed: 8, numRuns: 3000 },
  );
});

test('hostile texts neither hang nor grow', () => {
  const bomb = ['a0: &a0 x'];
  for (let i = 1; i < 30; i++) {
    bomb.push(`a${i}: &a${i} [${Array.from({ length: 9 }, () => `*a${i - 1}`).join(', ')}]`);
  }
  expect(read(bomb.join('\n')).documents[0]?.problem?.code).toBe('YAML-LIMIT');
  expect(read('['.repeat(100_000)).documents[0]?.problem).toBeDefined();
  expect(read(`${'['.repeat(9000)}${'a,'.repeat(200_000)}`).documents[0]?.problem).toBeDefined();
  expect(read('- '.repeat(100_000)).documents[0]?.problem).toBeDefined();
  expect(read('{"a":'.repeat(100_000)).documents[0]?.problem).toBeDefined();
  expect(read(`${'x'.repeat(5000)}: 1\n`).documents[0]?.problem?.code).toBe('YAML-LIMIT');
  const { value } = read('__proto__: {a: 1}\nconstructor: 2\n').documents[0] ?? {};
  expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  const repeated = Array.from({ length: 20_000 }, (_, i) => `k${i % 10_000}: ${i}\n`).join('');
  expect(read(repeated).problems).toHaveLength(1000);
});

test('a cache gives the same documents wherever they have moved to, and forgets the oldest', () => {
  const cache = createDocumentCache(20);
  const file = (text: string) => readFile({ id: 'f', name: 'f', text }, cache).documents;
  const [first] = file('a: {b: 1}\n');
  const [, moved] = file('x: 1\n---\na: {b: 1}\n');
  expect(moved?.root).toBe(first?.root);
  expect(moved?.start).toBe(9);
  file('long: aaaaaaaaaaaaaaa\n');
  file('long: bbbbbbbbbbbbbbb\n');
  file('long: ccccccccccccccc\n');
  expect(file('a: {b: 1}\n')[0]?.root).not.toBe(first?.root);
  expect(file('a: {b: 1}\n')[0]?.root).toEqual(first?.root);
});
