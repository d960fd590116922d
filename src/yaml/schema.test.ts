import { expect, test } from 'vitest';
import { fieldAt, keyOrderAt, schemaAt, type Schema } from './schema';

const name: Schema = { kind: 'scalar', type: 'string' };
const schema: Schema = {
  kind: 'object',
  fields: {
    metadata: {
      doc: 'Names it.',
      schema: {
        kind: 'object',
        fields: {
          name: { doc: 'The name.', schema: name, required: true },
          labels: { doc: 'Labels.', schema: { kind: 'map', value: name } },
        },
      },
    },
    rules: {
      doc: 'Rules.',
      schema: {
        kind: 'list',
        item: { kind: 'object', fields: { port: { doc: 'A port.', schema: name } } },
      },
    },
    status: { doc: 'Not ours.', schema: { kind: 'any' } },
  },
};

test('a path leads through objects, maps and lists', () => {
  expect(schemaAt(schema, ['metadata', 'labels', 'app'])).toBe(name);
  expect(schemaAt(schema, ['rules', 3, 'port'])).toBe(name);
  expect(schemaAt(schema, [])).toBe(schema);
  expect(schemaAt(schema, ['status', 'x', 0])).toEqual({ kind: 'any' });
});

test('a place the schema does not know has no schema, inherited names included', () => {
  for (const path of [
    ['constructor'],
    ['__proto__'],
    ['rules', 'port'],
    ['metadata', 0],
    ['metadata', 'name', 'x'],
  ]) {
    expect(schemaAt(schema, path)).toBeUndefined();
  }
});

test('a field is known by the path that ends in its name', () => {
  expect(fieldAt(schema, ['metadata', 'name'])?.doc).toBe('The name.');
  expect(fieldAt(schema, ['metadata', 'labels', 'app'])).toBeUndefined();
  expect(fieldAt(schema, [])).toBeUndefined();
  expect(keyOrderAt(schema, ['metadata'])).toEqual(['name', 'labels']);
  expect(keyOrderAt(schema, ['rules'])).toEqual([]);
});
