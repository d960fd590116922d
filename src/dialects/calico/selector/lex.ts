/** A piece of a selector. `value` is the text of labels, strings and `has`, else empty. */
export type Token = {
  readonly kind: TokenKind;
  readonly value: string;
  /** Offset of its first character in the selector. */
  readonly at: number;
};

export type TokenKind =
  | 'TokLabel'
  | 'TokStringLiteral'
  | 'TokHas'
  | 'TokLBrace'
  | 'TokRBrace'
  | 'TokComma'
  | 'TokEq'
  | 'TokNe'
  | 'TokIn'
  | 'TokNot'
  | 'TokNotIn'
  | 'TokContains'
  | 'TokStartsWith'
  | 'TokEndsWith'
  | 'TokAll'
  | 'TokGlobal'
  | 'TokLParen'
  | 'TokRParen'
  | 'TokAnd'
  | 'TokOr'
  | 'TokEOF';

/** Why a text is no selector, in Calico's words, and the offset where that shows. */
export type SelectorError = { readonly kind: 'error'; readonly message: string; readonly at: number };

/** The most characters of a label key. */
const longestLabel = 512;

const blanks = /[ \t]*/y;
const identifier = /[A-Za-z0-9_./-]+/y;
const identifierPart = /[A-Za-z0-9_./-]/;

/** Operators in words, in the order in which Calico looks for them after a label. */
const wordOperators: readonly { readonly kind: TokenKind; readonly pattern: RegExp }[] = [
  { kind: 'TokContains', pattern: /contains/y },
  { kind: 'TokStartsWith', pattern: /starts[ \t]*with/y },
  { kind: 'TokEndsWith', pattern: /ends[ \t]*with/y },
  { kind: 'TokNotIn', pattern: /not[ \t]*in/y },
  { kind: 'TokIn', pattern: /in/y },
];

const signs: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ['(', 'TokLParen'],
  [')', 'TokRParen'],
  ['{', 'TokLBrace'],
  ['}', 'TokRBrace'],
  [',', 'TokComma'],
]);

/** Signs of two characters, by the first; `alone` is what the first means by itself, if anything. */
const doubleSigns: ReadonlyMap<string, { second: string; kind: TokenKind; alone?: TokenKind }> = new Map([
  ['=', { second: '=', kind: 'TokEq' as const }],
  ['!', { second: '=', kind: 'TokNe' as const, alone: 'TokNot' as const }],
  ['&', { second: '&', kind: 'TokAnd' as const }],
  ['|', { second: '|', kind: 'TokOr' as const }],
]);

/**
 * Splits a selector into tokens, the last of which is TokEOF; or its leftmost fault. Upstream: projectcalico/calico
 * `libcalico-go/lib/selector/tokenizer`.
 */
export function lexSelector(text: string): readonly Token[] | SelectorError {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at = endOf(blanks, text, at) ?? at;
    if (at >= text.length) {
      tokens.push({ kind: 'TokEOF', value: '', at });
      return tokens;
    }
    const next = readToken(text, at, tokens.at(-1));
    if (next.kind === 'error') return next;
    tokens.push(next.token);
    at = next.end;
  }
}

type Read = { readonly kind: 'token'; readonly token: Token; readonly end: number } | SelectorError;

function readToken(text: string, at: number, previous: Token | undefined): Read {
  const first = text[at] ?? '';
  const sign = signs.get(first);
  if (sign !== undefined) return token(sign, '', at, at + 1);
  if (first === '"' || first === "'") {
    const close = text.indexOf(first, at + 1);
    if (close < 0) return fault('unterminated string', at);
    return token('TokStringLiteral', text.slice(at + 1, close), at, close + 1);
  }
  const double = doubleSigns.get(first);
  if (double !== undefined) {
    if (text[at + 1] === double.second) return token(double.kind, '', at, at + 2);
    if (double.alone !== undefined) return token(double.alone, '', at, at + 1);
    return fault(`expected ${first}${double.second}`, at);
  }
  if (previous?.kind === 'TokLabel') return readOperator(text, at, previous.value);
  if (text.startsWith('has(', at)) return readHas(text, at);
  if (text.startsWith('all(', at)) return readCall(text, at, 'all(', 'TokAll');
  if (text.startsWith('global(', at)) return readCall(text, at, 'global(', 'TokGlobal');
  const label = readIdentifier(text, at);
  return label.kind === 'error' ? label : token('TokLabel', label.value, at, label.end);
}

function readOperator(text: string, at: number, label: string): Read {
  for (const { kind, pattern } of wordOperators) {
    const end = endOf(pattern, text, at);
    if (end !== undefined && !identifierPart.test(text[end] ?? '')) return token(kind, '', at, end);
  }
  return fault(`expected operator after label "${label}"`, at);
}

function readHas(text: string, at: number): Read {
  const from = endOf(blanks, text, at + 4) ?? at + 4;
  const label = readIdentifier(text, from);
  if (label.kind === 'error') return label;
  const close = endOf(blanks, text, label.end) ?? label.end;
  if (text[close] !== ')') return fault("no closing ')' after has(", at);
  return token('TokHas', label.value, at, close + 1);
}

function readCall(text: string, at: number, opening: string, kind: TokenKind): Read {
  const close = endOf(blanks, text, at + opening.length) ?? at + opening.length;
  if (text[close] !== ')') return fault(`no closing ')' after ${opening}`, at);
  return token(kind, '', at, close + 1);
}

function readIdentifier(
  text: string,
  at: number,
): { readonly kind: 'label'; readonly value: string; readonly end: number } | SelectorError {
  const end = endOf(identifier, text, at);
  if (end === undefined) return fault('expected identifier', at);
  const value = text.slice(at, end);
  if (value.length > longestLabel) return fault(`label too long: ${value}`, at);
  return { kind: 'label', value, end };
}

/** Where a match at this very place ends. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function token(kind: TokenKind, value: string, at: number, end: number): Read {
  return { kind: 'token', token: { kind, value, at }, end };
}

export function fault(message: string, at: number): SelectorError {
  return { kind: 'error', message, at };
}
