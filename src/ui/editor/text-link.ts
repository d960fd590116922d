import type { editor, IPosition, IRange } from './monaco';

/**
 * Ties an editor's model to the text of a file. Monaco drops a byte order mark and makes all line breaks alike; the
 * file keeps them, and the engine's offsets count them. Where both texts are equal all of this is Monaco's own.
 */
export type TextLink = {
  /** The file's text. */
  readonly text: () => string;
  readonly positionAt: (offset: number) => IPosition;
  readonly rangeOf: (start: number, end: number) => IRange;
  readonly offsetAt: (position: IPosition) => number;
  /** Takes over what was typed into the model; gives the file's new text. */
  readonly typed: (changes: readonly editor.IModelContentChange[]) => string;
  /** Says that the model was brought to this text. */
  readonly reset: (text: string) => void;
};

type Lines = { readonly text: string; readonly starts: readonly number[]; readonly ends: readonly number[] };

export function linkText(model: editor.ITextModel, initial: string): TextLink {
  let text = initial;
  /** Undefined where the model's text is the file's. */
  let lines: Lines | undefined;
  const reset = (next: string) => {
    text = next;
    lines = model.getValue() === next ? undefined : linesOf(next);
  };
  reset(initial);
  const positionAt = (offset: number): IPosition => {
    if (lines === undefined) return model.getPositionAt(offset);
    const line = lineAt(lines.starts, offset);
    const start = lines.starts[line] ?? 0;
    const end = lines.ends[line] ?? start;
    return { lineNumber: line + 1, column: Math.max(0, Math.min(offset, end) - start) + 1 };
  };
  const offsetAt = (position: IPosition): number =>
    lines === undefined ? model.getOffsetAt(position) : offsetIn(lines, position.lineNumber, position.column);
  return {
    text: () => text,
    positionAt,
    offsetAt,
    rangeOf: (start, end) => {
      const from = positionAt(start);
      const to = positionAt(end);
      return {
        startLineNumber: from.lineNumber,
        startColumn: from.column,
        endLineNumber: to.lineNumber,
        endColumn: to.column,
      };
    },
    typed: (changes) => {
      if (lines === undefined) text = model.getValue();
      else reset(applyToLines(lines, changes));
      return text;
    },
    reset,
  };
}

/** Where the lines begin and end, breaks as Monaco takes them: CRLF, LF, CR. A byte order mark is before line 1. */
function linesOf(text: string): Lines {
  const starts = [text.startsWith('\ufeff') ? 1 : 0];
  const ends: number[] = [];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) {
    ends.push(match.index);
    starts.push(match.index + match[0].length);
  }
  ends.push(text.length);
  return { text, starts, ends };
}

/** Changes of one event are against the text before it and do not overlap. */
function applyToLines(lines: Lines, changes: readonly editor.IModelContentChange[]): string {
  let text = lines.text;
  const edits = changes
    .map(({ range, text: inserted }) => ({
      start: offsetIn(lines, range.startLineNumber, range.startColumn),
      end: offsetIn(lines, range.endLineNumber, range.endColumn),
      inserted,
    }))
    .sort((a, b) => b.start - a.start);
  for (const { start, end, inserted } of edits) text = text.slice(0, start) + inserted + text.slice(end);
  return text;
}

function offsetIn(lines: Lines, lineNumber: number, column: number): number {
  const start = lines.starts[lineNumber - 1];
  if (start === undefined) return lines.text.length;
  return Math.min(start + column - 1, lines.ends[lineNumber - 1] ?? lines.text.length);
}

/** The last line that begins at or before the offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
