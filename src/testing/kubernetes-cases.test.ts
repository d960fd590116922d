import { describe, expect, test } from 'vitest';
import { evaluators, runCase } from './case-runner';
import { recordedText, verdictCases } from './cases';

describe.each([
  { file: 'kubernetes-np', flows: 12_479 },
  { file: 'kubernetes-directed', flows: 557 },
  { file: 'kubernetes-anp', flows: 12_204 },
  { file: 'kubernetes-kcnp', flows: 12_142 },
  { file: 'upstream-cluster-network-policy', flows: 295 },
])('$file', ({ file, flows }) => {
  const cases = verdictCases(recordedText(file));

  test('holds every recorded flow', () => {
    expect(cases.reduce((sum, { queries }) => sum + queries.length, 0)).toBe(flows);
  });

  test.each(['tracing', 'compiled'] as const)('%s evaluator', (name) => {
    const wrong = cases.flatMap((recorded) => runCase(recorded, evaluators[name]));
    expect(wrong.map(({ of, query, got }) => [of.id, query, got])).toEqual([]);
  });
});
