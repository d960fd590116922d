import { expect, test } from 'vitest';
import { compareYamlCase, readYamlCases } from '../testing/yaml-cases';
import { readAsKubectl } from './read-as-kubectl';

const cases = readYamlCases(new URL('../testing/cases/kubectl-yaml.jsonl.gz', import.meta.url));

test('kubectl and this reader agree on every recorded text', () => {
  const differing = cases.filter((c) => !compareYamlCase(c).same).map((c) => c.id);
  expect(cases).toHaveLength(2459);
  expect(differing).toEqual([]);
});

test('what fails as JSON is not read as YAML where less than four bytes are left', () => {
  const kinds = (text: string) => readAsKubectl(text).map((one) => ('error' in one ? 'error' : one.json));
  expect(kinds('{a}')).toEqual(['error']);
  expect(kinds('{a}\n')).toEqual([{ a: null }]);
  expect(kinds('{é}')).toEqual([{ é: null }]);
  expect(kinds('{"a":1} x: 1')).toEqual([{ a: 1 }, { x: 1 }]);
  expect(kinds('{"a":1} x')).toEqual([{ a: 1 }, 'error']);
  expect(kinds('{"a":1}\n\nx')).toEqual([{ a: 1 }, 'error']);
});
