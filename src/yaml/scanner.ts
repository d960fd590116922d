import { ReadProblem } from './outcome';
import type { Problem } from './outcome';
import { emptyTokens } from './tokens';
import type { Tokens } from './tokens';
import { BLOCK_END, KEY_BEFORE, MAP_BEFORE } from './tokens';

/** A place where a key without `?` may have begun, on one level of flow collections. */
export type KeyPlace = {
  isPossible: boolean;
  /** Nothing but a key may stand at the column of a block map's keys. */
  isRequired: boolean;
  /** It was forgotten because its colon stands too far behind. */
  isTooLong: boolean;
  token: number;
  at: number;
  line: number;
  column: number;
};

/** The state of the scanner. */
export type Scanner = {
  readonly text: string;
  readonly tokens: Tokens;
  at: number;
  line: number;
  lineStart: number;
  /** Offset and line at which the token before ended. */
  boundary: number;
  boundaryLine: number;
  /** How many flow collections are open. */
  flow: number;
  /** Column of the innermost block collection, -1 outside of all. */
  indent: number;
  readonly indents: number[];
  isKeyAllowed: boolean;
  /** One for each open flow collection and one for the block context. */
  readonly keys: KeyPlace[];
};

/** Nesting that go-yaml accepts. */
const MAX_NESTING = 10_000;
const KEY_LENGTH = 1024;

export function createScanner(text: string): Scanner {
  const at = text.startsWith('\ufeff') ? 1 : 0;
  return {
    text,
    tokens: emptyTokens(),
    at,
    line: 0,
    lineStart: at,
    boundary: at,
    boundaryLine: 0,
    flow: 0,
    indent: -1,
    indents: [],
    isKeyAllowed: true,
    keys: [noKey()],
  };
}

function noKey(): KeyPlace {
  return { isPossible: false, isRequired: false, isTooLong: false, token: 0, at: 0, line: 0, column: 0 };
}

export function addToken(s: Scanner, kind: number, start: number, end: number, text?: string): void {
  const { tokens } = s;
  tokens.kind.push(kind);
  tokens.start.push(start);
  tokens.end.push(end);
  tokens.flags.push(0);
  tokens.text.push(text);
}

export function fail(
  message: string,
  start: number,
  end: number,
  code: Problem['code'] = 'YAML-SYNTAX',
): never {
  throw new ReadProblem(code, message, start, end);
}

/**
 * Begins a token: forgets the place of a key that lies on an earlier line or too far back; one where a key had to
 * be is an error. Only outside of flow collections a key has to be; those of levels between are looked at when
 * they are asked for, since there may be thousands.
 */
export function beginToken(s: Scanner): void {
  s.boundary = s.at;
  s.boundaryLine = s.line;
  const [outermost] = s.keys;
  const innermost = s.keys[s.flow];
  if (outermost !== undefined) isStillKey(s, outermost);
  if (innermost !== undefined) isStillKey(s, innermost);
}

/** The first token that may still begin a key, as seen before the token that is being scanned. */
export function firstOpenKey(s: Scanner): number {
  const open = s.keys.filter(
    (key) =>
      key.isPossible &&
      key.line === s.boundaryLine &&
      lengthBetween(s.text, key.at, s.boundary) <= KEY_LENGTH,
  );
  return open.reduce((first, key) => Math.min(first, key.token), Infinity);
}

/** Whether what began there may still become a key. */
export function isStillKey(s: Scanner, key: KeyPlace): boolean {
  if (!key.isPossible) return false;
  const isOnLine = key.line === s.line;
  key.isTooLong = isOnLine && lengthBetween(s.text, key.at, s.at) > KEY_LENGTH;
  if (isOnLine && !key.isTooLong) return true;
  if (key.isRequired) failWithoutColon(s, key);
  key.isPossible = false;
  return false;
}

/** Characters, those beyond the basic plane counted once. */
function lengthBetween(text: string, start: number, end: number): number {
  if (end - start <= KEY_LENGTH || end - start > 2 * KEY_LENGTH) return end - start;
  return [...text.slice(start, end)].length;
}

function failWithoutColon(s: Scanner, key: KeyPlace): never {
  s.tokens.problemAt = Math.min(s.tokens.problemAt, key.token);
  if (key.isTooLong) return failTooLong(s, key);
  const { start, end } = s.tokens;
  const message = 'A colon is missing: where this text stands a key is expected.';
  return fail(message, start[key.token] ?? key.at, end[key.token] ?? key.at);
}

/** The limit for keys without `?`. */
export function failTooLong(s: Scanner, key: KeyPlace): never {
  const { start, end } = s.tokens;
  const message = 'A key may be at most 1,024 characters long.';
  return fail(message, start[key.token] ?? key.at, end[key.token] ?? key.at, 'YAML-LIMIT');
}

/** Notes that a key may begin here. */
export function saveKey(s: Scanner): void {
  if (!s.isKeyAllowed) return;
  removeKey(s);
  const key = s.keys[s.flow];
  if (key === undefined) return;
  const column = s.at - s.lineStart;
  key.isPossible = true;
  key.isTooLong = false;
  key.isRequired = s.flow === 0 && s.indent === column;
  key.token = s.tokens.kind.length;
  key.at = s.at;
  key.line = s.line;
  key.column = column;
}

export function removeKey(s: Scanner): void {
  const key = s.keys[s.flow];
  if (key === undefined || !key.isPossible) return;
  if (key.isRequired) failWithoutColon(s, key);
  key.isPossible = false;
}

export function openFlow(s: Scanner): void {
  s.flow++;
  s.keys.push(noKey());
  if (s.flow > MAX_NESTING) failTooDeep(s);
}

export function closeFlow(s: Scanner): void {
  if (s.flow === 0) return;
  s.flow--;
  s.keys.pop();
}

function failTooDeep(s: Scanner): never {
  return fail('This document is nested too deep to be read.', s.at, s.at + 1, 'YAML-LIMIT');
}

/** Opens a block collection at a column that is deeper than the innermost; whether it did. */
export function rollIndent(s: Scanner, column: number): boolean {
  if (s.flow > 0 || s.indent >= column) return false;
  s.indents.push(s.indent);
  s.indent = column;
  if (s.indents.length > MAX_NESTING) failTooDeep(s);
  return true;
}

/** Closes the block collections that are deeper than a column. */
export function unrollIndent(s: Scanner, column: number): void {
  if (s.flow > 0) return;
  while (s.indent > column) {
    addToken(s, BLOCK_END, s.at, s.at);
    s.indent = s.indents.pop() ?? -1;
  }
}

/** Turns the place of a key into one: the token there begins a key, and a block map if that is a new column. */
export function confirmKey(s: Scanner, key: KeyPlace): void {
  const { flags } = s.tokens;
  const opensMap = rollIndent(s, key.column);
  flags[key.token] = (flags[key.token] ?? 0) | KEY_BEFORE | (opensMap ? MAP_BEFORE : 0);
  key.isPossible = false;
}
