/** One piece of a file between separators: what kubectl gives to its YAML parser. Offsets are in the file. */
export type Piece = {
  readonly start: number;
  readonly end: number;
  /** The separator line that ends the reading here: more than a comment stands after `---`. */
  readonly badSeparator?: { readonly start: number; readonly end: number };
};

/**
 * Splits a text as kubectl's YAMLReader does (apimachinery util/yaml): a line that begins with `---` separates,
 * wherever YAML stands. A separator at the very start, or the second of two in a row, stays part of the piece
 * that it begins. A bad separator makes a piece of its own, so that an editor can go on behind it.
 */
export function splitDocuments(text: string, from = 0): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = from;
  let at = isSeparator(text, from) ? from : nextSeparator(text, from);
  while (at !== -1) {
    const end = lineEnd(text, at);
    const next = end < text.length ? end + 1 : end;
    if (isBadSeparator(text, at, end)) {
      if (at > start) pieces.push({ start, end: at });
      pieces.push({ start: at, end: next, badSeparator: { start: at, end } });
      start = next;
    } else if (at > start) {
      pieces.push({ start, end: at });
      start = next;
    }
    at = nextSeparator(text, end);
  }
  if (start < text.length) pieces.push({ start, end: text.length });
  return pieces;
}

function isSeparator(text: string, at: number): boolean {
  return text.startsWith('---', at);
}

/** The next line that begins with `---`, from the line end at or after the offset on; -1 if none. */
function nextSeparator(text: string, from: number): number {
  const found = text.indexOf('\n---', from);
  return found === -1 ? -1 : found + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function isBadSeparator(text: string, at: number, end: number): boolean {
  if (end - at === 3) return false;
  const rest = trimSpace(text.slice(at + 3, end));
  return rest !== '' && !rest.startsWith('#');
}

/** Go's unicode.IsSpace differs from trim(): U+0085 is space, U+FEFF is not. */
function trimSpace(text: string): string {
  return text.replace(/^(?:(?!\ufeff)[\s\u0085])+/, '');
}
