import type { Json, YamlNode } from './types';

/** Why a piece of text could not be read; offsets are relative to the piece. */
export type Problem = {
  readonly code:
    'YAML-SYNTAX' | 'YAML-TEMPLATE' | 'YAML-LIMIT' | 'YAML-VALUE' | 'YAML-SEPARATOR' | 'JSON-SYNTAX';
  readonly message: string;
  readonly start: number;
  readonly end: number;
};

/** A key that a later key of the same map replaces. Offsets are those of the later key. */
export type Duplicate = { readonly key: string; readonly start: number; readonly end: number };

/** What one piece of text holds. Everything is relative to the piece, so it may be reused wherever that moves. */
export type ReadPiece = {
  readonly root: YamlNode | undefined;
  readonly value: Json;
  readonly problem: Problem | undefined;
  readonly duplicates: readonly Duplicate[];
  /** Offset from which on kubectl drops the text without a word; undefined where it reads all. */
  readonly ignoredFrom?: number | undefined;
  /** Whether a whole number was too large for a JavaScript number. */
  readonly inexact: boolean;
};

/** Thrown inside the reader only, and caught at its door: reading stops at the first problem. */
export class ReadProblem extends Error {
  readonly problem: Problem;
  constructor(code: Problem['code'], message: string, start: number, end: number) {
    super(message);
    this.problem = { code, message, start, end };
  }
}
