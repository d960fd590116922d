import { describe, expect, test } from 'vitest';
import { compileEvaluator } from '../evaluator/compile';
import { icmp, otherPort } from '../model/ports';
import { answerByTracing, answerOf, portPoints } from './ask-flows';
import { worldOf } from './case-runner';
import { recordedText, verdictCases } from './cases';

/** How many of a file's clusters are asked whole: spread over the small cases and the random ones. */
const asked = 10;

describe.each(['kubernetes-anp', 'kubernetes-kcnp'])('%s', (file) => {
  const cases = verdictCases(recordedText(file));
  const step = Math.max(1, Math.floor(cases.length / asked));
  const chosen = cases.filter((_, index) => index % step === 0);

  test.each(chosen.map((one) => [one.id, one] as const))(
    'what reaches what in %s, by which ports, is what tracing tells of each pair',
    (_, recorded) => {
      const { cluster, policies, arrangement } = worldOf(recorded);
      const evaluator = compileEvaluator(cluster, policies, arrangement);
      const points = [
        ...portPoints(cluster, policies).filter((_point, index) => index % 3 === 0),
        { protocol: 'other' as const, port: otherPort(icmp, 8) },
        { protocol: 'other' as const, port: otherPort(47) },
      ];
      const wrong: unknown[] = [];
      for (let from = 0; from < evaluator.ends; from++) {
        for (let to = 0; to < evaluator.ends; to++) {
          const connection = evaluator.connection(from, to);
          for (const point of points) {
            const got = answerOf(connection, point);
            const wanted = answerByTracing(cluster, evaluator, from, to, point);
            if (got.length !== 1 || got[0] !== wanted) wrong.push({ from, to, point, got, wanted });
          }
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});
