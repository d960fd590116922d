import type { DocumentCache } from './document-cache';
import type { Problem, ReadPiece } from './outcome';
import { failed, readPiece } from './read-piece';
import { separatorProblem } from './separator-problem';
import { cutSections } from './sections';
import type { Section, Sections } from './sections';
import { explainTemplate } from './template';
import { lineEnd } from './text-lines';
import type { Diagnostic, SourceFile, YamlDocument } from './types';

/** What a file holds: every document, and every problem of reading it. */
export type FileDocuments = {
  readonly documents: readonly YamlDocument[];
  /** Documents that could not be read (errors), repeated keys and text that kubectl drops (warnings), by document. */
  readonly problems: readonly Diagnostic[];
  /** What each document that was read as YAML says, wherever it stands: the next reading of the file takes from it. */
  readonly pieces: readonly (ReadPiece | undefined)[];
};

/**
 * Nesting beyond this is refused here, though kubectl accepts 10,000: no Kubernetes object comes near it, and
 * what works on trees after the reader may recurse.
 */
const MAX_DEPTH = 500;

/**
 * Reads a file for an editor: as kubectl reads it, but going on after errors, so that one broken document never
 * hides the others. Documents whose text stands in `previous`, as many from the beginning or from the end, are taken
 * from it. Never throws.
 */
export function readFile(file: SourceFile, cache?: DocumentCache, previous?: FileDocuments): FileDocuments {
  const { text } = file;
  const cut = cutSections(text, MAX_DEPTH);
  const documents: YamlDocument[] = [];
  const problems: Diagnostic[] = [];
  const pieces: (ReadPiece | undefined)[] = [];
  const more = cut.sections.length - (previous?.documents.length ?? 0);
  for (const [index, section] of cut.sections.entries()) {
    const { start, end } = section;
    const piece = text.slice(start, end);
    const asYaml = section.kind === 'yaml' && section.badSeparator === undefined;
    const same = asYaml && previous !== undefined ? unchanged(piece, previous, index, more) : undefined;
    const read = same ?? readSection(section, piece, cache);
    pieces.push(asYaml ? read : undefined);
    const place = { file: file.id, start, index };
    const problem = read.problem && diagnose(shownProblem(read.problem, cut, index, piece), place);
    if (problem !== undefined) problems.push(problem);
    for (const duplicate of read.duplicates) problems.push(duplicateKey(duplicate, place));
    if (read.ignoredFrom !== undefined) problems.push(ignoredText(read.ignoredFrom, piece, place));
    documents.push({
      file: file.id,
      index,
      start,
      end,
      text: piece,
      root: read.root,
      value: read.value,
      problem,
    });
  }
  return { documents, problems, pieces };
}

/** What the document said that stood here, counted from the beginning or from the end, where its text is the same. */
function unchanged(
  piece: string,
  previous: FileDocuments,
  index: number,
  more: number,
): ReadPiece | undefined {
  if (previous.documents[index]?.text === piece) return previous.pieces[index];
  const fromEnd = index - more;
  return previous.documents[fromEnd]?.text === piece ? previous.pieces[fromEnd] : undefined;
}

type Place = { readonly file: string; readonly start: number; readonly index: number };

function readSection(section: Section, piece: string, cache: DocumentCache | undefined): ReadPiece {
  if (section.kind === 'json') return section.read;
  if (section.badSeparator !== undefined) return failed(separatorProblem(piece));
  const known = cache?.get(piece);
  if (known !== undefined) return known;
  const own = copied(piece);
  const read = readPiece(own, MAX_DEPTH);
  const explained =
    read.problem === undefined ? read : { ...read, problem: explainTemplate(read.problem, own) };
  cache?.set(own, explained);
  return explained;
}

/**
 * The same text apart from the file: engines let what is cut from a text keep the whole of it, and what is read here
 * outlives many revisions of its file.
 */
function copied(piece: string): string {
  return ` ${piece}`.slice(1);
}

/** A text that begins as JSON, with a quoted key, is told what is wrong as JSON. */
function shownProblem(problem: Problem, cut: Sections, index: number, piece: string): Problem {
  const { jsonProblem } = cut;
  const section = cut.sections[index];
  if (jsonProblem?.before !== index || problem.code === 'YAML-TEMPLATE' || section === undefined) {
    return problem;
  }
  if (!/^\s*\{\s*"/.test(piece)) return problem;
  const shift = jsonProblem.start - section.start;
  return {
    ...jsonProblem.problem,
    start: jsonProblem.problem.start + shift,
    end: jsonProblem.problem.end + shift,
  };
}

function diagnose(problem: Problem, place: Place): Diagnostic {
  return {
    code: problem.code,
    severity: 'error',
    message: problem.message,
    file: place.file,
    span: { start: place.start + problem.start, end: place.start + problem.end },
    document: place.index,
  };
}

function duplicateKey(duplicate: { key: string; start: number; end: number }, place: Place): Diagnostic {
  const key = duplicate.key.length > 60 ? `${duplicate.key.slice(0, 60)}…` : duplicate.key;
  return {
    code: 'YAML-DUPLICATE',
    severity: 'warning',
    message: `The key “${key}” occurs twice in this map; this later one counts.`,
    file: place.file,
    span: { start: place.start + duplicate.start, end: place.start + duplicate.end },
    document: place.index,
  };
}

/** kubectl says nothing of this; whoever wrote the text should know. */
function ignoredText(from: number, piece: string, place: Place): Diagnostic {
  return {
    code: 'YAML-IGNORED',
    severity: 'warning',
    message:
      'kubectl does not read what follows here: the document is complete before it. Check the indentation, or put “---” between.',
    file: place.file,
    span: { start: place.start + from, end: place.start + lineEnd(piece, from) },
    document: place.index,
  };
}
