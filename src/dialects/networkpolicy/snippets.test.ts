import { describe, expect, it } from 'vitest';
import { keyOrderAt } from '../../yaml/schema';
import { readFile } from '../../yaml/read-file';
import { networkPolicySnippets } from './snippets';
import { networkPolicySchema } from './schema';
import { validateText } from './validate-text';

describe('snippets', () => {
  it.each(networkPolicySnippets.map((snippet) => [snippet.label, snippet] as const))(
    '%s is accepted as it stands, with its keys in the order of the schema',
    (_, { body }) => {
      expect(validateText(body)).toEqual({ errors: [], warnings: [] });
      const value = readFile({ id: 'f', name: 'f', text: body }).documents[0]?.value as { spec: object };
      const order = keyOrderAt(networkPolicySchema, ['spec']);
      const keys = Object.keys(value.spec);
      expect(keys).toEqual(order.filter((key) => keys.includes(key)));
    },
  );
});
