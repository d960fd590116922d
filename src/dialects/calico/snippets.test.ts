import { expect, test } from 'vitest';
import { keyOrderAt } from '../../yaml/schema';
import type { Schema } from '../../yaml/schema';
import { readFile } from '../../yaml/read-file';
import type { JsonObject, Path } from '../../yaml/types';
import { calicoDialect } from './dialect';
import { calicoSnippets } from './snippets';

/** Paths of the objects whose keys stand in another order than the schema's, or are unknown to it. */
function disordered(schema: Schema, value: unknown, path: Path): readonly Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => disordered(schema, item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  const keys = Object.keys(value);
  const order = keyOrderAt(schema, path).filter((key) => keys.includes(key));
  const own = path.at(-1) === 'labels' || order.join() === keys.join() ? [] : [path];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, item]) => disordered(schema, item, [...path, key])),
  ];
}

test.each(calicoSnippets.map((snippet) => [snippet.label, snippet] as const))(
  '%s is accepted as it stands by both releases, with its keys in the order of the schema',
  (_, { body }) => {
    const value = readFile({ id: 'f', name: 'f', text: body }).documents[0]?.value as JsonObject;
    for (const cni of ['calico-3.32', 'calico-3.31']) {
      expect(calicoDialect.validate(value, { cni, options: new Map() })).toEqual([]);
    }
    const kind = value['kind'];
    const schema = calicoDialect.schema(typeof kind === 'string' ? kind : '');
    expect(schema === undefined ? ['no schema'] : disordered(schema, value, [])).toEqual([]);
  },
);
