import { describe, expect, test } from 'vitest';
import { evaluators, runCase } from './case-runner';
import { recordedText, verdictCases } from './cases';
import { runCiliumNames } from './cilium-name-cases';

describe.each([
  { file: 'cilium-1.20', flows: 7481 },
  { file: 'cilium-1.19', flows: 7481 },
  { file: 'cilium-1.20-np', flows: 8000 },
  { file: 'cilium-1.19-np', flows: 8000 },
  { file: 'cilium-1.20-kcnp', flows: 6000 },
])('$file', ({ file, flows }) => {
  const cases = verdictCases(recordedText(file));

  test('holds every recorded flow', () => {
    expect(cases.reduce((sum, { queries }) => sum + queries.length, 0)).toBe(flows);
  });

  test.each(['tracing', 'compiled'] as const)(
    '%s evaluator',
    (name) => {
      const wrong = cases.flatMap((recorded) => runCase(recorded, evaluators[name]));
      expect(wrong.map(({ of, query, got }) => [of.id, query, got])).toEqual([]);
    },
    300_000,
  );
});

test('[CIL-45] DNS names and patterns match what the agent was seen to match', () => {
  expect(runCiliumNames(recordedText('cilium-fqdn'))).toMatchObject({ asked: 142, agreed: 142, shown: [] });
});
