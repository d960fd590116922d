import { describe, expect, test } from 'vitest';
import { settingsOf } from '../cli/verdicts';
import type { Evaluator } from '../evaluator/types';
import { registry } from '../registry';
import { buildSnapshot } from '../snapshot/build';
import type { Snapshot } from '../snapshot/types';
import type { SourceFile } from '../yaml/types';
import { reachTexts } from './ask-flows';
import { recordedText, verdictCases } from './cases';
import type { RecordedCase } from './cases';
import { Random } from './random';
import { isPolicy, randomEdit } from './random-edits';
import type { EditedDocument } from './random-edits';

/** How many clusters of a file are edited, and how often each. */
const clusters = Number(process.env['TAKEOVERS'] ?? 12);
const edits = 9;

describe('an evaluator that takes over from an earlier revision says what one that begins anew says', () => {
  test.each([
    'kubernetes-kcnp',
    'kubernetes-anp',
    'calico-3.32',
    'calico-3.32-directed',
    'calico-3.31',
    'cilium-1.20',
    'cilium-1.19',
    'cilium-1.20-kcnp',
  ])(
    'over random edits: %s',
    (file) => {
      const random = new Random(20_261_121);
      const cases = verdictCases(recordedText(file));
      for (let round = 0; round < clusters; round++) {
        // Clusters of many policies have more that an edit leaves alone.
        const {
          id,
          resources,
          cni,
          options = {},
          names = {},
        } = [1, 2, 3].map(() => random.pick(cases)).reduce((a, b) => (policiesIn(b) > policiesIn(a) ? b : a));
        const pool = random.pick(cases).resources.filter(isPolicy);
        let documents: readonly EditedDocument[] = [...settingsOf({ options, names }), ...resources].map(
          (value, at) => ({ id: String(at), value, off: false }),
        );
        if (pool.length === 0) continue;
        const snapshotOf = (previous?: Snapshot) =>
          buildSnapshot({ files: filesOf(documents), revision: 0, cni }, registry, previous);
        const earlier = [snapshotOf()];
        for (let edit = 0; edit < edits; edit++) {
          documents = randomEdit(documents, pool, random);
          // Most revisions follow the last one; candidates are tried on an older one.
          const previous = random.chance(0.8) ? earlier.at(-1) : random.pick(earlier);
          const next = snapshotOf(previous);
          const anew = snapshotOf();
          // What is refused has an earlier version in force, which beginning anew does not know.
          const comparable = next.stale.length === 0;
          if (comparable) {
            expect(wholeOf(next.evaluator), `${id}, edit ${edit}`).toEqual(wholeOf(anew.evaluator));
          }
          // Some revisions are asked for nothing before the next comes.
          if (comparable || random.chance(0.5)) earlier.push(next);
        }
      }
    },
    120_000,
  );
});

function policiesIn({ resources }: RecordedCase): number {
  return resources.filter(isPolicy).length;
}

function filesOf(documents: readonly EditedDocument[]): readonly SourceFile[] {
  return documents.flatMap(({ id, value, off }) =>
    off ? [] : [{ id, name: `${id}.yaml`, text: JSON.stringify(value) }],
  );
}

/** All that an evaluator says of ends, independent of the order of groups. */
function wholeOf(evaluator: Evaluator): unknown {
  const workloads = evaluator.ends - evaluator.outside.length;
  return {
    outside: evaluator.outside.map(({ id }) => id),
    classes: evaluator.classes,
    reaches: Array.from({ length: evaluator.ends }, (_, from) => reachTexts(evaluator, from)),
    gates: Array.from({ length: workloads }, (_, workload) => [
      evaluator.gate(workload, 'ingress'),
      evaluator.gate(workload, 'egress'),
      evaluator.applying(workload, 'ingress'),
      evaluator.applying(workload, 'egress'),
    ]),
  };
}
