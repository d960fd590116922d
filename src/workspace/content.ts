import type { SourceFile, TextEdit } from '../yaml/types';
import type { NewText, Position } from './types';

/** What undo and redo go back and forth over. */
export type Content = {
  readonly files: readonly SourceFile[];
  readonly positions: Readonly<Record<string, Position>>;
};

/**
 * The files with edits applied; undefined where an edit does not fit the texts (beyond the end, overlapping, of a file
 * that is not there), in which case nothing must be changed at all.
 */
export function applyEdits(
  files: readonly SourceFile[],
  edits: readonly TextEdit[],
): readonly SourceFile[] | undefined {
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    const list = byFile.get(edit.file);
    if (list === undefined) byFile.set(edit.file, [edit]);
    else list.push(edit);
  }
  const changed = new Map<string, string>();
  for (const [id, list] of byFile) {
    const text = files.find((file) => file.id === id)?.text;
    const result = text === undefined ? undefined : applyToText(text, list);
    if (result === undefined) return undefined;
    changed.set(id, result);
  }
  return files.map((file) => {
    const text = changed.get(file.id);
    return text === undefined || text === file.text ? file : { ...file, text };
  });
}

/** One text with edits applied; undefined where they do not fit. Edits at one place keep their order. */
export function applyToText(text: string, edits: readonly Omit<TextEdit, 'file'>[]): string | undefined {
  const sorted = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index);
  let result = '';
  let at = 0;
  for (const { edit } of sorted) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) return undefined;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** A name that no file has yet: `policies.yaml`, `policies-2.yaml`, … */
export function freeName(wanted: string, files: readonly { readonly name: string }[]): string {
  const taken = new Set(files.map((file) => file.name));
  const name = cleanName(wanted);
  if (!taken.has(name)) return name;
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > name.lastIndexOf('/') + 1 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let count = 2; ; count++) {
    const tried = `${stem}-${count}${ending}`;
    if (!taken.has(tried)) return tried;
  }
}

/** A relative path with `/`, without empty, `.` and `..` steps and control characters, at most 200 long. */
export function cleanName(wanted: string): string {
  const steps = [...wanted.replaceAll('\\', '/')]
    .filter((character) => character >= ' ' && character !== '\u007f')
    .join('')
    .split('/')
    .map((step) => step.trim())
    .filter((step) => step !== '' && step !== '.' && step !== '..');
  const name = steps.join('/');
  if (name === '') return 'untitled.yaml';
  return name.length <= 200 ? name : name.slice(name.length - 200).replace(/^\/+/, '');
}

/** New files with ids and names of their own, in the given order. */
export function withNewFiles(
  files: readonly SourceFile[],
  added: readonly NewText[],
  newId: () => string,
): readonly SourceFile[] {
  const all = [...files];
  for (const { name, text } of added) all.push({ id: newId(), name: freeName(name, all), text });
  return all;
}

/** Whether the files are still those of a new workspace: one, without a text. New texts then take its place. */
export function isBlank(files: readonly SourceFile[]): boolean {
  return files.length === 1 && files[0]?.text.trim() === '';
}
