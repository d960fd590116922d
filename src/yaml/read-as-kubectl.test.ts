import { expect, test } from 'vitest';
import { compareYamlCase, readYamlCases } from '../testing/yaml-cases';

const cases = readYamlCases(new URL('../testing/cases/kubectl-yaml.jsonl.gz', import.meta.url));

/** After a failure as JSON less than four bytes are left, which kubectl then does not read as YAML. */
const DIFFERENT: readonly string[] = ['empty/23', 'json/11'];

test('kubectl and this reader agree on every recorded text but the rare syntax listed', () => {
  const differing = cases.filter((c) => !compareYamlCase(c).same).map((c) => c.id);
  expect(cases).toHaveLength(2459);
  expect(differing).toEqual(DIFFERENT);
  expect(DIFFERENT.length).toBeLessThanOrEqual(100);
});
