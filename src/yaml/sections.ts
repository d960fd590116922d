import { isJsonSyntax, readJson, skipJsonSpace } from './json-reader';
import { ReadProblem } from './outcome';
import type { Problem, ReadPiece } from './outcome';
import { splitDocuments } from './split';
import type { Piece } from './split';

/** A part of a file that holds one document. Offsets are in the file; those inside `read` are relative to `start`. */
export type Section =
  | { readonly kind: 'json'; readonly start: number; readonly end: number; readonly read: ReadPiece }
  | ({ readonly kind: 'yaml' } & Piece);

export type Sections = {
  readonly sections: readonly Section[];
  /** What is wrong with the text as JSON: kubectl shows that if the YAML document instead fails too. */
  readonly jsonProblem?: { readonly problem: Problem; readonly start: number; readonly before: number };
};

/**
 * Cuts a text into documents as kubectl's YAMLOrJSONDecoder does: a text whose first character is `{` is a
 * stream of JSON values; what fails after at most one of them is YAML; after two it is an error.
 */
export function cutSections(text: string, maxDepth: number): Sections {
  const from = text.startsWith('\ufeff') ? 1 : 0;
  if (!looksLikeJson(text, from)) return { sections: yamlSections(text, from) };
  const sections: Section[] = [];
  let at = from;
  for (;;) {
    const start = skipJsonSpace(text, at);
    if (start >= text.length) return { sections };
    try {
      const { root, value, end, duplicates, inexact } = readJson(text.slice(start), maxDepth);
      at = start + end;
      sections.push({
        kind: 'json',
        start,
        end: at,
        read: { root, value, duplicates, inexact, problem: undefined },
      });
    } catch (error) {
      const problem = problemOf(error, text.length - start);
      const yamlFrom = isJsonSyntax(problem) && sections.length < 2 ? afterOneBreak(text, at) : undefined;
      if (yamlFrom !== undefined) {
        const rest = yamlSections(text, yamlFrom);
        return { sections: [...sections, ...rest], jsonProblem: { problem, start, before: sections.length } };
      }
      return { sections: [...sections, ...brokenRest(text, start, problem)] };
    }
  }
}

const SPACE = /(?!\ufeff)[\s\u0085]/;
const GUESSED_FROM = 4096;

function looksLikeJson(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && SPACE.test(text.charAt(at))) at++;
  return text.charAt(at) === '{' && at - from < GUESSED_FROM;
}

const PEEKED = 4;

/**
 * White space is eaten up to and including one line end, by looking at four bytes each time: undefined where fewer are
 * left, which ends the reading.
 */
function afterOneBreak(text: string, from: number): number | undefined {
  for (let at = from; bytesFrom(text, at) >= PEEKED; at++) {
    if (!SPACE.test(text.charAt(at))) return at;
    if (text.charAt(at) === '\n') return at + 1;
  }
  return undefined;
}

/** How many bytes of UTF-8 are left, at least where it is four and more. */
function bytesFrom(text: string, at: number): number {
  if (text.length - at >= PEEKED) return PEEKED;
  let bytes = 0;
  for (const character of text.slice(at)) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function yamlSections(text: string, from: number): readonly Section[] {
  return splitDocuments(text, from).map((piece) => ({ kind: 'yaml', ...piece }));
}

/** The broken value up to the next separator, and what an editor may still read behind it. */
function brokenRest(text: string, start: number, problem: Problem): readonly Section[] {
  const [broken, ...rest] = splitDocuments(text, start);
  const end = broken?.end ?? text.length;
  const read: ReadPiece = { root: undefined, value: null, problem, duplicates: [], inexact: false };
  return [{ kind: 'json', start, end, read }, ...rest.map((piece): Section => ({ kind: 'yaml', ...piece }))];
}

function problemOf(error: unknown, length: number): Problem {
  if (error instanceof ReadProblem) return error.problem;
  if (error instanceof RangeError) {
    return {
      code: 'YAML-LIMIT',
      message: 'This document is nested too deep to be read.',
      start: 0,
      end: length,
    };
  }
  throw error;
}
