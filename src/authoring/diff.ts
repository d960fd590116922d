import type { SourceFile, TextEdit } from '../yaml/types';
import { applyEdits } from '../yaml/apply-edits';
import type { DiffHunk, DiffLine, FileDiff, NewFile } from './types';

/** What a step does to each file it touches, with one line of context. */
export function diffStep(
  files: readonly SourceFile[],
  edits: readonly TextEdit[],
  newFiles: readonly NewFile[],
  about: (file: string | undefined) => string,
): readonly FileDiff[] {
  const diffs: FileDiff[] = [];
  for (const file of files) {
    const own = edits.filter((edit) => edit.file === file.id);
    if (own.length === 0) continue;
    diffs.push(fileDiff(file, own, about(file.id)));
  }
  for (const { name, text } of newFiles) {
    const lines = linesOf(text).map((line, index): DiffLine => ({
      kind: 'added',
      line: index + 1,
      text: line,
    }));
    diffs.push({ name, about: about(undefined), hunks: [{ lines }], added: lines.length, removed: 0 });
  }
  return diffs;
}

function fileDiff(file: SourceFile, edits: readonly TextEdit[], about: string): FileDiff {
  const changes = changedLines(file.text, edits);
  const hunks = hunksOf(changes, linesOf(file.text));
  const count = (kind: DiffLine['kind']) =>
    hunks.reduce((sum, hunk) => sum + hunk.lines.filter((line) => line.kind === kind).length, 0);
  return {
    file: file.id,
    name: file.name,
    about,
    hunks,
    added: count('added'),
    removed: count('removed'),
  };
}

/** Lines `start` to `end` (from 0, half-open) of the old text that become `lines`. */
type ChangedLines = { readonly start: number; readonly end: number; readonly lines: readonly string[] };

/** The smallest stretches of lines that the edits change. */
function changedLines(text: string, edits: readonly TextEdit[]): readonly ChangedLines[] {
  const starts = lineStarts(text);
  const lineAt = (offset: number) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  const groups: { first: number; last: number; edits: TextEdit[] }[] = [];
  for (const edit of sorted) {
    const first = lineAt(edit.start);
    const last = lineAt(edit.end);
    const group = groups.at(-1);
    if (group !== undefined && first <= group.last + 1) {
      group.last = Math.max(group.last, last);
      group.edits.push(edit);
    } else {
      groups.push({ first, last, edits: [edit] });
    }
  }
  return groups.flatMap((group) => {
    const whole = wholeLines(text, starts, lineAt, group.edits);
    if (whole !== undefined) return whole;
    const start = starts[group.first] ?? 0;
    const end = starts[group.last + 1] ?? text.length;
    const old = text.slice(start, end);
    const moved = group.edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    return lineDifference(linesOf(old), linesOf(applyEdits(old, moved)), group.first);
  });
}

/** Edits that put in or take out whole lines are shown just so; undefined where some edit does not. */
function wholeLines(
  text: string,
  starts: readonly number[],
  lineAt: (offset: number) => number,
  edits: readonly TextEdit[],
): readonly ChangedLines[] | undefined {
  const found: ChangedLines[] = [];
  for (const edit of edits) {
    const aligned =
      starts[lineAt(edit.start)] === edit.start &&
      starts[lineAt(edit.end)] === edit.end &&
      (edit.text === '' || edit.text.endsWith('\n')) &&
      (edit.start === edit.end || edit.text === '') &&
      (text.endsWith('\n') || edit.end < text.length);
    if (!aligned) return undefined;
    const start = lineAt(edit.start);
    const lines = linesOf(edit.text);
    const last = found.at(-1);
    if (last?.end === start && last.start === start) {
      found[found.length - 1] = { start, end: lineAt(edit.end), lines: [...last.lines, ...lines] };
    } else {
      found.push({ start, end: lineAt(edit.end), lines });
    }
  }
  return found;
}

/** Beyond this many lines on both sides together a stretch is shown as replaced whole. */
const mostCompared = 2000;

/** The changed stretches between two lists of lines, by their longest common subsequence. */
export function lineDifference(
  before: readonly string[],
  after: readonly string[],
  offset: number,
): readonly ChangedLines[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  const a = before.slice(head, before.length - tail);
  const b = after.slice(head, after.length - tail);
  if (a.length === 0 && b.length === 0) return [];
  const start = offset + head;
  if (a.length === 0 || b.length === 0 || a.length + b.length > mostCompared) {
    return [{ start, end: start + a.length, lines: b }];
  }
  const table = commonLengths(a, b);
  const found: { start: number; end: number; lines: string[] }[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
      continue;
    }
    let change = found.at(-1);
    if (change === undefined || change.end !== start + i) {
      change = { start: start + i, end: start + i, lines: [] };
      found.push(change);
    }
    const skipOld = j >= b.length || (i < a.length && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0));
    if (skipOld) {
      i++;
      change.end = start + i;
    } else {
      change.lines.push(b[j] ?? '');
      j++;
    }
  }
  return found;
}

function commonLengths(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = table[i];
    const below = table[i + 1];
    if (row === undefined || below === undefined) continue;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

function hunksOf(changes: readonly ChangedLines[], old: readonly string[]): readonly DiffHunk[] {
  const hunks: DiffHunk[] = [];
  let lines: DiffLine[] = [];
  let shown = 0;
  let shift = 0;
  const context = (index: number) => {
    const text = old[index];
    if (text !== undefined) lines.push({ kind: 'context', line: index + 1 + shift, text });
  };
  for (const change of changes) {
    const joins = lines.length > 0 && change.start - shown <= 2;
    if (lines.length > 0 && !joins) {
      context(shown);
      hunks.push({ lines });
      lines = [];
    }
    for (let index = joins ? shown : Math.max(change.start - 1, 0); index < change.start; index++) {
      context(index);
    }
    for (let index = change.start; index < change.end; index++) {
      lines.push({ kind: 'removed', line: index + 1, text: old[index] ?? '' });
    }
    for (const [index, text] of change.lines.entries()) {
      lines.push({ kind: 'added', line: change.start + shift + index + 1, text });
    }
    shift += change.lines.length - (change.end - change.start);
    shown = change.end;
  }
  if (lines.length > 0) {
    context(shown);
    hunks.push({ lines });
  }
  return hunks;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The lines of a text without their endings; a final line ending begins no further line. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
