import { breakText, isBlank, isBreak } from './characters';
import { passBreak } from './scan-gap';
import { addToken, fail } from './scanner';
import type { Scanner } from './scanner';
import { FOLDED, LITERAL } from './tokens';

/** How a block scalar begins: what happens to its last line breaks, and its indentation if that is written. */
type Header = { readonly chomp: '+' | '-' | undefined; readonly increment: number };

/** Scans `|` or `>` with its lines. The token ends with the last line that is not blank. */
export function scanBlockScalar(s: Scanner, isLiteral: boolean): void {
  const { text } = s;
  const start = s.at++;
  const header = scanHeader(s);
  const breaks = { text: '' };
  const written = header.increment > 0 ? (s.indent >= 0 ? s.indent + header.increment : header.increment) : 0;
  const headerEnd = trimEnd(text, start, s.at);
  const indent = skipBreaks(s, written, breaks);
  const parts: string[] = [];
  let end = headerEnd;
  let lineBreak = '';
  let wasIndented = false;
  while (s.at - s.lineStart === indent && s.at < text.length) {
    const isIndented = isBlank(text.charCodeAt(s.at));
    const folds = !isLiteral && !wasIndented && !isIndented && lineBreak === '\n';
    parts.push(folds ? (breaks.text === '' ? ' ' : '') : lineBreak, breaks.text);
    wasIndented = isIndented;
    breaks.text = '';
    const from = s.at;
    let c = text.charCodeAt(s.at);
    while (c !== 10 && !isBreak(c) && !Number.isNaN(c)) c = text.charCodeAt(++s.at);
    parts.push(text.slice(from, s.at));
    if (trimEnd(text, from, s.at) > from) end = s.at;
    lineBreak = Number.isNaN(c) ? '' : breakText(c);
    if (lineBreak !== '') passBreak(s);
    skipBreaks(s, indent, breaks);
  }
  if (header.chomp !== '-') parts.push(lineBreak);
  if (header.chomp === '+') parts.push(breaks.text);
  addToken(s, isLiteral ? LITERAL : FOLDED, start, end, parts.join(''));
}

function scanHeader(s: Scanner): Header {
  const { text } = s;
  const match = /(?:([-+])([0-9])?|([0-9])([-+])?)?/y;
  match.lastIndex = s.at;
  const [all = '', before, digitAfter, digitBefore, behind] = match.exec(text) ?? [];
  s.at += all.length;
  const digit = digitAfter ?? digitBefore;
  if (digit === '0') fail('The indentation of a block text must be at least 1.', s.at - 1, s.at);
  while (isBlank(text.charCodeAt(s.at))) s.at++;
  if (text.charCodeAt(s.at) === 35) {
    while (s.at < text.length && !isBreak(text.charCodeAt(s.at))) s.at++;
  }
  if (s.at < text.length && !isBreak(text.charCodeAt(s.at))) {
    fail('After “|” or “>” only a comment may follow on the same line.', s.at, s.at + 1);
  }
  if (s.at < text.length) passBreak(s);
  const chomp = before ?? behind;
  return {
    chomp: chomp === '+' || chomp === '-' ? chomp : undefined,
    increment: digit === undefined ? 0 : Number(digit),
  };
}

/**
 * Goes over indentation and blank lines, whose breaks are added to `breaks`. Gives the indentation; where it is
 * not known yet (0) that is the deepest seen before the first text, but deeper than the block around.
 */
function skipBreaks(s: Scanner, known: number, breaks: { text: string }): number {
  const { text } = s;
  let deepest = 0;
  for (;;) {
    while ((known === 0 || s.at - s.lineStart < known) && text.charCodeAt(s.at) === 32) s.at++;
    const column = s.at - s.lineStart;
    if (column > deepest) deepest = column;
    const c = text.charCodeAt(s.at);
    if (c === 9 && (known === 0 || column < known)) {
      fail('A tab stands where only spaces may indent.', s.at, s.at + 1);
    }
    if (!isBreak(c)) break;
    breaks.text += breakText(c);
    passBreak(s);
  }
  return known === 0 ? Math.max(deepest, s.indent + 1, 1) : known;
}

function trimEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && (isBlank(text.charCodeAt(end - 1)) || isBreak(text.charCodeAt(end - 1)))) end--;
  return end;
}
