import { parseEvents, YAMLException } from 'js-yaml';
import type { Event } from 'js-yaml';
import { compose } from './compose';
import { normalize } from './normalize';
import { ReadProblem } from './outcome';
import type { Problem, ReadPiece } from './outcome';
import { plainSentence } from './sentences';

/**
 * Reads the one YAML document of a piece as kubectl does: what stands behind a complete root node, or after
 * `...`, is dropped without a word. Never throws.
 */
export function readPiece(text: string, maxDepth: number): ReadPiece {
  try {
    const normal = normalize(text);
    const { root, value, duplicates, inexact } = compose(normal, eventsOf(normal, maxDepth));
    return { root, value, problem: undefined, duplicates, inexact };
  } catch (error) {
    return failed(problemOf(error, text));
  }
}

/** The outcome of a piece that cannot be read. */
export function failed(problem: Problem): ReadPiece {
  return { root: undefined, value: null, problem, duplicates: [], inexact: false };
}

const TRAILING = 'end of the stream or a document separator is expected';

function eventsOf(text: string, maxDepth: number): readonly Event[] {
  try {
    return parseEvents(text, { maxDepth });
  } catch (error) {
    if (!(error instanceof YAMLException) || error.reason !== TRAILING) throw error;
    const end = error.mark?.position ?? 0;
    if (end <= 0) throw error;
    return parseEvents(text.slice(0, end), { maxDepth });
  }
}

function problemOf(error: unknown, text: string): Problem {
  if (error instanceof ReadProblem) return error.problem;
  if (error instanceof YAMLException) return plainSentence(error.reason, error.mark?.position ?? 0, text);
  if (error instanceof RangeError) {
    return {
      code: 'YAML-LIMIT',
      message: 'This document is nested too deep to be read.',
      start: 0,
      end: text.length,
    };
  }
  throw error;
}
