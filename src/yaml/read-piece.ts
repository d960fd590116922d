import { isBreak } from './characters';
import { ReadProblem } from './outcome';
import type { Problem, ReadPiece } from './outcome';
import { parse } from './parse';
import { scan } from './scan';

// libyaml's alphabet: tab, line ends, and what is printable.
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/**
 * Reads the one YAML document of a piece as kubectl does: what stands behind a complete root node, or after
 * `...`, is dropped without a word. Never throws.
 */
export function readPiece(text: string, maxDepth: number): ReadPiece {
  try {
    const forbidden = FORBIDDEN.exec(text);
    if (forbidden !== null) return failed(controlCharacter(text, forbidden.index));
    // kubectl ends every line, the last one too.
    const source = isBreak(text.charCodeAt(text.length - 1)) ? text : `${text}\n`;
    const { root, value, duplicates, inexact, ignoredFrom } = parse(source, scan(source), maxDepth);
    return { root, value, problem: undefined, duplicates, inexact, ignoredFrom };
  } catch (error) {
    if (!(error instanceof ReadProblem)) throw error;
    const { start, end } = error.problem;
    const last = Math.max(0, text.length - 1);
    return failed({ ...error.problem, start: Math.min(start, last), end: Math.min(end, text.length) });
  }
}

/** The outcome of a piece that cannot be read. */
export function failed(problem: Problem): ReadPiece {
  return { root: undefined, value: null, problem, duplicates: [], inexact: false };
}

function controlCharacter(text: string, at: number): Problem {
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  const message = `The control character U+${code} is not allowed here.`;
  return { code: 'YAML-SYNTAX', message, start: at, end: at + 1 };
}
