import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainSurroundings } from '../dialects/dialect';
import { networkPolicyDialect } from '../dialects/networkpolicy/dialect';
import { networkPolicyEdits } from '../dialects/networkpolicy/edits';
import type { Policy } from '../model/policy';
import { buildCluster } from '../resources/build-cluster';
import { readResources } from '../resources/read';
import type { Json, JsonObject } from '../yaml/types';

const keys = [
  'apiVersion',
  'kind',
  'metadata',
  'spec',
  'status',
  'name',
  'namespace',
  'labels',
  'ownerReferences',
  'controller',
  'template',
  'containers',
  'initContainers',
  'ports',
  'containerPort',
  'protocol',
  'podSelector',
  'namespaceSelector',
  'matchLabels',
  'matchExpressions',
  'key',
  'operator',
  'values',
  'ingress',
  'egress',
  'from',
  'to',
  'ipBlock',
  'cidr',
  'except',
  'port',
  'endPort',
  'policyTypes',
  'podIP',
  'podIPs',
  'ip',
  'hostIP',
  'nodeName',
  'hostNetwork',
  'items',
  'selector',
  'clusterIP',
  'addresses',
  'address',
  'type',
  'phase',
  'outside',
  'cidrs',
  'cni',
  '__proto__',
  'constructor',
];
const leaf = fc.constantFrom<Json>(
  null,
  true,
  0,
  80,
  -1,
  1e30,
  1.5,
  '',
  'a',
  'TCP',
  'In',
  'Exists',
  'Ingress',
  '10.0.0.0/8',
  '::1',
  '10.0.0.1',
  'Always',
  'Running',
  'x'.repeat(5000),
);
const anyValue = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    // As a document's reader makes them: every key is an own property.
    fc
      .array(fc.tuple(fc.constantFrom(...keys), tie('value')), { maxLength: 6 })
      .map(
        (entries) =>
          JSON.parse(
            `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`,
          ) as Json,
      ),
  ),
})).value;

const types = fc.constantFrom(
  ['v1', 'Pod'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
  ['v1', 'Service'],
  ['v1', 'Node'],
  ['v1', 'Namespace'],
  ['v1', 'Endpoints'],
  ['discovery.k8s.io/v1', 'EndpointSlice'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['drawbridge.internal/v1alpha1', 'Settings'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
);
const metadata = fc.oneof(
  anyValue,
  fc.record({
    name: fc.constantFrom<Json>('a', 'b'),
    namespace: fc.constantFrom<Json>('x', 'y'),
    labels: anyValue,
  }),
);
const document = fc
  .tuple(types, metadata, anyValue, anyValue)
  .map(([[apiVersion, kind], given, spec, status]): JsonObject => ({
    apiVersion: apiVersion ?? '',
    kind: kind ?? '',
    metadata: given,
    spec,
    status,
  }));

describe('malformed objects', () => {
  it('never throw, and what is told has a place in them', () => {
    fc.assert(
      fc.property(fc.array(document, { maxLength: 8 }), (objects) => {
        const resources = objects.flatMap(
          (value, index) => readResources(value, { file: 'f', document: index, path: [] }).resources,
        );
        const policies: Policy[] = [];
        for (const resource of resources) {
          if (!networkPolicyDialect.reads(resource.apiVersion, resource.kind)) continue;
          const { policy, errors } = networkPolicyDialect.decode(resource, plainSurroundings);
          if (policy === undefined) expect(errors.length).toBeGreaterThan(0);
          else policies.push(policy);
          for (const direction of ['ingress', 'egress'] as const) {
            networkPolicyEdits.removeRule(resource.value, direction, 0);
            networkPolicyEdits.removePeer(resource.value, direction, 0, 0);
            networkPolicyEdits.addRule(resource.value, { direction, peers: undefined, ports: undefined });
          }
        }
        const { cluster, diagnostics } = buildCluster(resources, { policies });
        cluster.pods.forEach((pod, index) => {
          expect(pod.index).toBe(index);
          expect(cluster.workloads[pod.workload]).toBeDefined();
          expect(cluster.namespaces.has(pod.namespace)).toBe(true);
        });
        for (const workload of cluster.workloads) expect(workload.pods.length).toBeGreaterThan(0);
        for (const { origin } of diagnostics) expect(objects[origin.document]).toBeDefined();
      }),
      { seed: 1, numRuns: 3000 },
    );
  });
});
