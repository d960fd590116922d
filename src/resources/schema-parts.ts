import type { Field, ScalarType, Schema } from '../yaml/schema';

/** Short ways to write schemas down. Each call gives a schema of its own, so that it can carry a type name. */
export function scalar(type: ScalarType, format?: string): Schema {
  return format === undefined ? { kind: 'scalar', type } : { kind: 'scalar', type, format };
}

export function oneOf(...values: readonly string[]): Schema {
  return { kind: 'scalar', type: 'string', enum: values };
}

export function object(fields: Readonly<Record<string, Field>>): Schema {
  return { kind: 'object', fields };
}

export function listOf(item: Schema): Schema {
  return { kind: 'list', item };
}

export function mapOf(value: Schema): Schema {
  return { kind: 'map', value };
}

export function field(doc: string, schema: Schema, required = false): Field {
  return required ? { doc, schema, required } : { doc, schema };
}

export const anything: Schema = { kind: 'any' };
