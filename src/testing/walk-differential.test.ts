import { describe, expect, test } from 'vitest';
import { compileEvaluator } from '../evaluator/compile';
import { icmp, otherPort, portSetText } from '../model/ports';
import { registry } from '../registry';
import { buildSnapshot } from '../snapshot/build';
import type { Snapshot } from '../snapshot/types';
import type { JsonObject, SourceFile } from '../yaml/types';
import { answerByTracing, answerOf, portPoints, reachTexts } from './ask-flows';
import { buildWorld, worldOf } from './case-runner';
import { recordedText, verdictCases } from './cases';

/** How many of a file's clusters are asked whole: spread over the small cases and the random ones. */
const asked = 8;

describe.each([
  'kubernetes-anp',
  'kubernetes-kcnp',
  'calico-3.32-directed',
  'calico-3.32',
  'cilium-1.20',
  'cilium-1.19',
])('%s', (file) => {
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

test('what an engine does by itself guards no gate', () => {
  const pod = (name: string, podIP: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'a' },
    spec: { containers: [] },
    status: { phase: 'Running', podIP },
  });
  const { cluster, policies, arrangement } = buildWorld(
    [pod('x', '10.0.0.1'), pod('y', '10.0.0.2')],
    'calico-3.32',
  );
  const evaluator = compileEvaluator(cluster, policies, arrangement);
  expect(evaluator.gate(0, 'egress')).toMatchObject({ state: 'open', rules: 0, isolatedBy: [] });
  const { allowed, admitted } = evaluator.connection(0, 1);
  expect(portSetText(allowed)).toBe('every port but UDP 4789, IPIP');
  expect(admitted).toEqual([]);
});

describe('taking over from an earlier revision', () => {
  const files = ['kubernetes-kcnp', 'calico-3.32', 'cilium-1.20'];
  test.each(files)('gives the same as beginning anew: %s', (file) => {
    const cases = verdictCases(recordedText(file)).filter((_, index) => index % 97 === 5);
    expect(cases.length).toBeGreaterThan(2);
    for (const { resources, cni } of cases) {
      const policies = resources.filter(({ kind }) => typeof kind === 'string' && kind.endsWith('Policy'));
      const others = resources.filter((resource) => !policies.includes(resource));
      const snapshotOf = (kept: readonly JsonObject[], previous?: Snapshot) =>
        buildSnapshot({ files: filesOf(others, kept), revision: 0, cni }, registry, previous);
      let previous = snapshotOf(policies);
      for (const left of [1, 0, policies.length - 1]) {
        const kept = policies.filter((_, index) => index !== left);
        previous = snapshotOf(kept, previous);
        const anew = snapshotOf(kept);
        for (let from = 0; from < anew.evaluator.ends; from++) {
          expect(reachTexts(previous.evaluator, from)).toEqual(reachTexts(anew.evaluator, from));
        }
      }
    }
  });
});

function filesOf(others: readonly JsonObject[], policies: readonly JsonObject[]): readonly SourceFile[] {
  const text = (items: readonly JsonObject[]) => items.map((item) => JSON.stringify(item)).join('\n---\n');
  return [
    { id: 'others', name: 'others.yaml', text: text(others) },
    { id: 'policies', name: 'policies.yaml', text: text(policies) },
  ];
}
