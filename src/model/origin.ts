/** Where in the workspace something comes from. Resolved to a span on demand by `yaml/`. */
export type Origin = {
  /** File id. */
  readonly file: string;
  /** Index of the document in the file. */
  readonly document: number;
  /** Steps from the root of the document; starts inside `items` for an item of a List. */
  readonly path: readonly (string | number)[];
};

/** The origin of a place inside what `origin` names. */
export function within(origin: Origin, ...steps: readonly (string | number)[]): Origin {
  return { file: origin.file, document: origin.document, path: [...origin.path, ...steps] };
}
