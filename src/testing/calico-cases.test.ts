import { expect, test } from 'vitest';
import { runCalicoHttp, runCalicoSelectors } from './calico-language-cases';
import { evaluators, runCase } from './case-runner';
import { recordedText, verdictCases } from './cases';
import { holdVerdicts } from './hold-verdicts';

for (const [file, flows] of [
  ['calico-3.32-directed', 618],
  ['calico-3.32', 9_600],
  ['calico-3.32-np', 8_000],
  ['calico-3.31-directed', 624],
  ['calico-3.31', 4_800],
  ['calico-3.31-anp', 8_000],
] as const) {
  holdVerdicts(file, flows, verdictCases(recordedText(file)));
}

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
