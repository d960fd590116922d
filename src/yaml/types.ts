/** A JSON value, as kubectl makes it of YAML. Objects keep `__proto__` as an own property, as JSON.parse does. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** Steps from the root of a document: keys of maps, indexes of lists. */
export type Path = readonly (string | number)[];

/** Half-open range of UTF-16 offsets in the text of one file. */
export type Span = { readonly start: number; readonly end: number };

/** A file of the workspace. `id` never changes; `name` (a relative path with `/`) may, and is what people see. */
export type SourceFile = { readonly id: string; readonly name: string; readonly text: string };

export type Severity = 'error' | 'warning' | 'info';

/** Something to tell about a text, at a place in it. `code` is a stable id (`YAML-…`, `NP-…`, `EXP-…`). */
export type Diagnostic = {
  readonly code: string;
  readonly severity: Severity;
  /** One sentence; for validation the server's own words. */
  readonly message: string;
  /** File id. */
  readonly file: string;
  readonly span: Span;
  /** Index of the document in its file, where it belongs to one. */
  readonly document?: number;
  /** The server's name of the field (`spec.ingress[0].from[0]`), where the message is about one. */
  readonly field?: string;
};

/** A change of one file's text. Edits of one step are against one revision and never overlap (ED-1). */
export type TextEdit = {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
};

/**
 * A node of a document. Offsets are relative to the document's `start`, so that a document read once can be
 * reused wherever it moves to in its file.
 */
export type YamlNode = (
  | {
      readonly kind: 'scalar';
      readonly start: number;
      readonly end: number;
      readonly value: Json;
      /** How it is written. */
      readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
    }
  | {
      readonly kind: 'map';
      readonly start: number;
      readonly end: number;
      readonly flow: boolean;
      /** What counts, in the order of the text: the last of equal keys, and what came in by `<<`. */
      readonly entries: readonly YamlEntry[];
      /** The `<<` entries as they are written. */
      readonly merges?: readonly YamlEntry[];
      /** Entries that a later one of the same key replaced. */
      readonly overridden?: readonly YamlEntry[];
    }
  | {
      readonly kind: 'list';
      readonly start: number;
      readonly end: number;
      readonly flow: boolean;
      readonly items: readonly YamlNode[];
    }
  | {
      readonly kind: 'alias';
      readonly start: number;
      readonly end: number;
      readonly anchor: string;
      readonly node: YamlNode;
    }
) & {
  /** The anchor that names this node, or of an alias the one it points to. */
  readonly anchor?: string;
  /** Offset where the tag and the anchor before the node begin; absent where it has neither. */
  readonly propertiesStart?: number;
};

export type YamlEntry = {
  /** The key as text, after YAML 1.1 conversion (`y` is `true`). */
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: YamlNode;
  /** True where the entry came in by `<<`. */
  readonly merged?: boolean;
};

/** One document of a file. */
export type YamlDocument = {
  /** File id. */
  readonly file: string;
  /** Position in the file, counting null documents too. */
  readonly index: number;
  /** Offset in the file where the document's text begins; add it to a node's offsets. */
  readonly start: number;
  /** Offset in the file where the document's text ends. */
  readonly end: number;
  readonly text: string;
  /** The tree; undefined where nothing is there or where it could not be read. */
  readonly root: YamlNode | undefined;
  /** The value; null for an empty document and one that could not be read. */
  readonly value: Json;
  /** Why it could not be read. */
  readonly problem: Diagnostic | undefined;
};

/** Which part of a path's place is meant. */
export type PlacePart = 'key' | 'value' | 'entry';

/** A change asked of a document, in terms of its tree (authoring.md section 7). */
export type YamlOperation =
  | {
      readonly kind: 'insertItem';
      readonly path: Path;
      /** Index before which to insert; the list's length appends. */
      readonly index: number;
      readonly value: Json;
      /** A comment line put above the item, without `#`. */
      readonly comment?: string;
    }
  | { readonly kind: 'removeItem'; readonly path: Path }
  | {
      readonly kind: 'setKey';
      readonly path: Path;
      readonly key: string;
      readonly value: Json;
      /** The schema's order of keys at this place; unknown keys go last. */
      readonly order?: readonly string[];
    }
  | { readonly kind: 'removeKey'; readonly path: Path; readonly key: string }
  | { readonly kind: 'renameKey'; readonly path: Path; readonly key: string; readonly to: string }
  | { readonly kind: 'setScalar'; readonly path: Path; readonly value: Json };

/** The outcome of planning edits: the edits, or why there can be none (ED-11, ED-12). */
export type EditResult =
  | { readonly ok: true; readonly edits: readonly TextEdit[] }
  | { readonly ok: false; readonly reason: string };
