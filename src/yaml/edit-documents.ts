import { applyEdits } from './apply-edits';
import { editDocument } from './edit';
import { insertLines } from './edit-block';
import { MAX_DEPTH } from './edit-context';
import { fileLayout } from './file-layout';
import { isMap, sameJson } from './json-value';
import { DEFAULT_LAYOUT, inSchemaOrder, printLines } from './print';
import { readFile } from './read-file';
import type { Schema } from './schema';
import { cutSections } from './sections';
import { isBlank, isComment, lineAt, nextLine, usualEnding } from './text-lines';
import type { EditResult, Json, SourceFile, TextEdit, YamlDocument } from './types';

export type AddOptions = {
  /** Index of the document behind which the new one goes; without it the new one is the last. */
  readonly after?: number;
  /** Gives the order of keys; without it the value's own order is kept. */
  readonly schema?: Schema;
};

/**
 * The edits that add a document to a file (ED-8). A file that is one `List` gets a new item instead; a JSON file
 * that is none takes no other document.
 */
export function addDocument(file: SourceFile, value: Json, options: AddOptions = {}): EditResult {
  const { documents } = readFile(file);
  const ordered = inSchemaOrder(value, options.schema);
  const list = onlyList(documents);
  if (list !== undefined) {
    const index = (list.items as readonly Json[]).length;
    return editDocument(file, list.document, [
      { kind: 'insertItem', path: ['items'], index, value: ordered },
    ]);
  }
  if (isJsonFile(file.text)) {
    return { ok: false, reason: 'A JSON file takes another document only among the items of a List.' };
  }
  const lines = printLines(ordered, { ...DEFAULT_LAYOUT, ...fileLayout(file, undefined) });
  const edits = [placeNew(file, documents, lines, options.after)];
  const after = readFile({ ...file, text: applyEdits(file.text, edits) }).documents;
  return isAdded(documents, after, ordered)
    ? { ok: true, edits }
    : { ok: false, reason: 'The new document could not be put into this file without changing others.' };
}

function onlyList(documents: readonly YamlDocument[]): { document: YamlDocument; items: Json } | undefined {
  const [document, ...others] = documents.filter((one) => one.value !== null || one.problem !== undefined);
  if (document === undefined || others.length > 0 || document.problem !== undefined) return undefined;
  const { value } = document;
  if (!isMap(value) || typeof value.kind !== 'string' || !value.kind.endsWith('List')) return undefined;
  return Array.isArray(value.items) ? { document, items: value.items } : undefined;
}

function isJsonFile(text: string): boolean {
  const { sections } = cutSections(text, MAX_DEPTH);
  return sections.length > 0 && sections.every((section) => section.kind === 'json');
}

function placeNew(
  file: SourceFile,
  documents: readonly YamlDocument[],
  lines: readonly string[],
  after: number | undefined,
): TextEdit {
  const previous = after === undefined ? documents.at(-1) : documents[after];
  const at =
    previous === undefined || previous.index === documents.length - 1 ? file.text.length : previous.end;
  const needsSeparator = previous !== undefined && !isOpenEnd(file.text, previous);
  const change = insertLines(
    { text: file.text, ending: usualEnding(file.text) },
    at,
    needsSeparator ? ['---', ...lines] : lines,
  );
  return { file: file.id, ...change };
}

/** Whether the text may simply go on: nothing but comments so far, or a separator at the very end. */
function isOpenEnd(text: string, last: YamlDocument): boolean {
  const isNothing =
    last.root === undefined || (last.root.kind === 'scalar' && last.root.start === last.root.end);
  if (last.problem === undefined && isNothing && !/^\.\.\./m.test(last.text)) return true;
  return /^---[ \t]*(?:#.*)?\s*$/.test(text.slice(last.end)) && last.end < text.length;
}

/** All documents as before, and one more with the value; an empty one may have become it. */
function isAdded(before: readonly YamlDocument[], after: readonly YamlDocument[], value: Json): boolean {
  const at = after.findIndex((document, i) => !sameText(before[i], document));
  if (at === -1 || !sameJson(after[at]?.value, value)) return false;
  const restBefore = before.slice(before.length - (after.length - at - 1));
  return after.slice(at + 1).every((document, i) => sameText(document, restBefore[i]));
}

/** A line end may have been put behind the last one. */
function sameText(one: YamlDocument | undefined, other: YamlDocument | undefined): boolean {
  return one !== undefined && other !== undefined && one.text.trimEnd() === other.text.trimEnd();
}

/**
 * The edits that take a document out of a file, with the `---` before it (of the first: the one behind it) and
 * its comments up to a blank line above them (ED-8).
 */
export function removeDocument(file: SourceFile, index: number): EditResult {
  const { documents } = readFile(file);
  const document = documents[index];
  if (document === undefined) return { ok: false, reason: 'There is no such document.' };
  const { text, id } = file;
  const kept = document.start + detachedComments(document.text);
  const previous = documents[index - 1];
  const next = documents[index + 1];
  const edit = (start: number, end: number): TextEdit => ({ file: id, start, end, text: '' });
  const edits =
    previous === undefined
      ? [edit(kept, next?.start ?? text.length)]
      : kept === document.start
        ? [edit(previous.end, document.end)]
        : [edit(previous.end, document.start), edit(kept, document.end)];
  const after = readFile({ ...file, text: applyEdits(text, edits) }).documents;
  const rest = documents.filter((one) => one.index !== index);
  const isKept = rest.every((one) => after.some((other) => sameJson(other.value, one.value)));
  return isKept
    ? { ok: true, edits }
    : { ok: false, reason: 'The document could not be removed without changing others.' };
}

/** Length of the comments at the start of a document that a blank line separates from it: they stay. */
function detachedComments(text: string): number {
  let kept = 0;
  let hasComment = false;
  for (let at = 0; at < text.length; at = nextLine(text, at)) {
    const line = lineAt(text, at);
    if (isBlank(line)) {
      if (hasComment) kept = nextLine(text, at);
    } else if (isComment(line)) {
      hasComment = true;
    } else if (!/^---\s*$/.test(line)) {
      return kept;
    }
  }
  return 0;
}
