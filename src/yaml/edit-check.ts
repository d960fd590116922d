import { applyEdits } from './apply-edits';
import { MAX_DEPTH, readAlone } from './edit-context';
import { sameJson } from './json-value';
import { cutSections } from './sections';
import type { SourceFile, TextEdit } from './types';

/** Whether every document but one has the same text after the edits as before (ED-12). */
export function sameElsewhere(file: SourceFile, index: number, edits: readonly TextEdit[]): boolean {
  const before = documentTexts(file.text);
  const after = documentTexts(applyEdits(file.text, edits));
  return before.length === after.length && before.every((text, i) => i === index || sameText(text, after[i]));
}

/** A file that begins with `{}` is cut elsewhere; then the values must agree. */
function sameText(before: string, after: string | undefined): boolean {
  if (before === after) return true;
  return after !== undefined && sameJson(readAlone(before).value, readAlone(after).value);
}

/** The texts of all documents of a file. */
function documentTexts(text: string): readonly string[] {
  return cutSections(text, MAX_DEPTH).sections.map(({ start, end }) => text.slice(start, end));
}
