import { setOwn } from './json-object';
import type { OpenObject } from './json-object';
import { wellFormed } from './decode-bytes';
import { ReadProblem } from './outcome';
import type { Duplicate } from './outcome';
import { isInt64 } from './scalars';
import type { Json, YamlEntry, YamlNode } from './types';

/** One value of a JSON stream. Offsets are relative to the text given. */
export type JsonValue = {
  readonly root: YamlNode;
  readonly value: Json;
  readonly end: number;
  readonly duplicates: readonly Duplicate[];
  readonly inexact: boolean;
};

type State = {
  readonly text: string;
  readonly maxDepth: number;
  readonly duplicates: Duplicate[];
  at: number;
  inexact: boolean;
};

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const PLAIN_STRING = /[^"\\\x00-\x1f]*/y;

/** Reads the JSON value at the start of a text as Go's encoding/json does. Throws ReadProblem. */
export function readJson(text: string, maxDepth: number): JsonValue {
  const state: State = { text, maxDepth, duplicates: [], at: 0, inexact: false };
  const { node, value } = readValue(state, 0);
  return { root: node, value, end: state.at, duplicates: state.duplicates, inexact: state.inexact };
}

/** Whether a problem of JSON is about the text, after which kubectl tries YAML, or about a value, when it stops. */
export function isJsonSyntax(problem: { readonly code: string }): boolean {
  return problem.code === 'JSON-SYNTAX';
}

/** The first offset that is not JSON's white space. */
export function skipJsonSpace(text: string, from: number): number {
  let at = from;
  for (let c = text.charCodeAt(at); c === 32 || c === 10 || c === 13 || c === 9; c = text.charCodeAt(at)) {
    at++;
  }
  return at;
}

type Read = { readonly node: YamlNode; readonly value: Json };
type ReadString = { readonly node: YamlNode; readonly value: string };

function readValue(state: State, depth: number): Read {
  state.at = skipJsonSpace(state.text, state.at);
  if (depth > state.maxDepth) {
    throw new ReadProblem(
      'YAML-LIMIT',
      'This document is nested too deep to be read.',
      state.at,
      state.at + 1,
    );
  }
  switch (state.text.charAt(state.at)) {
    case '{':
      return readObject(state, depth);
    case '[':
      return readArray(state, depth);
    case '"':
      return readText(state);
    case 't':
      return readWord(state, 'true', true);
    case 'f':
      return readWord(state, 'false', false);
    case 'n':
      return readWord(state, 'null', null);
    default:
      return readNumber(state);
  }
}

function readObject(state: State, depth: number): Read {
  const start = state.at++;
  const entries = new Map<string, YamlEntry>();
  const overridden: YamlEntry[] = [];
  const object: OpenObject = {};
  for (let first = true; ; first = false) {
    const c = next(state);
    if (c === '}' && first) break;
    if (!first) {
      if (c === '}') break;
      if (c !== ',') throw unexpected(state, 'A comma or “}” is missing before this place.');
      state.at++;
      next(state);
    }
    if (state.text.charAt(state.at) !== '"') {
      throw unexpected(state, 'A key in double quotes is expected here.');
    }
    const { node: key, value: name } = readText(state);
    if (next(state) !== ':') throw unexpected(state, 'A colon is missing after this key.');
    state.at++;
    const { node, value } = readValue(state, depth + 1);
    const earlier = entries.get(name);
    if (earlier !== undefined) {
      overridden.push(earlier);
      entries.delete(name);
      state.duplicates.push({ key: name, start: key.start, end: key.end });
    }
    entries.set(name, { key: name, keyStart: key.start, keyEnd: key.end, value: node });
    setOwn(object, name, value);
  }
  state.at++;
  const node: YamlNode = {
    kind: 'map',
    start,
    end: state.at,
    flow: true,
    entries: [...entries.values()],
    ...(overridden.length > 0 && { overridden }),
  };
  return { node, value: object };
}

function readArray(state: State, depth: number): Read {
  const start = state.at++;
  const items: YamlNode[] = [];
  const values: Json[] = [];
  for (let first = true; ; first = false) {
    const c = next(state);
    if (c === ']' && (first || values.length > 0)) break;
    if (!first) {
      if (c !== ',') throw unexpected(state, 'A comma or “]” is missing before this place.');
      state.at++;
    }
    const { node, value } = readValue(state, depth + 1);
    items.push(node);
    values.push(value);
  }
  state.at++;
  return { node: { kind: 'list', start, end: state.at, flow: true, items }, value: values };
}

function readText(state: State): ReadString {
  const { text } = state;
  const start = state.at++;
  let value = '';
  for (;;) {
    PLAIN_STRING.lastIndex = state.at;
    const plain = PLAIN_STRING.exec(text)?.[0] ?? '';
    value += plain;
    state.at += plain.length;
    const c = text.charAt(state.at);
    if (c === '"') break;
    if (c !== '\\') {
      throw unexpected(
        state,
        'A control character or line end stands in this text; the closing quote may be missing.',
      );
    }
    value += readEscape(state);
  }
  state.at++;
  const node: YamlNode = { kind: 'scalar', start, end: state.at, value: wellFormed(value), style: 'double' };
  return { node, value: wellFormed(value) };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function readEscape(state: State): string {
  const c = state.text.charAt(state.at + 1);
  const simple = ESCAPES.get(c);
  if (simple !== undefined) {
    state.at += 2;
    return simple;
  }
  const hex = state.text.slice(state.at + 2, state.at + 6);
  if (c !== 'u' || !/^[0-9a-fA-F]{4}$/.test(hex)) {
    throw unexpected(state, 'This escape is not known in JSON.');
  }
  state.at += 6;
  return String.fromCharCode(parseInt(hex, 16));
}

function readWord(state: State, word: string, value: Json): Read {
  const start = state.at;
  if (!state.text.startsWith(word, start)) throw unexpected(state, 'A value is expected here.');
  state.at += word.length;
  return { node: { kind: 'scalar', start, end: state.at, value, style: 'plain' }, value };
}

/** Whole numbers within int64 stay whole; others are floats, which must be finite. */
function readNumber(state: State): Read {
  const start = state.at;
  NUMBER.lastIndex = start;
  const written = NUMBER.exec(state.text)?.[0];
  if (written === undefined) throw unexpected(state, 'A value is expected here.');
  state.at += written.length;
  const value = Number(written) + 0;
  if (!Number.isFinite(value)) {
    throw new ReadProblem('YAML-VALUE', 'This number is too large.', start, state.at);
  }
  if (Math.abs(value) >= 2 ** 53 && /^-?[0-9]+$/.test(written) && isInt64(BigInt(written))) {
    state.inexact = true;
  }
  return { node: { kind: 'scalar', start, end: state.at, value, style: 'plain' }, value };
}

function next(state: State): string {
  state.at = skipJsonSpace(state.text, state.at);
  return state.text.charAt(state.at);
}

function unexpected(state: State, message: string): ReadProblem {
  const at = Math.min(state.at, Math.max(0, state.text.length - 1));
  return new ReadProblem('JSON-SYNTAX', message, at, Math.min(at + 1, state.text.length));
}
