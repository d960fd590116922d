import { applyEdits, mergeChanges } from './apply-edits';
import type { Change } from './apply-edits';
import { commentsOf } from './comments';
import { editContext, readAlone } from './edit-context';
import type { FileStyle } from './edit-context';
import { insertLines } from './edit-block';
import { planStep } from './edit-steps';
import type { Step } from './edit-steps';
import { intendedValue } from './intended';
import { sameJson } from './json-value';
import type { ReadPiece } from './outcome';
import { entryLines, printLines } from './print';
import { fileLayout } from './file-layout';
import { Refused } from './refused';
import { sameElsewhere } from './edit-check';
import { usualEnding } from './text-lines';
import type { EditResult, SourceFile, YamlDocument, YamlNode, YamlOperation } from './types';

/** More steps than any sensible edit takes. */
const MAX_STEPS = 10_000;

/**
 * The edits that carry out operations, one after the other, on one document of a file, leaving every other byte.
 * They are checked before they are given (ED-12): the document then holds the intended value, all others theirs,
 * and no comment is lost but those of what is removed. Refused with a reason where that cannot be.
 */
export function editDocument(
  file: SourceFile,
  document: YamlDocument,
  operations: readonly YamlOperation[],
): EditResult {
  if (document.problem !== undefined) {
    return { ok: false, reason: `The document cannot be read: ${document.problem.message}` };
  }
  try {
    const changes = planAll(file, document, operations);
    const edits = changes.map((change) => ({
      file: file.id,
      start: change.start + document.start,
      end: change.end + document.start,
      text: change.text,
    }));
    if (!sameElsewhere(file, document.index, edits)) {
      throw new Refused('The edit would change another document.');
    }
    return { ok: true, edits };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason };
    throw error;
  }
}

type Draft = { readonly text: string; readonly read: ReadPiece };

function planAll(
  file: SourceFile,
  document: YamlDocument,
  operations: readonly YamlOperation[],
): readonly Change[] {
  const style = { layout: fileLayout(file, document), ending: usualEnding(file.text) };
  let intended = document.value;
  for (const operation of operations) intended = intendedValue(intended, operation);
  let draft: Draft = { text: document.text, read: readAlone(document.text) };
  let merged: readonly Change[] = [];
  const queue = [...operations];
  for (let steps = 0; queue.length > 0; steps++) {
    const operation = queue[0];
    if (operation === undefined || steps > MAX_STEPS) throw new Refused('The edit takes too many steps.');
    const step = planOne(draft, operation, style);
    if (step.kind !== 'prepare') queue.shift();
    if (step.kind === 'instead') {
      queue.unshift(...step.operations);
      continue;
    }
    const expected = step.kind === 'prepare' ? draft.read.value : undefined;
    draft = carryOut(draft, step, expected);
    merged = mergeChanges(merged, step.changes);
  }
  if (!sameJson(draft.read.value, intended)) throw new Refused('The edit would not give the intended value.');
  return merged;
}

function planOne(draft: Draft, operation: YamlOperation, style: FileStyle): Step {
  const { text, read } = draft;
  const context = editContext(text, read.root, style);
  if (read.root !== undefined && !isNothing(read.root)) return planStep(context, operation);
  if (operation.path.length > 0) throw new Refused('The document is empty.');
  const lines =
    operation.kind === 'setKey'
      ? entryLines(operation.key, operation.value, context.layout)
      : printLines(intendedValue(null, operation), context.layout);
  return { kind: 'change', changes: [insertLines(context, text.length, lines)], removes: false };
}

function isNothing(root: YamlNode): boolean {
  return root.kind === 'scalar' && root.start === root.end && root.propertiesStart === undefined;
}

/** Changes the text, and makes sure that it can be read and that no comment is lost that should stay. */
function carryOut(draft: Draft, step: Step & { kind: 'change' | 'prepare' }, expected: unknown): Draft {
  const text = applyEdits(draft.text, step.changes);
  const read = readAlone(text);
  if (read.problem !== undefined) throw new Refused('The edit would leave text that cannot be read.');
  if (expected !== undefined && !sameJson(read.value, expected as ReadPiece['value'])) {
    throw new Refused('What is shared by an anchor here cannot be copied safely.');
  }
  if (!keepsComments(draft, { text, read }, step)) throw new Refused('The edit would lose a comment.');
  return { text, read };
}

function keepsComments(before: Draft, after: Draft, step: Step & { kind: 'change' | 'prepare' }): boolean {
  const mayGo = step.kind === 'prepare' || step.removes;
  const kept = commentsOf(before.text, before.read.root).filter(
    (comment) =>
      !(mayGo && step.changes.some((change) => change.start <= comment.start && comment.end <= change.end)),
  );
  const inserted = insertedRanges(step.changes);
  const found = commentsOf(after.text, after.read.root).filter(
    (comment) => !inserted.some((range) => range.start <= comment.start && comment.end <= range.end),
  );
  return kept.length === found.length && kept.every((comment, i) => comment.text === found[i]?.text);
}

/** Where the texts of the changes stand afterwards. */
function insertedRanges(changes: readonly Change[]): readonly { start: number; end: number }[] {
  let shift = 0;
  return [...changes]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, text }) => {
      const from = start + shift;
      shift += text.length - (end - start);
      return { start: from, end: from + text.length };
    });
}
