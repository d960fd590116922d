import { breakText, hexDigit, isBlank, isBreak, isMarker } from './characters';
import { passBreak, skipGap } from './scan-gap';
import { addToken, fail } from './scanner';
import type { Scanner } from './scanner';
import { DOUBLE, SINGLE } from './tokens';

/** Scans text in quotes; `quote` is the character code of the quote. Its lines may stand at any column. */
export function scanQuoted(s: Scanner, quote: number): void {
  const start = s.at++;
  const parts: string[] = [];
  while (scanPart(s, quote, start, parts));
  const kind = quote === 39 ? SINGLE : DOUBLE;
  s.at++;
  addToken(s, kind, start, s.at, parts.length === 1 ? parts[0] : parts.join(''));
}

/** Scans up to the next quote, escape or line end; false at the closing quote. */
function scanPart(s: Scanner, quote: number, start: number, parts: string[]): boolean {
  const { text } = s;
  if (s.at === s.lineStart && isMarker(text, s.at)) {
    fail('The closing quote is missing: a document ends here.', start, start + 1);
  }
  const from = s.at;
  let c = text.charCodeAt(s.at);
  while (c !== quote && c !== 92 && c !== 10 && !isBreak(c) && !Number.isNaN(c)) c = text.charCodeAt(++s.at);
  if (c === quote) {
    parts.push(text.slice(from, s.at));
    if (quote !== 39 || text.charCodeAt(s.at + 1) !== 39) return false;
    parts.push("'");
    s.at += 2;
    return true;
  }
  if (c === 92) {
    parts.push(text.slice(from, s.at));
    if (quote === 39) parts.push(text.charAt(s.at++));
    else parts.push(scanEscape(s));
    return true;
  }
  if (Number.isNaN(c)) fail('The closing quote is missing.', start, start + 1);
  let end = s.at;
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--;
  parts.push(text.slice(from, end), skipGap(s, 0));
  return true;
}

const SIMPLE: ReadonlyMap<number, string> = new Map(
  Object.entries({
    '0': '\0',
    a: '\x07',
    b: '\b',
    t: '\t',
    '\t': '\t',
    n: '\n',
    v: '\v',
    f: '\f',
    r: '\r',
    e: '\x1b',
    ' ': ' ',
    '"': '"',
    "'": "'",
    '\\': '\\',
    N: '\x85',
    _: '\xa0',
    L: '\u2028',
    P: '\u2029',
  }).map(([c, value]) => [c.charCodeAt(0), value]),
);

/** An escape in double quotes: its character; nothing for an escaped line end, whose line goes on. */
function scanEscape(s: Scanner): string {
  const { text } = s;
  const at = s.at;
  const c = text.charCodeAt(at + 1);
  if (isBreak(c)) {
    s.at++;
    return escapedBreak(s);
  }
  const simple = SIMPLE.get(c);
  if (simple !== undefined) {
    s.at += 2;
    return simple;
  }
  const length = c === 120 ? 2 : c === 117 ? 4 : c === 85 ? 8 : 0;
  if (length === 0) {
    fail(
      `The escape “\\${text.charAt(at + 1)}” is not known; write “\\\\” for a backslash in double quotes.`,
      at,
      at + 2,
    );
  }
  let code = 0;
  for (let i = 0; i < length; i++) {
    const digit = hexDigit(text.charCodeAt(at + 2 + i));
    if (digit < 0) fail('A hexadecimal digit is missing in this escape.', at, at + 2 + i);
    code = code * 16 + digit;
  }
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
    fail('This escape is not a Unicode character.', at, at + 2 + length);
  }
  s.at += 2 + length;
  return String.fromCodePoint(code);
}

/** Behind an escaped line end blanks are dropped, and further breaks are kept. */
function escapedBreak(s: Scanner): string {
  passBreak(s);
  let breaks = '';
  for (;;) {
    const c = s.text.charCodeAt(s.at);
    if (isBlank(c)) {
      s.at++;
    } else if (isBreak(c)) {
      breaks += breakText(c);
      passBreak(s);
    } else {
      return breaks;
    }
  }
}
