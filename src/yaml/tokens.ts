import type { Problem } from './outcome';

/**
 * The tokens of one document, as libyaml's scanner cuts them. Kept as parallel lists of numbers: a large file has
 * hundreds of thousands.
 */
export type Tokens = {
  readonly kind: number[];
  readonly start: number[];
  readonly end: number[];
  /** Whether a key, and a block map, begins with the token: `KEY_BEFORE`, `MAP_BEFORE`. */
  readonly flags: number[];
  /** Text of a scalar that is not simply what stands between start and end; name of an anchor; a tag in full. */
  readonly text: (string | undefined)[];
  /** What the scanner stopped at, and the first token that cannot be known because of it. */
  problem: Problem | undefined;
  problemAt: number;
};

export const KEY_BEFORE = 1;
export const MAP_BEFORE = 2;

export const PLAIN = 1;
export const SINGLE = 2;
export const DOUBLE = 3;
export const LITERAL = 4;
export const FOLDED = 5;
export const ALIAS = 6;
export const ANCHOR = 7;
export const TAG = 8;
export const FLOW_LIST_START = 9;
export const FLOW_LIST_END = 10;
export const FLOW_MAP_START = 11;
export const FLOW_MAP_END = 12;
export const FLOW_ENTRY = 13;
export const BLOCK_LIST_START = 14;
export const BLOCK_MAP_START = 15;
export const BLOCK_END = 16;
export const BLOCK_ENTRY = 17;
export const KEY = 18;
export const VALUE = 19;
export const DOCUMENT_START = 20;
export const DOCUMENT_END = 21;
export const DIRECTIVE = 22;
export const STREAM_END = 23;

export function emptyTokens(): Tokens {
  return { kind: [], start: [], end: [], flags: [], text: [], problem: undefined, problemAt: Infinity };
}
