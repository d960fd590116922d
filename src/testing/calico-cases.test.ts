import { describe, expect, test } from 'vitest';
import { runCalicoHttp, runCalicoSelectors } from './calico-language-cases';
import { evaluators, runCase } from './case-runner';
import { recordedText, verdictCases } from './cases';

describe.each([
  { file: 'calico-3.32-directed', flows: 618 },
  { file: 'calico-3.32', flows: 9_600 },
  { file: 'calico-3.32-np', flows: 8_000 },
  { file: 'calico-3.31-directed', flows: 624 },
  { file: 'calico-3.31', flows: 4_800 },
  { file: 'calico-3.31-anp', flows: 8_000 },
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

test('Canal enforces what Calico 3.32 does', () => {
  const cases = verdictCases(recordedText('calico-3.32-directed'));
  const wrong = cases.flatMap((recorded) => runCase({ ...recorded, cni: 'canal' }, evaluators.tracing));
  expect(wrong.map(({ of, query, got }) => [of.id, query, got])).toEqual([]);
});

test.each([
  { file: 'calico-selectors', run: runCalicoSelectors, asked: 940 },
  { file: 'calico-http', run: runCalicoHttp, asked: 1440 },
])('$file', ({ file, run, asked }) => {
  expect(run(recordedText(file))).toMatchObject({ asked, agreed: asked, shown: [] });
});
