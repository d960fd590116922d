import type { ReadPiece } from './outcome';

/**
 * Documents read before, by their text, so that a keystroke costs one document. Two generations keep it
 * bounded: when the younger is full it becomes the older, and what nobody asked for since is forgotten.
 */
export type DocumentCache = {
  readonly get: (text: string) => ReadPiece | undefined;
  readonly set: (text: string, read: ReadPiece) => void;
};

const DEFAULT_CHARACTERS = 32_000_000;

/** A cache that holds at most about twice the given number of characters. */
export function createDocumentCache(characters = DEFAULT_CHARACTERS): DocumentCache {
  let young = new Map<string, ReadPiece>();
  let old = new Map<string, ReadPiece>();
  let size = 0;
  const set = (text: string, read: ReadPiece) => {
    if (size + text.length > characters) {
      old = young;
      young = new Map();
      size = 0;
    }
    if (!young.has(text)) size += text.length;
    young.set(text, read);
  };
  const get = (text: string) => {
    const found = young.get(text);
    if (found !== undefined) return found;
    const kept = old.get(text);
    if (kept !== undefined) set(text, kept);
    return kept;
  };
  return { get, set };
}
