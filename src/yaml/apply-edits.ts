import type { TextEdit } from './types';

/** A change of a text, for functions that know of one text only. */
export type Change = { readonly start: number; readonly end: number; readonly text: string };

/**
 * The text after the edits, which are against one revision and never overlap; of equal offsets the earlier in
 * the list comes first (ED-1). All edits are taken to be of this text's file.
 */
export function applyEdits(text: string, edits: readonly Change[]): string {
  let result = '';
  let at = 0;
  for (const edit of inOrder(edits)) {
    result += text.slice(at, edit.start) + edit.text;
    at = Math.max(at, edit.end);
  }
  return result + text.slice(at);
}

function inOrder<T extends Change>(edits: readonly T[]): readonly T[] {
  return edits
    .map((edit, i) => ({ edit, i }))
    .sort((a, b) => a.edit.start - b.edit.start || a.i - b.i)
    .map(({ edit }) => edit);
}

/** The edits of the changed text that give the original back. */
export function invertEdits(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  let shift = 0;
  return inOrder(edits).map((edit) => {
    const start = edit.start + shift;
    shift += edit.text.length - (edit.end - edit.start);
    return { file: edit.file, start, end: start + edit.text.length, text: text.slice(edit.start, edit.end) };
  });
}

/**
 * One step of two: `second` is against the text that `first` leaves, the result against the text before both.
 * Edits of several files may be mixed.
 */
export function mergeEdits(first: readonly TextEdit[], second: readonly TextEdit[]): readonly TextEdit[] {
  const files = new Set([...first, ...second].map((edit) => edit.file));
  return [...files].flatMap((file) => {
    const of = (edits: readonly TextEdit[]) => edits.filter((edit) => edit.file === file);
    return mergeChanges(of(first), of(second)).map((change) => ({ file, ...change }));
  });
}

/** Part of a text: a range kept of the original, or new text. */
type Part =
  | { readonly kind: 'kept'; readonly start: number; readonly end: number }
  | { readonly kind: 'new'; readonly text: string };

const END = Number.MAX_SAFE_INTEGER;

/** The same for the changes of one text. */
export function mergeChanges(first: readonly Change[], second: readonly Change[]): readonly Change[] {
  const whole: Part = { kind: 'kept', start: 0, end: END };
  return changesOf(changeParts(changeParts([whole], first), second));
}

function changeParts(parts: readonly Part[], changes: readonly Change[]): readonly Part[] {
  let rest = parts;
  let taken = 0;
  const result: Part[] = [];
  for (const change of inOrder(changes)) {
    const [before, after] = cut(rest, change.start - taken);
    result.push(...before, { kind: 'new', text: change.text });
    const [, behind] = cut(after, change.end - Math.max(change.start, taken));
    rest = behind;
    taken = Math.max(taken, change.end);
  }
  return [...result, ...rest];
}

/** The parts before and behind a number of characters. */
function cut(parts: readonly Part[], at: number): [before: readonly Part[], behind: readonly Part[]] {
  const before: Part[] = [];
  let left = at;
  for (const [i, part] of parts.entries()) {
    const length = part.kind === 'kept' ? part.end - part.start : part.text.length;
    if (left >= length) {
      before.push(part);
      left -= length;
      continue;
    }
    if (left <= 0) return [before, parts.slice(i)];
    const [head, tail] = halves(part, left);
    return [
      [...before, head],
      [tail, ...parts.slice(i + 1)],
    ];
  }
  return [before, []];
}

function halves(part: Part, at: number): [Part, Part] {
  return part.kind === 'kept'
    ? [
        { kind: 'kept', start: part.start, end: part.start + at },
        { kind: 'kept', start: part.start + at, end: part.end },
      ]
    : [
        { kind: 'new', text: part.text.slice(0, at) },
        { kind: 'new', text: part.text.slice(at) },
      ];
}

function changesOf(parts: readonly Part[]): readonly Change[] {
  const changes: Change[] = [];
  let at = 0;
  let text = '';
  for (const part of parts) {
    if (part.kind === 'new') {
      text += part.text;
      continue;
    }
    if (part.start === part.end) continue;
    if (text !== '' || part.start > at) changes.push({ start: at, end: part.start, text });
    text = '';
    at = part.end;
  }
  return changes;
}
