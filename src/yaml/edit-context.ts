import { readJson, skipJsonSpace } from './json-reader';
import { ReadProblem } from './outcome';
import type { ReadPiece } from './outcome';
import { DEFAULT_LAYOUT } from './print';
import type { Layout } from './print';
import { readPiece } from './read-piece';
import { columnOf, isFirstOnLine } from './text-lines';
import type { YamlNode } from './types';
import { voteLayout } from './votes';

/** One document while it is being edited. All offsets are relative to its text. */
export type EditContext = {
  readonly text: string;
  /** The line ending of most lines of the file. */
  readonly ending: string;
  readonly root: YamlNode | undefined;
  readonly layout: Layout;
  /** The indentation of JSON on several lines; undefined where JSON stands on one line, or the text is YAML. */
  readonly jsonIndent: number | undefined;
  readonly isJson: boolean;
};

/** Nesting up to which documents are edited. */
export const MAX_DEPTH = 500;

/** Reads the text of one document, which was YAML or a value of a JSON stream. */
export function readAlone(text: string): ReadPiece {
  if (text.startsWith('{')) {
    try {
      const read = readJson(text, MAX_DEPTH);
      if (skipJsonSpace(text, read.end) === text.length) return { ...read, problem: undefined };
    } catch (error) {
      if (!(error instanceof ReadProblem)) throw error;
    }
  }
  return readPiece(text, MAX_DEPTH);
}

/** What the rest of a file shows, for what a document does not. */
export type FileStyle = { readonly layout: Partial<Layout>; readonly ending: string };

/** What planning an edit needs to know of a document. */
export function editContext(text: string, root: YamlNode | undefined, file: FileStyle): EditContext {
  const isJson = root?.kind === 'map' && root.flow && /^\{\s*"/.test(text.slice(root.start));
  const layout = { ...DEFAULT_LAYOUT, ...file.layout, ...(root && voteLayout(text, root)) };
  return {
    text,
    ending: file.ending,
    root,
    layout,
    isJson,
    jsonIndent: isJson ? jsonIndent(text, root) : undefined,
  };
}

function jsonIndent(text: string, root: YamlNode): number | undefined {
  if (!text.slice(root.start, root.end).includes('\n')) return undefined;
  const first = root.kind === 'map' ? root.entries[0] : undefined;
  if (first === undefined || !isFirstOnLine(text, first.keyStart)) return DEFAULT_LAYOUT.indent;
  return columnOf(text, first.keyStart) || DEFAULT_LAYOUT.indent;
}
