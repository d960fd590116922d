import { goQuoted } from '../../../resources/api-server/go-text';

/** A number of 16 bits, or the text of the error. */
export type ParsedNumber =
  { readonly kind: 'value'; readonly value: number } | { readonly kind: 'error'; readonly text: string };

/** Upstream: Go `strconv.ParseUint` with base 0 and 16 bits. */
export function parsePortNumber(text: string): ParsedNumber {
  const failed = (why: string): ParsedNumber => ({
    kind: 'error',
    text: `strconv.ParseUint: parsing ${goQuoted(text)}: ${why}`,
  });
  if (text === '') return failed('invalid syntax');
  const { base, digits } = withoutBase(text);
  let value = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const c = digits.charAt(at);
    if (c === '_') continue;
    const digit = /^[0-9a-z]$/i.test(c) ? Number.parseInt(c, 36) : base;
    if (digit >= base) return failed('invalid syntax');
    value = value * base + digit;
    // Told before what follows is looked at.
    if (value > 65535) return failed('value out of range');
  }
  if (text.includes('_') && !hasGoodUnderscores(text)) return failed('invalid syntax');
  return { kind: 'value', value };
}

function withoutBase(text: string): { readonly base: number; readonly digits: string } {
  if (!text.startsWith('0')) return { base: 10, digits: text };
  const prefix = text.length >= 3 ? text.charAt(1).toLowerCase() : '';
  switch (prefix) {
    case 'b':
      return { base: 2, digits: text.slice(2) };
    case 'o':
      return { base: 8, digits: text.slice(2) };
    case 'x':
      return { base: 16, digits: text.slice(2) };
    default:
      return { base: 8, digits: text.slice(1) };
  }
}

/** Each between digits, where a prefix of the base counts as one. */
function hasGoodUnderscores(text: string): boolean {
  return /^(0[box]|[0-9a-f])(_?[0-9a-f])*$/i.test(text);
}
