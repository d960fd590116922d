import { expect, test } from 'vitest';
import { readLines } from './line-tree';

/** The place of the `|` in a text: `position path "token"`. */
function placeOf(marked: string): string {
  const caret = marked.indexOf('|');
  const text = marked.slice(0, caret) + marked.slice(caret + 1);
  const { place } = readLines(text, caret);
  if (place === undefined) return 'nowhere';
  return `${place.position} ${place.path.join('.')} "${text.slice(place.start, place.end)}"`;
}

test('a key at the root, empty or half typed', () => {
  expect(placeOf('|')).toBe('key  ""');
  expect(placeOf('apiVersion: v1\nki|')).toBe('key  "ki"');
  expect(placeOf('a: 1\n---\n|')).toBe('key  ""');
});

test('a key of a map: in its column, or deeper than the key it belongs to', () => {
  expect(placeOf('spec:\n  podSelector: {}\n  |')).toBe('key spec ""');
  expect(placeOf('spec:\n  podS|')).toBe('key spec "podS"');
  expect(placeOf('spec:\n  podSelector:\n    match|\n  ingress: []')).toBe('key spec.podSelector "match"');
  expect(placeOf('spec:\n  |podSelector: {}')).toBe('key spec "podSelector"');
  expect(placeOf('metadata:\n  name: x\n|')).toBe('key  ""');
});

test('a value: of a key, with or without something typed', () => {
  expect(placeOf('kind: |')).toBe('value kind ""');
  expect(placeOf('kind: Netw|')).toBe('value kind "Netw"');
  expect(placeOf('kind: Ne|tw')).toBe('value kind "Netw"');
  expect(placeOf('kind: Net|w and more')).toBe('value kind "Netw"');
  expect(placeOf('kind: Net|# more')).toBe('value kind "Net"');
  expect(placeOf('a:\n  b: x # |')).toBe('nowhere');
});

test('items of lists, indented or in the column of their key', () => {
  for (const pad of ['', '  ']) {
    expect(placeOf(`ingress:\n${pad}- |`)).toBe('item ingress.0 ""');
    expect(placeOf(`ingress:\n${pad}- fr|`)).toBe('item ingress.0 "fr"');
    expect(placeOf(`ingress:\n${pad}- from:\n${pad}  - podSelector: {}\n${pad}  |`)).toBe('key ingress.0 ""');
    expect(placeOf(`ingress:\n${pad}- from: []\n${pad}- ports:\n${pad}  - protocol: T|`)).toBe(
      'value ingress.1.ports.0.protocol "T"',
    );
    expect(placeOf(`types:\n${pad}- Ing|`)).toBe('item types.0 "Ing"');
  }
  expect(placeOf('ingress:\n- - a|')).toBe('item ingress.0.0 "a"');
});

test('a line below a key without a value belongs to it', () => {
  expect(placeOf('from:\n  |')).toBe('key from ""');
  expect(placeOf('spec:\n  ingress:\n  - from:\n      |')).toBe('key spec.ingress.0.from ""');
});

test('places inside flow collections', () => {
  expect(placeOf('matchLabels: {|}')).toBe('key matchLabels ""');
  expect(placeOf('matchLabels: { app: fr| }')).toBe('value matchLabels.app "fr"');
  expect(placeOf('types: [Ingress, E|]')).toBe('item types.1 "E"');
  expect(placeOf('- {from: [{app: a}, {ti|}], x: 1}')).toBe('key 0.from.1 "ti"');
  expect(placeOf('from: [\n  {podSelector: {|}}')).toBe('key from.0.podSelector ""');
  expect(placeOf('a: [x] |')).toBe('nowhere');
});

test('nothing is offered inside comments and block scalars', () => {
  expect(placeOf('# a|')).toBe('nowhere');
  expect(placeOf('run: |\n  a: 1\nb:'.replace('|', '>') + ' |')).toBe('value b ""');
  expect(readLines('run: |\n  a: 1', 12).place).toBeUndefined();
});

test('keys with their values, paths and columns', () => {
  const { entries } = readLines('kind: "A" # c\nspec:\n  "x y": 1\n  l:\n  - n: a b\n    m:\n', 0);
  expect(entries.map((entry) => [entry.path.join('.'), entry.column, entry.value])).toEqual([
    ['kind', 0, '"A"'],
    ['spec', 0, ''],
    ['spec.x y', 2, '1'],
    ['spec.l', 2, ''],
    ['spec.l.0.n', 4, 'a b'],
    ['spec.l.0.m', 4, ''],
  ]);
});

test('keys of flow collections, whole or cut off', () => {
  const { entries } = readLines('a: { from: x, to: {y: 1}, l: [{ z: "q, r" }, {w', 0);
  expect(entries.map((entry) => [entry.path.join('.'), entry.value])).toEqual([
    ['a', '{ from: x, to: {y: 1}, l: [{ z: "q, r" }, {w'],
    ['a.from', 'x'],
    ['a.to.y', '1'],
    ['a.to', '{y: 1}'],
    ['a.l.0.z', '"q, r"'],
  ]);
});

test('large and hostile texts are read in one pass', () => {
  const caret = 400_000;
  readLines('[{"a":\n'.repeat(60_000), caret);
  readLines('- '.repeat(200_000), caret);
  readLines(`${'a '.repeat(100_000)}\n`.repeat(3), caret);
  readLines('__proto__:\n  constructor: 1\n  |', 5);
});
