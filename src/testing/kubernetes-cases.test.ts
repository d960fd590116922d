import { describe, expect, test } from 'vitest';
import { evaluators, runCase } from './case-runner';
import { networkPolicyCases, recordedText } from './cases';

describe.each([
  { file: 'kubernetes-np', flows: 12_479 },
  { file: 'kubernetes-directed', flows: 279 },
])('$file', ({ file, flows }) => {
  const cases = networkPolicyCases(recordedText(file));

  test('holds every recorded flow', () => {
    expect(cases.reduce((sum, { queries }) => sum + queries.length, 0)).toBe(flows);
  });

  test.each(['tracing', 'compiled'] as const)('%s evaluator', (name) => {
    const wrong = cases.flatMap((recorded) => runCase(recorded, evaluators[name]));
    expect(wrong.map(({ of, query, got }) => [of.id, query, got])).toEqual([]);
  });
});
