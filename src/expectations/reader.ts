import { within, type Origin } from '../model/origin';
import type { Json, JsonObject, Path, Severity } from '../yaml/types';
import type { ExpectationProblem } from './document';
import { nearest } from './nearest';
import { clip } from './port-grammar';

/** Reads values of one document and gathers what is wrong with them. */
export type Reader = {
  readonly problems: ExpectationProblem[];
  readonly origin: (path: Path) => Origin;
  readonly report: (
    code: string,
    path: Path,
    message: string,
    options?: { readonly part?: 'key' | 'value'; readonly severity?: Severity },
  ) => void;
  /** The entries of an object; undefined (and told) where it is none. Null is as absent: no entries. */
  readonly object: (
    value: Json | undefined,
    path: Path,
    known: readonly string[],
  ) => ReadonlyMap<string, Json> | undefined;
  readonly list: (value: Json | undefined, path: Path) => readonly Json[] | undefined;
  /** A text; undefined where absent, or where it is none (then it is told). */
  readonly text: (value: Json | undefined, path: Path) => string | undefined;
  /** One of a few words. */
  readonly word: <Word extends string>(
    value: Json | undefined,
    path: Path,
    words: readonly Word[],
  ) => Word | undefined;
};

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A reader for the object at `origin`. */
export function createReader(origin: Origin): Reader {
  const problems: ExpectationProblem[] = [];
  const report: Reader['report'] = (code, path, message, options = {}) => {
    problems.push({
      code,
      severity: options.severity ?? 'error',
      message,
      path,
      origin: within(origin, ...path),
      part: options.part ?? 'value',
    });
  };
  const name = (path: Path) => `\`${clip(String(path.at(-1) ?? 'the document'))}\``;
  return {
    problems,
    report,
    origin: (path) => within(origin, ...path),
    object: (value, path, known) => {
      if (value === undefined || value === null) return new Map();
      if (!isObject(value)) {
        report('EXP-0', path, `${name(path)} must be a map of keys`);
        return undefined;
      }
      const entries = new Map(Object.entries(value));
      for (const key of entries.keys()) {
        if (!known.includes(key)) report('EXP-1', [...path, key], unknownKey(key, known), { part: 'key' });
      }
      return entries;
    },
    list: (value, path) => {
      if (value === undefined || value === null) return undefined;
      if (Array.isArray(value)) return value as readonly Json[];
      report('EXP-0', path, `${name(path)} must be a list`);
      return undefined;
    },
    text: (value, path) => {
      if (value === undefined || value === null) return undefined;
      if (typeof value === 'string') return value;
      report('EXP-0', path, `${name(path)} must be a text: put it in quotes`);
      return undefined;
    },
    word: (value, path, words) => {
      if (value === undefined || value === null) return undefined;
      const found = words.find((word) => word === value);
      if (found === undefined) {
        report('EXP-0', path, `${name(path)} must be ${words.map((word) => `\`${word}\``).join(' or ')}`);
      }
      return found;
    },
  };
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return `unknown key \`${clip(key)}\`${near === undefined ? '' : `: did you mean \`${near}\`?`}`;
}
