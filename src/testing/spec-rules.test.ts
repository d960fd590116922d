import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { registry } from '../registry';

/** The sentences of a SPEC.md by their numbers, without the marks of code. */
function sentences(dialect: string): ReadonlyMap<string, string> {
  const text = readFileSync(`src/dialects/${dialect}/SPEC.md`, 'utf8');
  const rows = [...text.matchAll(/^\|\s*([A-Z]+-\d+)\s*\|\s*(.*?)\s*\|/gmu)];
  return new Map(rows.map(([, id = '', says = '']) => [id, says.replaceAll('`', '')]));
}

describe('the rules of a dialect that Why names', () => {
  const named = registry.dialects.filter(({ specRules }) => specRules !== undefined);

  it('are there for the policies of Kubernetes', () => {
    expect(named.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['networkpolicy', 'admin-network-policy', 'cluster-network-policy']),
    );
  });

  it.each(named.map((dialect) => [dialect.name, dialect] as const))(
    'are in the SPEC.md of %s, word for word',
    (name, { specRules = {} }) => {
      const written = sentences(name);
      for (const { id, says } of Object.values(specRules)) expect(written.get(id)).toBe(says);
    },
  );
});
