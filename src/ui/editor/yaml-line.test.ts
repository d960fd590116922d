import { expect, test } from 'vitest';
import { firstLine, tokenizeLine } from './yaml-line';

/** Each token as `kind:text`, over several lines. */
function colors(text: string): string[] {
  let state = firstLine;
  return text.split('\n').map((line) => {
    const result = tokenizeLine(line, state);
    state = result.state;
    return result.tokens
      .map((token, i) => `${token.kind}:${line.slice(token.start, result.tokens[i + 1]?.start).trim()}`)
      .join(' ');
  });
}

test('keys, values, numbers and comments of block collections', () => {
  expect(colors('---\nspec: # all\n  - port: 8080\n    name: web 2\n  - on\n  - a: b: c')).toEqual([
    'punctuation:---',
    'key:spec punctuation:: comment:# all',
    'punctuation:- key:port punctuation:: number:8080',
    'key:name punctuation:: string:web 2',
    'punctuation:- number:on',
    'punctuation:- key:a punctuation:: key:b punctuation:: string:c',
  ]);
});

test('labels with slashes, dots and number signs are one scalar', () => {
  expect(colors('app.kubernetes.io/name: a#b')).toEqual([
    'key:app.kubernetes.io/name punctuation:: string:a#b',
  ]);
  expect(colors('image: nginx:1.27')).toEqual(['key:image punctuation:: string:nginx:1.27']);
});

test('flow collections may go over several lines', () => {
  expect(colors('from: [{app: web, n: 1},\n  {app: x}]\nports: 80')).toEqual([
    'key:from punctuation:: [{ key:app punctuation:: string:web punctuation:, key:n punctuation:: number:1 punctuation:},',
    'punctuation:{ key:app punctuation:: string:x punctuation:}]',
    'key:ports punctuation:: number:80',
  ]);
});

test('quoted scalars may go over several lines; a quoted key is a key', () => {
  expect(colors('"a b": \'it\'\'s\'\nx: "one\n  # two"\ny: 1')).toEqual([
    "key:\"a b\" punctuation:: string:'it''s'",
    'key:x punctuation:: string:"one',
    'string:# two"',
    'key:y punctuation:: number:1',
  ]);
});

test('a block scalar holds what is indented deeper than its key', () => {
  expect(colors('run: |\n  a: 1\n    # not a comment\n\n  b\nnext: 2')).toEqual([
    'key:run punctuation:: |',
    'string:a: 1',
    'string:# not a comment',
    'string:',
    'string:b',
    'key:next punctuation:: number:2',
  ]);
  expect(colors('- - x: >-\n      text: 1\n    y: 2')).toEqual([
    'punctuation:- - key:x punctuation:: >-',
    'string:text: 1',
    'key:y punctuation:: number:2',
  ]);
});

test('every line of any text is taken, long ones in one pass', () => {
  const long = ': '.repeat(50_000) + 'x'.repeat(50_000) + '"'.repeat(50_001) + '{['.repeat(1000);
  expect(tokenizeLine(long, firstLine).tokens.length).toBeGreaterThan(0);
});
