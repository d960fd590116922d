import fc from 'fast-check';
import { expect, test } from 'vitest';
import { walk } from '../cni/kubernetes/cni';
import { compileEvaluator } from '../evaluator/compile';
import { deriveFacts } from '../evaluator/facts';
import { traceFlow } from '../evaluator/trace';
import { parseAddress, parseCidr, formatCidr } from '../model/address';
import { cidrRange } from '../model/address-set';
import type { Cluster } from '../model/cluster';
import type { Flow, FlowEnd } from '../model/flow';
import type { JsonObject } from '../yaml/types';
import { buildWorld } from './case-runner';
import type { BuiltWorld } from './case-runner';
import { answerByTracing, answerOf, portPoints } from './ask-flows';
import { adminManifests } from './generate-admin-policies';
import { clusterManifests, namespaceNames } from './generate-cluster';
import { interestingAddresses, policyManifests } from './generate-policies';

/** A workload in every namespace, so that none is made up for a policy. */
const lively: readonly JsonObject[] = namespaceNames.map((namespace) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'lively', namespace },
  spec: { template: { metadata: { labels: { app: 'lively' } }, spec: { containers: [] } } },
}));

const settings: JsonObject = {
  apiVersion: 'drawbridge.internal/v1alpha1',
  kind: 'Settings',
  metadata: { name: 'settings' },
  spec: {
    domains: [
      { name: 'api.example.com', addresses: ['203.0.113.1'] },
      { name: 'cdn.vendor.net', addresses: ['1.1.1.1', '203.0.113.200'] },
    ],
  },
};

const clusters = clusterManifests.map((cluster) => [settings, ...cluster, ...lively]);
/** It says nothing of every namespace: with it policies speak of what is there, and nothing is made up for them. */
const speaker: JsonObject = {
  apiVersion: 'policy.networking.k8s.io/v1alpha2',
  kind: 'ClusterNetworkPolicy',
  metadata: { name: 'speaker' },
  spec: { tier: 'Baseline', priority: 500, subject: { namespaces: {} } },
};
const manifests = fc.tuple(
  clusters.map((cluster) => [...cluster, speaker]),
  adminManifests,
  policyManifests,
);

const worldOf = (resources: readonly JsonObject[]): BuiltWorld => buildWorld(resources, 'kubernetes');
const addresses = interestingAddresses.flatMap((text) => parseAddress(text) ?? []);

const points = [
  { protocol: 'TCP', port: 80 },
  { protocol: 'TCP', port: 8080 },
  { protocol: 'UDP', port: 53 },
  { protocol: 'other', port: 0 },
] as const;

/** Every pod by name and every interesting address. */
function flowsOf(cluster: Cluster): readonly Flow[] {
  const ends = [
    ...cluster.pods.map(({ index }): FlowEnd => ({ kind: 'pod', pod: index })),
    ...addresses.map((address): FlowEnd => ({ kind: 'address', address })),
  ];
  return ends.flatMap((from, row) =>
    ends.map((to, column): Flow => ({ from, to, ...(points[(row + column) % points.length] ?? points[0]) })),
  );
}

/** Every verdict of a world by the compiled evaluator. */
function told({ cluster, policies, arrangement }: BuiltWorld): readonly string[] {
  const evaluator = compileEvaluator(cluster, policies, arrangement);
  return flowsOf(cluster).map((flow) => {
    const { verdict, egress, ingress } = evaluator.verdict(flow);
    return `${verdict.kind} ${egress.kind} ${ingress.kind}`;
  });
}

test('every cluster-wide policy that is made up here is accepted', () => {
  fc.assert(
    fc.property(adminManifests, (policies) => {
      expect(worldOf(policies).policies).toHaveLength(policies.length);
    }),
    { seed: 7300, numRuns: 200 },
  );
});

test('the compiled evaluator is the tracing one, flow by flow', () => {
  fc.assert(
    fc.property(manifests, (parts) => {
      const { cluster, policies, arrangement } = worldOf(parts.flat());
      const evaluator = compileEvaluator(cluster, policies, arrangement);
      const facts = deriveFacts(cluster);
      for (const flow of flowsOf(cluster)) {
        const { verdict, egress, ingress } = traceFlow(facts, arrangement, flow);
        const traced = { verdict, egress: egress.verdict, ingress: ingress.verdict };
        expect([flow, evaluator.verdict(flow)]).toEqual([flow, traced]);
      }
    }),
    { seed: 7301, numRuns: 40 },
  );
});

test('the compiled evaluator is the tracing one, end by end', () => {
  fc.assert(
    fc.property(manifests, (parts) => {
      const { cluster, policies, arrangement } = worldOf(parts.flat());
      const evaluator = compileEvaluator(cluster, policies, arrangement);
      const all = portPoints(cluster, policies).filter((_, at) => at % 4 === 0);
      for (let from = 0; from < evaluator.ends; from++) {
        for (let to = 0; to < evaluator.ends; to++) {
          const connection = evaluator.connection(from, to);
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
    { seed: 7302, numRuns: 12 },
  );
});

test('NetworkPolicies walked are NetworkPolicies united', () => {
  fc.assert(
    fc.property(fc.tuple(clusters, policyManifests), (parts) => {
      const world = worldOf(parts.flat());
      expect(world.arrangement.kind).toBe('union');
      const walked = walk(world.policies, world.cluster);
      expect(told({ ...world, arrangement: walked })).toEqual(told(world));
      const facts = deriveFacts(world.cluster);
      for (const flow of flowsOf(world.cluster)) {
        const [a, b] = [world.arrangement, walked].map((arrangement) => traceFlow(facts, arrangement, flow));
        expect([flow, b?.verdict.kind]).toEqual([flow, a?.verdict.kind]);
      }
    }),
    { seed: 7303, numRuns: 40 },
  );
});

test('the order of documents means nothing', () => {
  fc.assert(
    fc.property(
      manifests,
      fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
      ([cluster, ...two], keys) => {
        const policies = two.flat();
        const order = policies.map((_, at) => at).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
        const shuffled = order.map((at) => policies[at] ?? {});
        expect(told(worldOf([...cluster, ...shuffled]))).toEqual(told(worldOf([...cluster, ...policies])));
      },
    ),
    { seed: 7304, numRuns: 30 },
  );
});

test('a policy that selects nobody changes nothing, wherever it stands', () => {
  const idle = (priority: number): JsonObject => ({
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: 'idle' },
    spec: {
      tier: priority % 2 === 0 ? 'Admin' : 'Baseline',
      priority,
      subject: { pods: { podSelector: { matchLabels: { app: 'nobody' } } } },
      ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }],
      egress: [{ action: 'Deny', to: [{ networks: ['0.0.0.0/0', '::/0'] }] }],
    },
  });
  fc.assert(
    fc.property(manifests, fc.nat(1000), (parts, priority) => {
      const all = parts.flat();
      expect(told(worldOf([...all, idle(priority)]))).toEqual(told(worldOf(all)));
    }),
    { seed: 7305, numRuns: 30 },
  );
});

test('a network and its two halves are the same', () => {
  fc.assert(
    fc.property(manifests, ([cluster, admin, policies]) => {
      const halved = JSON.parse(JSON.stringify(admin), (key, value: unknown) =>
        key === 'networks' && Array.isArray(value) ? value.flatMap((text) => halves(String(text))) : value,
      ) as readonly JsonObject[];
      const both = [admin, halved].map((some) => told(worldOf([...cluster, ...some, ...policies])));
      expect(both[1]).toEqual(both[0]);
    }),
    { seed: 7306, numRuns: 30 },
  );
});

function halves(text: string): readonly string[] {
  const cidr = parseCidr(text)?.cidr;
  if (cidr === undefined) return [text];
  const { first, last } = cidrRange(cidr);
  const half = (last - first + 1n) / 2n;
  const { family, prefix } = cidr;
  return [first, first + half].map((value) => formatCidr({ family, value, prefix: prefix + 1 }));
}

test('other names for labels, namespaces and policies change nothing', () => {
  const renamed = (text: string) =>
    text
      .replaceAll('"app"', '"role"')
      .replaceAll('"team"', '"group"')
      .replaceAll('"sameLabels":["team"', '"sameLabels":["group"')
      .replaceAll('"web"', '"site"')
      .replaceAll(/"name":"p(\d)"/g, '"name":"policy-$1"');
  fc.assert(
    fc.property(manifests, (parts) => {
      const all = parts.flat();
      const other = all.map((one) => JSON.parse(renamed(JSON.stringify(one))) as JsonObject);
      expect(told(worldOf(other))).toEqual(told(worldOf(all)));
    }),
    { seed: 7307, numRuns: 30 },
  );
});

test('rules that agree may be split', () => {
  const split = (policy: JsonObject): JsonObject => {
    const spec = policy['spec'] as Readonly<Record<string, readonly JsonObject[] | undefined>>;
    const parted = (section: 'ingress' | 'egress', side: 'from' | 'to') =>
      (spec[section] ?? []).flatMap((rule): readonly JsonObject[] => {
        const peers = rule[side] as unknown as readonly JsonObject[];
        // An unknown peer decides for its whole rule.
        if (peers.some((peer) => 'futures' in peer)) return [rule];
        return peers.map((peer) => ({ ...rule, [side]: [peer] }));
      });
    return {
      ...policy,
      spec: { ...spec, ingress: parted('ingress', 'from'), egress: parted('egress', 'to') },
    };
  };
  fc.assert(
    fc.property(manifests, ([cluster, admin, policies]) => {
      const both = [admin, admin.map(split)].map((some) => told(worldOf([...cluster, ...some, ...policies])));
      expect(both[1]).toEqual(both[0]);
    }),
    { seed: 7308, numRuns: 30 },
  );
});
