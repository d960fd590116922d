import type { Schema } from '../yaml/schema';

/** The type of a field in a few words: `list of objects`, `In, NotIn, Exists or DoesNotExist`. */
export function typeWords(schema: Schema): string {
  switch (schema.kind) {
    case 'object':
      return 'object';
    case 'map':
      return 'map of text';
    case 'any':
      return 'anything';
    case 'list':
      return schema.item.kind === 'scalar' ? `list of ${typeWords(schema.item)}` : 'list';
    case 'scalar':
      if (schema.enum !== undefined) return schema.enum.join(', ');
      return schema.format === 'cidr' ? 'CIDR' : scalarWords[schema.type];
  }
}

const scalarWords = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'true or false',
  intOrString: 'number or name',
} as const;
