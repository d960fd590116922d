/** Line breaks of YAML 1.1: LF, CR, NEL, LS and PS. */
export function isBreak(c: number): boolean {
  return c === 10 || c === 13 || c === 0x85 || c === 0x2028 || c === 0x2029;
}

export function isBlank(c: number): boolean {
  return c === 32 || c === 9;
}

/** Blank, line break, or the end of the text (where charCodeAt gives NaN). */
export function isBlankOrEnd(c: number): boolean {
  return c === 32 || c === 10 || c === 9 || isBreak(c) || Number.isNaN(c);
}

/**
 * Length of the line break at an offset. CRLF is one; kubectl takes one CR from before every LF first, so CR CR LF
 * is one as well.
 */
export function breakLength(text: string, at: number): number {
  if (text.charCodeAt(at) !== 13) return 1;
  if (text.charCodeAt(at + 1) === 10) return 2;
  return text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10 ? 3 : 1;
}

/** What a line break is in a value: LS and PS stay what they are. */
export function breakText(c: number): string {
  return c === 0x2028 ? '\u2028' : c === 0x2029 ? '\u2029' : '\n';
}

/** Letters, digits, `_` and `-`: what names of anchors and tags are made of. */
export function isWord(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c === 45;
}

export function hexDigit(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  const lower = c | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** Whether `---` or `...` stands here as a word. */
export function isMarker(text: string, at: number): boolean {
  if (!text.startsWith('---', at) && !text.startsWith('...', at)) return false;
  return isBlankOrEnd(text.charCodeAt(at + 3));
}
