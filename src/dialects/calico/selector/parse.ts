import { fault, lexSelector } from './lex';
import type { SelectorError, Token, TokenKind } from './lex';

/** A selector of Calico's own language. */
export type SelectorNode =
  | { readonly kind: 'all' | 'global' }
  | { readonly kind: 'has'; readonly label: string }
  | {
      readonly kind: '==' | '!=' | 'contains' | 'starts with' | 'ends with';
      readonly label: string;
      readonly value: string;
    }
  /** Values are sorted by their bytes and without repetition. */
  | { readonly kind: 'in' | 'not in'; readonly label: string; readonly values: readonly string[] }
  | { readonly kind: 'not'; readonly of: SelectorNode }
  | { readonly kind: 'and' | 'or'; readonly of: readonly SelectorNode[] };

export type ParsedSelector = { readonly kind: 'selector'; readonly node: SelectorNode } | SelectorError;

/** How deep parentheses may stand in each other; Calico sets no bound of its own. */
const deepest = 400;

/** Selectors read before: policies have many rules with few selectors. */
const known = new Map<string, ParsedSelector>();
const mostKnown = 4_000;
const longestKnown = 1_024;

/**
 * Reads a selector, or says in Calico's words why it is none. The empty text is `all()`. Upstream:
 * projectcalico/calico `libcalico-go/lib/selector/parser`.
 */
export function parseSelector(text: string): ParsedSelector {
  const before = known.get(text);
  if (before !== undefined) return before;
  const parsed = readSelector(text);
  if (text.length <= longestKnown) {
    if (known.size >= mostKnown) known.clear();
    known.set(text, parsed);
  }
  return parsed;
}

function readSelector(text: string): ParsedSelector {
  const tokens = lexSelector(text);
  if ('kind' in tokens) return tokens;
  if (tokens[0]?.kind === 'TokEOF') return { kind: 'selector', node: { kind: 'all' } };
  const cursor: Cursor = { tokens, at: 0, depth: 0 };
  const node = parseOr(cursor);
  if (node.kind === 'error') return node;
  if (peek(cursor).kind !== 'TokEOF') {
    const rest = tokens.slice(cursor.at).map(tokenText).join(' ');
    return fault(`unexpected content at end of selector [${rest}]`, peek(cursor).at);
  }
  return { kind: 'selector', node };
}

type Cursor = { readonly tokens: readonly Token[]; at: number; depth: number };

const end: Token = { kind: 'TokEOF', value: '', at: 0 };

function peek({ tokens, at }: Cursor): Token {
  return tokens[at] ?? end;
}

function take(cursor: Cursor): Token {
  const token = peek(cursor);
  cursor.at += 1;
  return token;
}

function parseOr(cursor: Cursor): SelectorNode | SelectorError {
  return parseChain(cursor, 'or', 'TokOr', (at) => parseChain(at, 'and', 'TokAnd', parseOperation));
}

function parseChain(
  cursor: Cursor,
  kind: 'and' | 'or',
  sign: TokenKind,
  operand: (cursor: Cursor) => SelectorNode | SelectorError,
): SelectorNode | SelectorError {
  const first = operand(cursor);
  if (first.kind === 'error') return first;
  const of: SelectorNode[] = [first];
  while (peek(cursor).kind === sign) {
    take(cursor);
    const next = operand(cursor);
    if (next.kind === 'error') return next;
    of.push(next);
  }
  return of.length === 1 ? first : { kind, of };
}

function parseOperation(cursor: Cursor): SelectorNode | SelectorError {
  let negated = false;
  while (peek(cursor).kind === 'TokNot') {
    take(cursor);
    negated = !negated;
  }
  const node = parsePrimary(cursor);
  return node.kind === 'error' || !negated ? node : { kind: 'not', of: node };
}

function parsePrimary(cursor: Cursor): SelectorNode | SelectorError {
  const token = take(cursor);
  switch (token.kind) {
    case 'TokHas':
      return { kind: 'has', label: token.value };
    case 'TokAll':
      return { kind: 'all' };
    case 'TokGlobal':
      return { kind: 'global' };
    case 'TokLabel':
      return parseComparison(cursor, token);
    case 'TokLParen': {
      cursor.depth += 1;
      if (cursor.depth > deepest) return fault(`more than ${deepest} parentheses in each other`, token.at);
      const node = parseOr(cursor);
      cursor.depth -= 1;
      if (node.kind === 'error') return node;
      const close = take(cursor);
      return close.kind === 'TokRParen' ? node : fault('expected )', close.at);
    }
    default:
      return fault(`unexpected token: ${tokenText(token)}`, token.at);
  }
}

const comparisons: ReadonlyMap<TokenKind, '==' | '!=' | 'contains' | 'starts with' | 'ends with'> = new Map([
  ['TokEq', '=='],
  ['TokNe', '!='],
  ['TokContains', 'contains'],
  ['TokStartsWith', 'starts with'],
  ['TokEndsWith', 'ends with'],
]);

function parseComparison(cursor: Cursor, label: Token): SelectorNode | SelectorError {
  if (cursor.tokens.length - cursor.at < 2) {
    return fault('unexpected end of string looking for op', peek(cursor).at);
  }
  const sign = take(cursor);
  const comparison = comparisons.get(sign.kind);
  if (comparison !== undefined) {
    const value = take(cursor);
    if (value.kind !== 'TokStringLiteral') return fault('expected string', value.at);
    return { kind: comparison, label: label.value, value: value.value };
  }
  if (sign.kind === 'TokIn') return parseSet(cursor, 'in', label.value);
  if (sign.kind === 'TokNotIn') return parseSet(cursor, 'not in', label.value);
  return fault(`expected == or != not: ${tokenText(sign)}`, sign.at);
}

function parseSet(cursor: Cursor, kind: 'in' | 'not in', label: string): SelectorNode | SelectorError {
  const open = take(cursor);
  if (open.kind !== 'TokLBrace') return fault('expected set literal', open.at);
  const values = new Set<string>();
  while (peek(cursor).kind === 'TokStringLiteral') {
    values.add(take(cursor).value);
    if (peek(cursor).kind !== 'TokComma') break;
    take(cursor);
  }
  const close = take(cursor);
  if (close.kind !== 'TokRBrace') return fault('expected }', close.at);
  return { kind, label, values: sortedByBytes(values) };
}

/** Sorted as their UTF-8 bytes are, which is the order of code points. */
export function sortedByBytes(values: Iterable<string>): readonly string[] {
  return [...values].sort(compareByBytes);
}

/** Compares as Go compares strings. */
export function compareByBytes(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const one = a.charCodeAt(at);
    const other = b.charCodeAt(at);
    if (one === other) continue;
    // Halves of pairs stand for code points above all others.
    const oneHigh = one >= 0xd800 && one <= 0xdfff;
    const otherHigh = other >= 0xd800 && other <= 0xdfff;
    if (oneHigh !== otherHigh) return oneHigh ? 1 : -1;
    return one - other;
  }
  return a.length - b.length;
}

function tokenText({ kind, value }: Token): string {
  return `${kind}(${value})`;
}
