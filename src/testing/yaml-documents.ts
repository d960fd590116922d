import fc from 'fast-check';
import { intendedValue } from '../yaml/intended';
import { entryLines, printFlow, printJson } from '../yaml/print';
import type { Layout } from '../yaml/print';
import type { Json, JsonObject, Path, YamlOperation } from '../yaml/types';
import { layouts } from './yaml-values';

/** Texts of documents as people write them, and operations on them, for the laws of edits. */

const words = fc.constantFrom(
  'app',
  'api',
  'db',
  'tier',
  'ports',
  'from',
  'to',
  'spec',
  'x/y',
  'yes',
  '8080',
  'a b',
  "it's",
);
const leaves = fc.oneof(
  words,
  fc.integer({ min: 0, max: 9999 }),
  fc.boolean(),
  fc.constant(null),
  fc.constant('10.0.0.0/8'),
);

/** Values in the shape of manifests: maps and lists in each other, some of them empty. */
export const manifestValues: fc.Arbitrary<Json> = fc.letrec<{ node: Json }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    leaves,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(words, tie('node'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).node;

/** A value that is a map at the top, as every manifest is. */
export const manifests: fc.Arbitrary<JsonObject> = fc.dictionary(words, manifestValues, {
  minKeys: 1,
  maxKeys: 4,
  noNullPrototype: true,
});

/** How one text is dressed: numbers that are drawn from in turn. */
type Choices = { next: (below: number) => number };

function choices(seeds: readonly number[]): Choices {
  let at = 0;
  return { next: (below) => (seeds[at++ % Math.max(1, seeds.length)] ?? 0) % below };
}

/** The lines of a value, with flow parts, comments and blank lines strewn in. */
function dressedLines(value: Json, layout: Layout, pick: Choices): readonly string[] {
  if (Array.isArray(value)) {
    const width = Math.max(2, layout.dashWidth);
    return (value as readonly Json[]).flatMap((item) => {
      const [first = '', ...rest] = inlineOf(item, pick) ?? dressedLines(item, layout, pick);
      return dress([`-${' '.repeat(width - 1)}${first}`.trimEnd(), ...shifted(rest, width)], pick);
    });
  }
  return Object.entries(value as JsonObject).flatMap(([key, child]) => {
    const head = entryLines(key, '', layout)[0]?.replace(/ ""$/, '') ?? '';
    const inline = inlineOf(child, pick);
    if (inline !== undefined) return dress([`${head} ${inline[0] ?? ''}`.trimEnd()], pick);
    const depth = Array.isArray(child) ? layout.dashIndent : layout.indent;
    return dress([head, ...shifted(dressedLines(child, layout, pick), depth)], pick);
  });
}

/** A value on one line: what cannot be otherwise, and now and then what could. Null may be nothing at all. */
function inlineOf(value: Json, pick: Choices): readonly [string] | undefined {
  if (value === null) return [pick.next(2) === 0 ? '' : 'null'];
  const isLeaf = typeof value !== 'object' || Object.keys(value).length === 0;
  return isLeaf || pick.next(8) === 7 ? [printFlow(value)] : undefined;
}

function shifted(lines: readonly string[], columns: number): readonly string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(columns) + line));
}

/** Comments above, behind and below, and blank lines. */
function dress(lines: readonly string[], pick: Choices): readonly string[] {
  const [first = '', ...rest] = lines;
  const tail = pick.next(6) === 5 && !first.includes('#') ? ` # t${pick.next(100)}` : '';
  const above = pick.next(5) === 4 ? [`# above ${pick.next(100)}`] : [];
  const below = pick.next(9) === 8 ? [`  # below ${pick.next(100)}`] : [];
  const blank = pick.next(7) === 6 ? [''] : [];
  return [...above, first + tail, ...rest, ...below, ...blank];
}

/** A file of several documents, one of which holds the value. */
export type DressedFile = { readonly text: string; readonly value: JsonObject; readonly index: number };

export const dressedFiles: fc.Arbitrary<DressedFile> = fc
  .record({
    value: manifests,
    layout: layouts,
    seeds: fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }),
    before: fc.boolean(),
    after: fc.boolean(),
    crlf: fc.boolean(),
    bom: fc.boolean(),
    finalBreak: fc.boolean(),
    form: fc.constantFrom('block', 'block', 'block', 'flow', 'json', 'pretty'),
  })
  .map(({ value, layout, seeds, before, after, crlf, bom, finalBreak, form }) => {
    const lines =
      form === 'block'
        ? dressedLines(value, layout, choices(seeds))
        : form === 'flow'
          ? [printFlow(value)]
          : printJson(value, form === 'pretty' ? 2 : undefined).split('\n');
    const own = `${lines.join('\n')}\n`;
    let text = (before ? 'first: 1\n---\n' : '') + own + (after ? '---\nlast: [1, 2]\n' : '');
    if (!finalBreak) text = text.replace(/\n+$/, '');
    if (crlf) text = text.replaceAll('\n', '\r\n');
    return { text: bom ? `\ufeff${text}` : text, value, index: before ? 1 : 0 };
  });

/** Operations that make sense on a value, chosen by numbers. */
export function operationOn(value: Json, seeds: readonly number[], fresh: Json): YamlOperation {
  const pick = choices(seeds);
  const places = placesOf(value);
  const lists = places.filter((place) => Array.isArray(place.value));
  const maps = places.filter((place) => isObject(place.value));
  const items = lists.filter((place) => (place.value as readonly Json[]).length > 0);
  const full = maps.filter((place) => Object.keys(place.value as JsonObject).length > 0);
  const at = <T>(all: readonly T[]): T | undefined => all[pick.next(Math.max(1, all.length))];
  const [kind, list, item, map, entry] = [pick.next(6), at(lists), at(items), at(maps), at(full)];
  if (kind === 0 && list !== undefined) {
    const index = pick.next((list.value as readonly Json[]).length + 1);
    return {
      kind: 'insertItem',
      path: list.path,
      index,
      value: fresh,
      ...(pick.next(2) === 0 && { comment: 'new' }),
    };
  }
  if (kind === 1 && item !== undefined) {
    return { kind: 'removeItem', path: [...item.path, pick.next((item.value as readonly Json[]).length)] };
  }
  if (kind === 2 && entry !== undefined) {
    return { kind: 'removeKey', path: entry.path, key: keyOf(entry.value, pick) };
  }
  if (kind === 3 && entry !== undefined && !Object.hasOwn(entry.value as JsonObject, 'renamed')) {
    return { kind: 'renameKey', path: entry.path, key: keyOf(entry.value, pick), to: 'renamed' };
  }
  if (kind === 4 && places.length > 1) {
    const place = places[1 + pick.next(places.length - 1)];
    if (place !== undefined) return { kind: 'setScalar', path: place.path, value: fresh };
  }
  const order = ['api', 'new', 'app', 'spec', 'to', 'from'];
  const key = pick.next(2) === 0 ? 'new' : keyOf(map?.value ?? {}, pick);
  return { kind: 'setKey', path: map?.path ?? [], key, value: fresh, ...(pick.next(2) === 0 && { order }) };
}

function keyOf(value: Json, pick: Choices): string {
  const keys = Object.keys(value as JsonObject);
  return keys[pick.next(Math.max(1, keys.length))] ?? 'new';
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function placesOf(value: Json, path: Path = []): readonly { path: Path; value: Json }[] {
  const own = [{ path, value }];
  if (Array.isArray(value)) {
    return [...own, ...(value as readonly Json[]).flatMap((item, i) => placesOf(item, [...path, i]))];
  }
  if (!isObject(value)) return own;
  return [...own, ...Object.entries(value).flatMap(([key, child]) => placesOf(child, [...path, key]))];
}

/** What an operation makes of a value. */
export function expectedValue(value: Json, operations: readonly YamlOperation[]): Json {
  return operations.reduce(intendedValue, value);
}
