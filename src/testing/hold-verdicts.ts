import { describe, expect, test } from 'vitest';
import { evaluators, runCase } from './case-runner';
import type { RecordedCase } from './cases';

/** Tests that a recorded file holds as many flows as it should, and that both evaluators give every verdict of it. */
export function holdVerdicts(file: string, flows: number, cases: readonly RecordedCase[]): void {
  describe(file, () => {
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
}
