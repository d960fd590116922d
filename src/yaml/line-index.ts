/** A place in a text as people count: lines and columns from 1, columns in UTF-16 units. */
export type LinePosition = { readonly line: number; readonly column: number };

/** Turns offsets of one text into lines and columns and back. */
export type LineIndex = {
  readonly lineCount: number;
  /** The position of an offset; offsets outside the text are taken as its ends. */
  readonly positionAt: (offset: number) => LinePosition;
  /** The offset of a position; places outside the text are taken as the nearest inside. */
  readonly offsetAt: (position: LinePosition) => number;
  /** Where a line (from 1) begins. */
  readonly lineStart: (line: number) => number;
};

/** Built once for a text; looking up costs a binary search. Lines end at LF, CRLF or a lone CR, as in an editor. */
export function createLineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  const lineStart = (line: number) => starts[Math.max(1, Math.min(line, starts.length)) - 1] ?? 0;
  const positionAt = (offset: number) => {
    const at = Math.max(0, Math.min(offset, text.length));
    const line = lineOf(starts, at);
    return { line, column: at - lineStart(line) + 1 };
  };
  const offsetAt = ({ line, column }: LinePosition) => {
    if (line < 1) return 0;
    if (line > starts.length) return text.length;
    const next = line < starts.length ? (starts[line] ?? text.length) - 1 : text.length;
    return Math.max(lineStart(line), Math.min(lineStart(line) + column - 1, next));
  };
  return { lineCount: starts.length, positionAt, offsetAt, lineStart };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 10 || (c === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

/** The last line that begins at or before the offset, from 1. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
