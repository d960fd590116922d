import { describe, expect, it } from 'vitest';
import type { Schema } from '../../../yaml/schema';
import { calicoSchema } from '../schema';
import type { GoType } from './go-type';
import { objectType } from './schema-go';
import type { CalicoKind } from './schema-go';

const kinds: readonly CalicoKind[] = [
  'NetworkPolicy',
  'GlobalNetworkPolicy',
  'StagedNetworkPolicy',
  'StagedGlobalNetworkPolicy',
  'StagedKubernetesNetworkPolicy',
  'Tier',
  'NetworkSet',
  'GlobalNetworkSet',
  'HostEndpoint',
  'Profile',
];

/** Every field below `spec` as a path, `[]` for items. */
function fieldsOf(schema: Schema | undefined, path: string): readonly string[] {
  switch (schema?.kind) {
    case 'object':
      return Object.entries(schema.fields).flatMap(([key, { schema: of }]) => [
        `${path}.${key}`,
        ...fieldsOf(of, `${path}.${key}`),
      ]);
    case 'list':
      return fieldsOf(schema.item, `${path}[]`);
    default:
      return [];
  }
}

function fieldsOfGo(type: GoType | undefined, path: string): readonly string[] {
  switch (type?.kind) {
    case 'struct':
      return type.fields.flatMap(({ json, type: of }) => [
        `${path}.${json}`,
        ...fieldsOfGo(of, `${path}.${json}`),
      ]);
    case 'list':
      return fieldsOfGo(type.item, `${path}[]`);
    case 'pointer':
      return fieldsOfGo(type.to, path);
    default:
      return [];
  }
}

describe('the Go structs', () => {
  it.each(kinds)('have the fields that the schema of %s lists', (kind) => {
    const schema = calicoSchema(kind);
    const listed = fieldsOf(schema?.kind === 'object' ? schema.fields['spec']?.schema : undefined, 'spec');
    const spec = objectType(kind).fields.find(({ json }) => json === 'spec');
    expect([...fieldsOfGo(spec?.type, 'spec')].sort()).toEqual([...listed].sort());
    expect(listed.length).toBeGreaterThan(0);
  });
});
