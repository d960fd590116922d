import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileEvaluator } from '../evaluator/compile';
import type { Evaluator } from '../evaluator/types';
import { parseAddress } from '../model/address';
import { hasAddress } from '../model/address-set';
import type { Cluster } from '../model/cluster';
import type { FlowEnd } from '../model/flow';
import type { UnionArrangement } from '../model/tier';
import { buildWorld } from './case-runner';
import type { BuiltWorld } from './case-runner';
import { answerByTracing, answerOf, endsOf, portPoints } from './ask-flows';
import { clusterManifests } from './generate-cluster';
import { interestingAddresses, policyManifests } from './generate-policies';

const worlds: fc.Arbitrary<BuiltWorld> = fc
  .tuple(clusterManifests, policyManifests)
  .map(([cluster, policies]) => buildWorld([...cluster, ...policies], 'kubernetes'));

const compile = ({ cluster, policies, arrangement }: BuiltWorld): Evaluator =>
  compileEvaluator(cluster, policies, arrangement);

const addresses = interestingAddresses.flatMap((text) => parseAddress(text) ?? []);

/** Every pod by name and every interesting address. */
const everyEnd = (cluster: Cluster): readonly FlowEnd[] => [
  ...cluster.pods.map(({ index }): FlowEnd => ({ kind: 'pod', pod: index })),
  ...addresses.map((address): FlowEnd => ({ kind: 'address', address })),
];

const points = [
  { protocol: 'TCP', port: 80 },
  { protocol: 'TCP', port: 8080 },
  { protocol: 'UDP', port: 53 },
  { protocol: 'SCTP', port: 443 },
  { protocol: 'other', port: 0 },
] as const;

describe('the compiled evaluator is the tracing one', () => {
  test('flow by flow, by name and by address, in each family', () => {
    fc.assert(
      fc.property(worlds, fc.nat(4), fc.constantFrom(undefined, undefined, 4, 6), (world, at, family) => {
        const evaluator = compile(world);
        const point = points[at] ?? points[0];
        const ends = everyEnd(world.cluster);
        for (const from of ends) {
          for (const to of ends) {
            const flow = { from, to, ...point, ...(family !== undefined && { family }) };
            const { verdict, egress, ingress } = evaluator.trace(flow);
            expect([flow, evaluator.verdict(flow)]).toEqual([
              flow,
              { verdict, egress: egress.verdict, ingress: ingress.verdict },
            ]);
          }
        }
      }),
      { seed: 7001, numRuns: 80 },
    );
  });

  test('end by end: what reaches what, and by which ports', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { cluster, policies } = world;
        const evaluator = compile(world);
        const all = portPoints(cluster, policies);
        for (let from = 0; from < evaluator.ends; from++) {
          const groups = evaluator.reaches(from);
          for (let to = 0; to < evaluator.ends; to++) {
            const connection = evaluator.connection(from, to);
            const group = groups.filter((one) => one.to.has(to));
            expect(group.length).toBeLessThanOrEqual(1);
            expect(group[0]?.connection.allowed ?? []).toEqual(connection.allowed);
            if (connection.undetermined.length > 0) expect(connection.reasons.length).toBeGreaterThan(0);
            const wanted = all.map((point) => [
              from,
              to,
              point,
              [answerByTracing(cluster, evaluator, from, to, point)],
            ]);
            expect(all.map((point) => [from, to, point, answerOf(connection, point)])).toEqual(wanted);
          }
        }
      }),
      { seed: 7002, numRuns: 40 },
    );
  });

  test('after edits: taking over what did not change gives the same as beginning anew', () => {
    const edits = fc.array(fc.array(fc.nat(99), { minLength: 10, maxLength: 10 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(worlds, edits, (world, steps) => {
        const { cluster, policies, arrangement } = world;
        if (arrangement.kind !== 'union') throw new Error('NetworkPolicies alone unite');
        const walk = (some: typeof policies): UnionArrangement => ({
          ...arrangement,
          tiers: {
            ingress: arrangement.tiers.ingress.map((tier) => ({
              ...tier,
              levels: [{ combine: 'union' as const, policies: some }],
            })),
            egress: arrangement.tiers.egress.map((tier) => ({
              ...tier,
              levels: [{ combine: 'union' as const, policies: some }],
            })),
          },
        });
        let previous = compile(world);
        for (const keep of steps) {
          for (let from = 0; from < previous.ends; from++) previous.reaches(from);
          const some = policies.filter((_, index) => (keep[index] ?? 0) < 60);
          const anew = compileEvaluator(cluster, some, walk(some));
          previous = compileEvaluator(cluster, some, walk(some), { previous });
          expect(previous.outside).toEqual(anew.outside);
          for (let from = 0; from < anew.ends; from++) {
            expect(toTexts(previous, from)).toEqual(toTexts(anew, from));
          }
          for (const { index } of cluster.workloads) {
            for (const direction of ['ingress', 'egress'] as const) {
              expect(previous.gate(index, direction)).toEqual(anew.gate(index, direction));
            }
          }
        }
      }),
      { seed: 7003, numRuns: 60 },
    );
  });
});

function toTexts(evaluator: Evaluator, from: number): readonly string[] {
  return evaluator
    .reaches(from)
    .map(({ to, connection }) => {
      const members: number[] = [];
      to.forEach((end) => members.push(end));
      return JSON.stringify([members, connection]);
    })
    .sort();
}

describe('parts of the outside', () => {
  test('every address is in one part, with equal answers, unless a pod or a node holds it', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { cluster, policies } = world;
        const evaluator = compile(world);
        const all = portPoints(cluster, policies).filter((_, at) => at % 3 === 0);
        for (const address of addresses) {
          const held = [...cluster.pods, ...cluster.nodes].some((one) =>
            one.addresses.some(({ family, value }) => family === address.family && value === address.value),
          );
          const parts = evaluator.outside.filter(({ ranges }) =>
            hasAddress(
              ranges.map(({ first, last }) => ({
                family: first.family,
                first: first.value,
                last: last.value,
              })),
              address,
            ),
          );
          expect(parts.length).toBeLessThanOrEqual(1);
          if (held) continue;
          const [part] = parts;
          expect(part).toBeDefined();
          if (part === undefined) continue;
          const end = cluster.workloads.length + evaluator.outside.indexOf(part);
          const own: FlowEnd = { kind: 'address', address };
          for (const { index } of cluster.workloads) {
            for (const pod of endsOf(cluster, evaluator, index)) {
              for (const point of all) {
                for (const like of endsOf(cluster, evaluator, end)) {
                  if (like.kind !== 'address' || like.address.family !== address.family) continue;
                  const kind = (from: FlowEnd, to: FlowEnd) =>
                    evaluator.trace({ from, to, ...point }).verdict.kind;
                  expect(kind(own, pod)).toBe(kind(like, pod));
                  expect(kind(pod, own)).toBe(kind(pod, like));
                }
              }
            }
          }
        }
      }),
      { seed: 7004, numRuns: 20 },
    );
  });
});
