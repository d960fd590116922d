import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../yaml/types';
import { field, listOf, mapOf, object, scalar } from '../schema-parts';
import { appliedObjects } from './applied-text';
import { decodeStrict } from './decode-strict';
import { goJsonError } from './go-json-error';
import { byteLength, goJson, goQuoted } from './go-text';
import { metadataErrors } from './metadata';
import { labelKeyProblems, labelNameProblems, portNameProblems, subdomainProblems } from './names';

const messages = (errors: readonly { readonly message: string }[]) => errors.map((error) => error.message);

describe('texts as Go writes them', () => {
  it.each([
    ['plain', '"plain"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['tab\tline\n', '"tab\\tline\\n"'],
    ['\u0001\u007f', '"\\x01\\x7f"'],
    ['größe 漢 🙂', '"größe 漢 🙂"'],
    ['\u00a0\u200b', '"\\u00a0\\u200b"'],
    ['\ud83d', '"\ufffd"'],
  ])('quotes %j', (text, quoted) => {
    expect(goQuoted(text)).toBe(quoted);
  });

  it('escapes what HTML might read in JSON', () => {
    expect(goJson(['<a>', '&'])).toBe('["\\u003ca\\u003e","\\u0026"]');
  });

  it('writes what is nested too deep for one call', () => {
    const nested = (wrap: (inner: Json) => Json, inner: Json) => {
      let value = inner;
      for (let depth = 0; depth < 8_000; depth += 1) value = wrap(value);
      return goJson(value);
    };
    expect(nested((inner) => [inner, 1], [])).toBe(`${'['.repeat(8_000)}[]${',1]'.repeat(8_000)}`);
    expect(nested((inner) => ({ a: '<', b: inner }), {})).toBe(
      `${'{"a":"\\u003c","b":'.repeat(8_000)}{}${'}'.repeat(8_000)}`,
    );
  });

  it('counts bytes as UTF-8 has them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(byteLength(text)).toBe(new TextEncoder().encode(text).length);
      }),
      { seed: 3 },
    );
  });
});

describe('goJsonError', () => {
  it.each([
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', `invalid character '"' after object key:value pair`],
    ['[1 2]', "invalid character '2' after array element"],
    ['[1,]', "invalid character ']' looking for beginning of value"],
    ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
    ['{"a":01}', "invalid character '1' after object key:value pair"],
    ['{"a":1.}', "invalid character '}' after decimal point in numeric literal"],
    ['{"a":-}', "invalid character '}' in numeric literal"],
    ['{"a":"\\x"}', "invalid character 'x' in string escape code"],
    ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
    ['{"a":"\n"}', "invalid character '\\n' in string literal"],
    ['{"a":', 'unexpected end of JSON input'],
    ['{} {}', "invalid character '{' after top-level value"],
  ])('%s', (text, message) => {
    expect(goJsonError(text)).toBe(message);
  });

  it('finds nothing wrong with JSON, and something with what JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(goJsonError(text)).toBeUndefined();
      }),
      { seed: 5 },
    );
    const broken = fc.string({
      unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '1', '-', '.', 'e', 't', ' ', '\\', 'u'),
    });
    fc.assert(
      fc.property(broken, (text) => {
        let readable = true;
        try {
          JSON.parse(text);
        } catch {
          readable = false;
        }
        expect(goJsonError(text) === undefined).toBe(readable);
      }),
      { seed: 5, numRuns: 2000 },
    );
  });
});

describe('names', () => {
  it('says all that is wrong with a name', () => {
    expect(subdomainProblems('web.shop-1')).toEqual([]);
    expect(subdomainProblems(`${'a'.repeat(253)}.`)).toHaveLength(2);
    expect(labelNameProblems('a.b')).toEqual(['must not contain dots']);
    expect(labelKeyProblems('example.com/app')).toEqual([]);
    expect(labelKeyProblems('a/b/c')).toHaveLength(1);
    expect(portNameProblems('-12345--67890_12345-')).toHaveLength(5);
  });

  it('takes no long time over long names', () => {
    const long = `${'a-'.repeat(50_000)}.${'b.'.repeat(50_000)}_`;
    expect(subdomainProblems(long)).toHaveLength(2);
    expect(labelKeyProblems(long)).toHaveLength(2);
  });
});

describe('metadata', () => {
  it('counts annotations together and looks at owners one by one', () => {
    const big = { annotations: { a: 'x'.repeat(256 * 1024) } };
    expect(messages(metadataErrors({ name: 'a', ...big }))).toEqual([
      'metadata.annotations: Too long: may not be more than 262144 bytes',
    ]);
    const owner = { apiVersion: 'a/b/c', kind: 'Pod', name: 'p', uid: 'u' };
    expect(messages(metadataErrors({ name: 'a', ownerReferences: [owner] }))).toEqual([
      'metadata.ownerReferences.apiVersion: Invalid value: "a/b/c": version must not be empty',
    ]);
  });
});

describe('strict decoding', () => {
  const inner = object({ name: field('', scalar('string')), when: field('', scalar('string', 'time')) });
  const schema = object({
    items: field('', listOf(inner)),
    labels: field('', mapOf(scalar('string'))),
    count: field('', scalar('integer', 'int64')),
  });
  const types = new Map([
    [schema, 'Thing'],
    [inner, 'Item'],
  ]);

  it('tells the first wrong type only, in the order in which kubectl sends fields', () => {
    const value = { labels: [], items: [{ name: 1, odd: 1 }] };
    expect(messages(decodeStrict(value, schema, types))).toEqual([
      'json: cannot unmarshal number into Go struct field Item.items.name of type string',
    ]);
  });

  it('knows times and whole numbers', () => {
    expect(messages(decodeStrict({ items: [{ when: 'x' }] }, schema, types))).toEqual([
      'parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"',
    ]);
    expect(messages(decodeStrict({ count: 1.5 }, schema, types))).toEqual([
      'json: cannot unmarshal number 1.5 into Go struct field Thing.count of type int64',
    ]);
  });

  it('stops telling unknown fields after a hundred', () => {
    const value = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`x${index}`, 1]));
    expect(decodeStrict(value, schema, types)).toHaveLength(100);
  });
});

describe('appliedObjects', () => {
  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('{', '}', '"', ':', 'a', ' ', '\n', '-', '[', ']', '&', '*', '\t', ','),
        }),
        (text) => {
          expect(appliedObjects(text).length).toBeGreaterThan(0);
        },
      ),
      { seed: 11, numRuns: 1000 },
    );
  });
});
