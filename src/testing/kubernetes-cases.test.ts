import { describe, expect, test } from 'vitest';
import { compileEvaluator } from '../evaluator/compile';
import { deriveFacts } from '../evaluator/facts';
import { traceFlow } from '../evaluator/trace';
import { runCase } from './case-runner';
import { networkPolicyCases, recordedText } from './cases';

describe.each([
  { file: 'kubernetes-np', flows: 12_479 },
  { file: 'kubernetes-directed', flows: 279 },
])('$file', ({ file, flows }) => {
  const cases = networkPolicyCases(recordedText(file));

  test('holds every recorded flow', () => {
    expect(cases.reduce((sum, { queries }) => sum + queries.length, 0)).toBe(flows);
  });

  test('tracing evaluator', () => {
    const wrong = cases.flatMap((recorded) =>
      runCase(recorded, ({ cluster, arrangement }) => {
        const facts = deriveFacts(cluster);
        return (flow) => {
          const { verdict, egress, ingress } = traceFlow(facts, arrangement, flow);
          return { expect: verdict.kind, egress: egress.verdict.kind, ingress: ingress.verdict.kind };
        };
      }),
    );
    expect(wrong.map(({ of, query, got }) => [of.id, query, got])).toEqual([]);
  });

  test('compiled evaluator', () => {
    const wrong = cases.flatMap((recorded) =>
      runCase(recorded, ({ cluster, policies, arrangement }) => {
        const evaluator = compileEvaluator(cluster, policies, arrangement);
        return (flow) => {
          const { verdict, egress, ingress } = evaluator.verdict(flow);
          return { expect: verdict.kind, egress: egress.kind, ingress: ingress.kind };
        };
      }),
    );
    expect(wrong.map(({ of, query, got }) => [of.id, query, got])).toEqual([]);
  });
});
