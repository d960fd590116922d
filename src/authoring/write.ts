import type {
  JsonObject,
  Json,
  Path,
  SourceFile,
  TextEdit,
  YamlDocument,
  YamlOperation,
} from '../yaml/types';
import { applyEdits, mergeEdits } from '../yaml/apply-edits';
import { editDocument } from '../yaml/edit';
import { addDocument, removeDocument } from '../yaml/edit-documents';
import type { Schema } from '../yaml/schema';
import { intendedValue } from '../yaml/intended';
import { isMap } from '../yaml/json-value';
import { printYaml } from '../yaml/print';
import { readFile } from '../yaml/read-file';
import { Refused } from '../yaml/refused';
import type { Origin } from '../model/origin';
import type { Snapshot } from '../snapshot/types';
import type { NewFile, Step } from './types';

/** A change asked of the documents of a workspace, before it is text. */
export type DocumentChange =
  | {
      readonly kind: 'edit';
      /** Where the object begins: a document, or an item of a List. */
      readonly at: Origin;
      /** The operations, from the object as it then is; paths are relative to it. */
      readonly operations: (value: JsonObject) => readonly YamlOperation[];
    }
  | {
      readonly kind: 'add';
      readonly value: JsonObject;
      /** The new document comes after this one; undefined: into a file of its own. */
      readonly after: Origin | undefined;
      /** The name of the file that is made where `after` is undefined; made once, however many documents go in. */
      readonly fileName: string;
      /** Gives the order of keys. */
      readonly schema?: Schema | undefined;
    }
  | { readonly kind: 'remove'; readonly at: Origin };

/** Changes under a title for the undo stack; a sentence where there can be none. */
export type PlannedChanges = { readonly changes: readonly DocumentChange[]; readonly title: string } | string;

/** Turns changes into one step; a sentence where a document cannot be edited. */
export function writeChanges(snapshot: Snapshot, changes: readonly DocumentChange[]): Step | string {
  try {
    return write(snapshot, changes);
  } catch (error) {
    if (error instanceof Refused) return error.reason;
    throw error;
  }
}

function write(snapshot: Snapshot, changes: readonly DocumentChange[]): Step | string {
  const edits: TextEdit[] = [];
  const newFiles = new Map<string, string>();
  const byDocument = new Map<string, { at: Origin; operations: YamlOperation[]; value: Json }>();
  for (const change of changes) {
    if (change.kind !== 'edit') continue;
    const { file, document, path } = change.at;
    const found = documentAt(snapshot, change.at);
    if (found === undefined) return 'the document is no longer there';
    const key = `${file} ${document}`;
    const entry = byDocument.get(key) ?? { at: change.at, operations: [], value: found.value };
    byDocument.set(key, entry);
    const object = valueAt(entry.value, path);
    if (!isMap(object)) return 'the document is no longer there';
    for (const operation of change.operations(object)) {
      const placed = { ...operation, path: [...path, ...operation.path] };
      entry.operations.push(placed);
      entry.value = intendedValue(entry.value, placed);
    }
  }
  for (const { at, operations } of byDocument.values()) {
    const file = fileOf(snapshot, at.file);
    const document = documentAt(snapshot, at);
    if (file === undefined || document === undefined) return 'the document is no longer there';
    const result = editDocument(file, document, operations);
    if (!result.ok) return result.reason;
    edits.push(...result.edits);
  }
  const removals = changes.filter((change) => change.kind === 'remove').map(({ at }) => at);
  for (const id of new Set(removals.map(({ file }) => file))) {
    const file = fileOf(snapshot, id);
    if (file === undefined) return 'the document is no longer there';
    const result = removedText(
      file,
      removals.filter((at) => at.file === id),
    );
    if (typeof result === 'string') return result;
    edits.push(...result);
  }
  for (const change of changes) {
    if (change.kind !== 'add') continue;
    const result = addedText(snapshot, change, newFiles);
    if (typeof result === 'string') return result;
    edits.push(...result);
  }
  return {
    edits,
    newFiles: [...newFiles].map(([name, text]): NewFile => ({ name, text })),
  };
}

/** Takes documents and items of Lists out of a file, from the last to the first, so that places stay what they are. */
function removedText(file: SourceFile, places: readonly Origin[]): readonly TextEdit[] | string {
  const ordered = [...places].sort((a, b) => b.document - a.document || comparePaths(b.path, a.path));
  let edits: readonly TextEdit[] = [];
  let current = file;
  for (const at of ordered) {
    const document = readFile(current).documents[at.document];
    if (document === undefined) return 'the document is no longer there';
    const result =
      at.path.length === 0
        ? removeDocument(current, at.document)
        : editDocument(current, document, [{ kind: 'removeItem', path: at.path }]);
    if (!result.ok) return result.reason;
    edits = edits.length === 0 ? result.edits : mergeEdits(edits, result.edits);
    current = { ...current, text: applyEdits(current.text, result.edits) };
  }
  return edits;
}

function comparePaths(a: Path, b: Path): number {
  for (const [index, step] of a.entries()) {
    const other = b[index];
    if (typeof step === 'number' && typeof other === 'number' && step !== other) return step - other;
  }
  return a.length - b.length;
}

function addedText(
  snapshot: Snapshot,
  change: DocumentChange & { readonly kind: 'add' },
  newFiles: Map<string, string>,
): readonly TextEdit[] | string {
  const { after, value, fileName } = change;
  if (after === undefined) {
    const before = newFiles.get(fileName);
    const text = printYaml(value, schemaOption(change));
    newFiles.set(fileName, before === undefined ? text : `${before}---\n${text}`);
    return [];
  }
  const file = fileOf(snapshot, after.file);
  const document = documentAt(snapshot, after);
  if (file === undefined || document === undefined) return 'the document is no longer there';
  const documents = snapshot.documents.get(after.file) ?? [];
  if (file.text.length <= smallFile || !isPlainPlace(documents, document)) {
    const result = addDocument(file, value, { after: document.index, ...schemaOption(change) });
    return result.ok ? result.edits : result.reason;
  }
  const ending = document.text.endsWith('\r\n') ? '\r\n' : '\n';
  const text = `---\n${printYaml(value, schemaOption(change))}`.replaceAll('\n', ending);
  const at = document === documents.at(-1) ? file.text.length : document.end;
  return [{ file: file.id, start: at, end: at, text }];
}

/** Characters of a file up to which all of it is read again to place a document as its neighbors are written. */
const smallFile = 300_000;

function schemaOption(change: { readonly schema?: Schema | undefined }) {
  return change.schema === undefined ? {} : { schema: change.schema };
}

/** Whether a separator and a document may simply follow: an ordinary document of several, closed by a line end. */
function isPlainPlace(documents: readonly YamlDocument[], document: YamlDocument): boolean {
  return (
    documents.length > 1 &&
    document.problem === undefined &&
    document.root?.kind === 'map' &&
    !document.root.flow &&
    document.text.endsWith('\n') &&
    !/^\.\.\./m.test(document.text)
  );
}

/** The files after a step, for evaluating them. */
export function filesAfter(
  files: readonly SourceFile[],
  step: Step,
  apply: (text: string, edits: readonly TextEdit[]) => string,
): readonly SourceFile[] {
  const changed = files.map((file) => {
    const own = step.edits.filter((edit) => edit.file === file.id);
    return own.length === 0 ? file : { ...file, text: apply(file.text, own) };
  });
  return [...changed, ...step.newFiles.map(({ name, text }) => ({ id: `new:${name}`, name, text }))];
}

export function fileOf(snapshot: Snapshot, id: string): SourceFile | undefined {
  return snapshot.files.find((file) => file.id === id);
}

export function documentAt(snapshot: Snapshot, at: Origin): YamlDocument | undefined {
  const documents = snapshot.documents.get(at.file);
  const expected = documents?.[at.document];
  return expected?.index === at.document
    ? expected
    : documents?.find((document) => document.index === at.document);
}

export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let at = value;
  for (const step of path) {
    if (typeof step === 'number') at = Array.isArray(at) ? (at as readonly Json[])[step] : undefined;
    else at = isMap(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}

/** A name that no file of the workspace has: `policies.yaml`, `policies-2.yaml`… */
export function freeFileName(snapshot: Snapshot, ...wishes: readonly [string, ...string[]]): string {
  const taken = new Set(snapshot.files.map((file) => file.name));
  const free = wishes.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  const last = wishes.at(-1) ?? wishes[0];
  const dot = last.lastIndexOf('.');
  for (let number = 2; ; number++) {
    const name = `${last.slice(0, dot)}-${number}${last.slice(dot)}`;
    if (!taken.has(name)) return name;
  }
}
