import type { Place } from '../analysis/types';
import { splitDocuments } from '../yaml/split';
import type { SourceFile } from '../yaml/types';

/** The texts of the policies at these places, as documents of one file, each as it is written with its comments. */
export function policiesOf(files: readonly SourceFile[], places: readonly Place[]): string {
  const texts: string[] = [];
  for (const file of files) {
    const starts = places.filter((place) => place.file === file.id).sort((a, b) => a.start - b.start);
    if (starts.length === 0) continue;
    const pieces = splitDocuments(file.text);
    for (const place of starts) {
      const piece = pieces.find(({ start, end }) => start <= place.start && place.start < end);
      if (piece === undefined) continue;
      const before = file.text.slice(piece.start, place.start);
      const text = isOnlyComments(before)
        ? file.text.slice(piece.start, piece.end)
        : itemText(file.text, place);
      texts.push(withoutSeparator(text).trim());
    }
  }
  return texts.length === 0 ? '' : `${texts.join('\n---\n')}\n`;
}

function isOnlyComments(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(#.*|---.*)?$/.test(line));
}

/** An item of a List, moved to the left edge. */
function itemText(text: string, { start, end }: Place): string {
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1);
  const [first = '', ...rest] = text.slice(start, end).split('\n');
  const moved = rest.map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length)));
  return [first, ...moved].join('\n');
}

function withoutSeparator(text: string): string {
  return text.replace(/^---[^\n]*\n/, '');
}
