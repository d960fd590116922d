import type { Path } from './types';

/**
 * How a dialect lists its fields. One such list per kind is what decoding, hover, completion and the order of
 * keys in written text all come from. Fields stand in the order in which they are written.
 */
export type Schema =
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Field>> }
  | { readonly kind: 'list'; readonly item: Schema }
  | { readonly kind: 'map'; readonly value: Schema }
  | {
      readonly kind: 'scalar';
      readonly type: ScalarType;
      /** The only values accepted. */
      readonly enum?: readonly string[];
      /** What a string holds, for completion and hover: `cidr`, `label value`, … */
      readonly format?: string;
    }
  /** Anything: nothing is known or checked below this place. */
  | { readonly kind: 'any' };

export type ScalarType = 'string' | 'integer' | 'boolean' | 'intOrString' | 'number';

export type Field = {
  readonly schema: Schema;
  /** Plain sentences for hover and completion, Markdown without headings. */
  readonly doc: string;
  readonly required?: boolean;
};

/** The schema at a path; undefined where the path leads to a place the schema does not know. */
export function schemaAt(schema: Schema, path: Path): Schema | undefined {
  let at: Schema | undefined = schema;
  for (const step of path) {
    if (at === undefined) return undefined;
    at = stepInto(at, step);
  }
  return at;
}

/** The field that the last step of a path names; undefined for items of lists, keys of maps and unknown places. */
export function fieldAt(schema: Schema, path: Path): Field | undefined {
  const last = path.at(-1);
  const parent = schemaAt(schema, path.slice(0, -1));
  if (typeof last !== 'string' || parent?.kind !== 'object') return undefined;
  return fieldOf(parent.fields, last);
}

/** The known keys at a path in the order in which they are written; empty for anything but an object. */
export function keyOrderAt(schema: Schema, path: Path): readonly string[] {
  const at = schemaAt(schema, path);
  return at?.kind === 'object' ? Object.keys(at.fields) : [];
}

function stepInto(schema: Schema, step: string | number): Schema | undefined {
  switch (schema.kind) {
    case 'object':
      return typeof step === 'string' ? fieldOf(schema.fields, step)?.schema : undefined;
    case 'list':
      return typeof step === 'number' ? schema.item : undefined;
    case 'map':
      return typeof step === 'string' ? schema.value : undefined;
    case 'scalar':
      return undefined;
    case 'any':
      return schema;
  }
}

/** Keys come from users: only own properties count, so that `constructor` is no field. */
function fieldOf(fields: Readonly<Record<string, Field>>, key: string): Field | undefined {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}
