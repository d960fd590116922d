import type { Field, Schema } from '../yaml/schema';
import type { CaretContext, Proposal } from './caret-context';
import { typeWords } from './schema-words';

/** The fields of an object that are not there yet, in the order in which they are written. */
export function fieldProposals(
  context: CaretContext,
  schema: Schema,
  present: ReadonlySet<string>,
): readonly Proposal[] {
  if (schema.kind !== 'object') return [];
  return Object.entries(schema.fields)
    .filter(([name, field]) => !present.has(name) && !setByServer(field))
    .map(([name, field]): Proposal => {
      const text = fieldText(context, name, field.schema);
      return {
        label: name,
        kind: 'field',
        detail: field.required === true ? `${typeWords(field.schema)}, required` : typeWords(field.schema),
        doc: field.doc,
        text,
        ...(opensList(field.schema) ? { again: true } : {}),
      };
    });
}

/** Fields that nobody writes. */
function setByServer(field: Field): boolean {
  return field.doc.endsWith('Set by the server.') || field.doc === 'No longer used.';
}

/** What is written for a field: its key, and where its value is a collection the beginning of its first line. */
function fieldText(context: CaretContext, name: string, schema: Schema): string {
  const { place, indentsLists } = context;
  if (place.flowStart !== undefined) {
    if (schema.kind === 'object' || schema.kind === 'map') return `${name}: {`;
    return schema.kind === 'list' ? `${name}: [` : `${name}: `;
  }
  const indent = (columns: number) => `\n${' '.repeat(columns)}`;
  switch (schema.kind) {
    case 'object':
    case 'map':
      return `${name}:${indent(place.column + 2)}`;
    case 'list':
      return `${name}:${indent(place.column + (indentsLists ? 2 : 0))}- `;
    case 'scalar':
    case 'any':
      return `${name}: `;
  }
}

/** Whether something can be proposed right behind the field. */
function opensList(schema: Schema): boolean {
  if (schema.kind === 'any') return false;
  if (schema.kind !== 'scalar') return true;
  return (
    schema.enum !== undefined ||
    schema.type === 'boolean' ||
    schema.format !== undefined ||
    schema.type === 'intOrString'
  );
}
