import type { Path } from '../yaml/types';

/** Lines are looked at up to this length: nobody types longer ones. */
export const longestLine = 5000;

/** A `key:` of a block map, as its line shows it. */
export type LineEntry = {
  readonly path: Path;
  /** Where the key begins, as an offset of the text and as a column from 0. */
  readonly start: number;
  readonly column: number;
  /** What stands behind the colon, without a comment; empty where nothing does. */
  readonly value: string;
  readonly valueStart: number;
};

/** The place of a caret in block style, or in a flow collection that begins at `valueStart`. */
export type LinePlace = {
  /** Containers around the token under the caret: of a key its map, of a value its key, of an item the list's index. */
  readonly path: Path;
  readonly position: 'key' | 'value' | 'item';
  /** The token under the caret: from its first character to its last. */
  readonly start: number;
  readonly end: number;
  /** Column at which keys of this map or dashes of this list stand. */
  readonly column: number;
  /** Offset of a flow collection that holds the caret. */
  readonly flowStart?: number;
};
