import { decodeBytes } from './decode-bytes';
import { exactJson } from './exact-json';
import type { Problem, ReadPiece } from './outcome';
import { failed, readPiece } from './read-piece';
import { separatorProblem } from './separator-problem';
import { cutSections } from './sections';
import type { Json } from './types';

/** One document, or the problem at which kubectl stops. `exact`: JSON text, where numbers are too large for `json`. */
export type KubectlDocument = { readonly json: Json; readonly exact?: string } | { readonly error: string };

/** Nesting that kubectl's parser accepts. */
const MAX_DEPTH = 10_000;

/**
 * The strict view: the documents that kubectl would read from a file, in order, null documents included, up to
 * the first error, which is the last element. The words of errors are ours.
 */
export function readAsKubectl(input: string | Uint8Array): readonly KubectlDocument[] {
  // A mark at the start of the bytes is gone already; another one is the document's own.
  const text = typeof input === 'string' ? input : `\ufeff${decodeBytes(input)}`;
  const { sections, jsonProblem } = cutSections(text, MAX_DEPTH);
  const documents: KubectlDocument[] = [];
  for (const [i, section] of sections.entries()) {
    const next = sections[i + 1];
    if (section.kind === 'yaml' && section.badSeparator === undefined && endsBadly(section.end, next)) {
      continue;
    }
    const piece = text.slice(section.start, section.end);
    const read = section.kind === 'json' ? section.read : readYaml(section, piece);
    if (read.problem !== undefined) {
      const isFirstAfterJson = jsonProblem?.before === i;
      const problem = isFirstAfterJson ? jsonProblem.problem : read.problem;
      documents.push({
        error: described(problem, text, isFirstAfterJson ? jsonProblem.start : section.start),
      });
      return documents;
    }
    documents.push(
      read.inexact && read.root !== undefined
        ? { json: read.value, exact: exactJson(read.root, piece) }
        : { json: read.value },
    );
  }
  return documents;
}

type YamlSection = {
  readonly badSeparator?: { readonly start: number; readonly end: number };
  readonly start: number;
};

/** A bad separator takes the document before it along, as the splitter has not yet given that away. */
function endsBadly(
  end: number,
  next: (YamlSection & { readonly kind: 'yaml' }) | { readonly kind: 'json' } | undefined,
): boolean {
  return next?.kind === 'yaml' && next.badSeparator?.start === end;
}

function readYaml(section: YamlSection, piece: string): ReadPiece {
  return section.badSeparator === undefined ? readPiece(piece, MAX_DEPTH) : failed(separatorProblem(piece));
}

function described(problem: Problem, text: string, start: number): string {
  const line = text.slice(0, start + problem.start).split('\n').length;
  return `line ${line}: ${problem.message}`;
}
