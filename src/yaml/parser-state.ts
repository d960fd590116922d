import { addScalar } from './builder';
import type { Builder } from './builder';
import { ReadProblem } from './outcome';
import * as T from './tokens';
import type { Tokens } from './tokens';

/** What is expected next; the innermost last. */
export const DOCUMENT = 0;
export const LIST_ITEM = 1;
export const INDENTLESS_ITEM = 2;
export const MAP_KEY = 3;
export const MAP_VALUE = 4;
export const FLOW_ITEM = 5;
export const FLOW_KEY = 6;
export const FLOW_VALUE = 7;
export const FLOW_EMPTY_VALUE = 8;
export const PAIR_VALUE = 9;
export const PAIR_END = 10;

export type Parser = {
  readonly text: string;
  readonly tokens: Tokens;
  readonly builder: Builder;
  readonly states: number[];
  /** The token that comes next. */
  next: number;
  /** End of what has been read. */
  end: number;
  /** Whether the flow collection just opened has no item yet. */
  isFirst: boolean;
};

/** The kind of the next token; a key and a block map that begin with it come before it. */
export function peek(p: Parser): number {
  const { tokens, next } = p;
  if (next >= tokens.problemAt && tokens.problem !== undefined) {
    const { code, message, start, end } = tokens.problem;
    throw new ReadProblem(code, message, start, end);
  }
  const flags = tokens.flags[next] ?? 0;
  if (flags === 0) return tokens.kind[next] ?? T.STREAM_END;
  return flags & T.MAP_BEFORE ? T.BLOCK_MAP_START : T.KEY;
}

export function take(p: Parser): void {
  const { tokens, next } = p;
  const flags = tokens.flags[next] ?? 0;
  if (flags & T.MAP_BEFORE) {
    tokens.flags[next] = flags & ~T.MAP_BEFORE;
  } else if (flags & T.KEY_BEFORE) {
    tokens.flags[next] = flags & ~T.KEY_BEFORE;
  } else {
    p.end = Math.max(p.end, tokens.end[next] ?? 0);
    p.next++;
  }
}

export function startOf(p: Parser): number {
  return p.tokens.start[p.next] ?? p.text.length;
}

export function problem(p: Parser, message: string): ReadProblem {
  const start = Math.min(startOf(p), Math.max(0, p.text.length - 1));
  const end = p.tokens.end[p.next] ?? start;
  return new ReadProblem('YAML-SYNTAX', message, start, Math.max(end, start + 1));
}

/** The text ends inside a flow collection. */
export function notClosed(p: Parser): ReadProblem {
  const start =
    p.builder.frames.findLast((frame) => frame.flow && /[[{]/.test(p.text.charAt(frame.start)))?.start ?? 0;
  return new ReadProblem('YAML-SYNTAX', 'This bracket is not closed.', start, start + 1);
}

export function empty(p: Parser, at: number): void {
  addScalar(p.builder, 'plain', '', at, at, undefined);
}
