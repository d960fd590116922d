import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printJson, printYaml } from './print';
import { readAsKubectl } from './read-as-kubectl';
import type { Schema } from './schema';
import type { Json } from './types';
import { jsonValues, layouts } from '../testing/yaml-values';

/** What kubectl reads from the text as the second document of a file; the error where it refuses. */
function readBack(text: string): Json | { readonly error: string } | undefined {
  const document = readAsKubectl(`x: 1\n---\n${text}`)[1];
  return document !== undefined && 'json' in document ? document.json : document;
}

describe('printed text', () => {
  test('is read back by kubectl as the same value, in block and in flow style', () => {
    fc.assert(
      fc.property(jsonValues, layouts, fc.boolean(), (value, layout, flow) => {
        const text = printYaml(value, { ...layout, flow });
        expect(readBack(text), text).toEqual(value);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  test('is read back where it is JSON, by JSON readers too', () => {
    fc.assert(
      fc.property(jsonValues, fc.constantFrom(undefined, 2, 4), (value, indent) => {
        const text = printJson(value, indent);
        expect(JSON.parse(text)).toEqual(value);
        expect(readBack(text), text).toEqual(value);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  test('[ED-4] stands as kubectl prints it: two spaces, dashes under their key, empty collections in flow', () => {
    const value = {
      spec: { podSelector: {}, ingress: [{ from: [], ports: [{ port: 80 }] }], list: [['a'], []] },
    };
    expect(printYaml(value)).toBe(
      [
        'spec:',
        '  podSelector: {}',
        '  ingress:',
        '  - from: []',
        '    ports:',
        '    - port: 80',
        '  list:',
        '  - - a',
        '  - []',
        '',
      ].join('\n'),
    );
    expect(printYaml({ a: [{ b: 1 }] }, { indent: 4, dashIndent: 2, dashWidth: 4 })).toBe('a:\n  -   b: 1\n');
    expect(printYaml({ a: { 'x/y': 'b' }, c: ['d', 'e:f'] }, { flow: true })).toBe(
      '{a: {x/y: b}, c: [d, "e:f"]}',
    );
  });

  test('[ED-6] quotes what YAML 1.1 or 1.2 would read as something else, and nothing more', () => {
    const quoted = [
      'true',
      'yes',
      'on',
      'Off',
      'n',
      '1',
      '1.0',
      '012',
      '089',
      '1e3',
      '12:30',
      '2024-01-01',
      '~',
      'null',
    ];
    quoted.push(
      '*a',
      '&a',
      '!a',
      '%a',
      '@a',
      '`a',
      'a: b',
      'a #b',
      'a:',
      '',
      ' a',
      '- a',
      '0x1F',
      '1_000',
      '.inf',
      '...',
      '<<',
    );
    for (const text of quoted) expect(printYaml(text)).toBe(`${JSON.stringify(text)}\n`);
    for (const text of [
      'api',
      '10.0.0.0/8',
      'app.kubernetes.io/name',
      'a b',
      '1.2.3.4',
      'it\u2019s',
      'v1',
      'kube-system',
      'a#b',
      'a:b',
    ]) {
      expect(printYaml(text)).toBe(`${text}\n`);
    }
    expect(printYaml('a\nb\u0085\u2028\ufeff')).toBe('"a\\nb\\u0085\\u2028\\ufeff"\n');
  });

  test('keys follow the schema, unknown ones last', () => {
    const text: Schema = { kind: 'scalar', type: 'string' };
    const inner: Schema = {
      kind: 'object',
      fields: { name: { schema: text, doc: '' }, to: { schema: text, doc: '' } },
    };
    const schema: Schema = {
      kind: 'object',
      fields: { kind: { schema: text, doc: '' }, items: { schema: { kind: 'list', item: inner }, doc: '' } },
    };
    expect(printYaml({ x: 1, items: [{ to: 'b', name: 'a' }], kind: 'k' }, { schema })).toBe(
      'kind: k\nitems:\n- name: a\n  to: b\nx: 1\n',
    );
  });
});
