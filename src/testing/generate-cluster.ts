import fc from 'fast-check';
import type { JsonObject } from '../yaml/types';

/** Names and labels are few, so that selectors often meet pods. */
export const namespaceNames = ['a', 'b', 'c'] as const;
export const labelPool = {
  app: ['web', 'api', 'db'],
  tier: ['front', 'back', ''],
  'pod-template-hash': ['5d4f', '7b9c'],
} as const;
const portNames = ['http', 'metrics', 'dns'] as const;
const nodeNames = ['n0', 'n1'] as const;
const nodeAddresses = { n0: ['172.18.0.2'], n1: ['172.18.0.3', 'fd00:18::3'] } as const;

/** Labels drawn from the pool, each key possibly absent. */
export const labels: fc.Arbitrary<JsonObject> = fc
  .record({
    app: fc.option(fc.constantFrom(...labelPool.app), { nil: undefined }),
    tier: fc.option(fc.constantFrom(...labelPool.tier), { nil: undefined }),
  })
  .map(withoutUndefined);

const namespaceLabels = fc
  .record({
    team: fc.option(fc.constantFrom('red', 'blue'), { nil: undefined }),
    env: fc.option(fc.constantFrom('dev', 'prod'), { nil: undefined }),
  })
  .map(withoutUndefined);

const containerPorts = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...portNames),
    containerPort: fc.constantFrom(53, 80, 443, 8080, 9090),
    protocol: fc.constantFrom('TCP', 'UDP', 'SCTP'),
  }),
  { maxLength: 3, selector: ({ name }) => name },
);

/** A pod's spec: one or two containers, sometimes a sidecar, sometimes the host network or a node. */
const podSpec: fc.Arbitrary<JsonObject> = fc
  .record({
    ports: containerPorts,
    second: fc.option(containerPorts, { nil: undefined, freq: 3 }),
    sidecar: fc.option(containerPorts, { nil: undefined, freq: 4 }),
    node: fc.option(fc.constantFrom(...nodeNames), { nil: undefined }),
    host: fc.nat(7).map((n) => n === 0),
  })
  .map(({ ports, second, sidecar, node, host }) => ({
    containers: [
      { name: 'main', ports },
      ...(second === undefined ? [] : [{ name: 'second', ports: second }]),
    ],
    ...(sidecar !== undefined && {
      initContainers: [{ name: 'side', restartPolicy: 'Always', ports: sidecar }],
    }),
    ...(node !== undefined && { nodeName: node }),
    ...(host && { hostNetwork: true }),
  }));

const addresses = fc.oneof(
  { weight: 5, arbitrary: fc.nat(14).map((n) => [`10.0.0.${n + 1}`]) },
  { weight: 2, arbitrary: fc.nat(14).map((n) => [`10.0.0.${n + 1}`, `fd00::${(n + 1).toString(16)}`]) },
  { weight: 1, arbitrary: fc.nat(14).map((n) => [`fd00::${(n + 1).toString(16)}`, `10.0.0.${n + 1}`]) },
  { weight: 1, arbitrary: fc.nat(14).map((n) => [`fd00::${(n + 1).toString(16)}`]) },
);

/** What a status says: nothing, no address, ended, or addresses. */
const status: fc.Arbitrary<{ phase: string; addresses: readonly string[] } | undefined> = fc.oneof(
  { weight: 6, arbitrary: addresses.map((found) => ({ phase: 'Running', addresses: found })) },
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constant({ phase: 'Pending', addresses: [] }) },
  { weight: 1, arbitrary: addresses.map((found) => ({ phase: 'Succeeded', addresses: found })) },
);

type PodShape = {
  readonly namespace: string;
  readonly labels: JsonObject;
  readonly spec: JsonObject;
  readonly statuses: readonly ({ phase: string; addresses: readonly string[] } | undefined)[];
  readonly kind: 'bare' | 'live' | 'template';
  readonly ownLabels: readonly JsonObject[];
};

const podShape: fc.Arbitrary<PodShape> = fc.record({
  namespace: fc.constantFrom(...namespaceNames),
  labels,
  spec: podSpec,
  statuses: fc.array(status, { minLength: 1, maxLength: 3 }),
  kind: fc.constantFrom('bare', 'bare', 'live', 'template'),
  ownLabels: fc.array(
    fc.oneof(
      fc.constantFrom(...labelPool['pod-template-hash']).map((hash) => ({ 'pod-template-hash': hash })),
      labels,
    ),
    { minLength: 3, maxLength: 3 },
  ),
});

/** Manifests of a small cluster: several ways to make pods, nodes, namespaces declared or not, sometimes Settings. */
export const clusterManifests: fc.Arbitrary<readonly JsonObject[]> = fc
  .record({
    namespaces: fc.array(fc.option(namespaceLabels, { nil: undefined, freq: 4 }), {
      minLength: 3,
      maxLength: 3,
    }),
    nodes: fc.subarray([...nodeNames]),
    nodeRanges: fc.boolean(),
    shapes: fc.array(podShape, { minLength: 1, maxLength: 7 }),
    settings: fc.option(
      fc.record({
        podCIDRs: fc.subarray(['10.0.0.0/24', 'fd00::/120', '10.8.0.0/16']),
        nodeCIDRs: fc.subarray(['172.18.0.0/24']),
        outside: fc.subarray([
          { name: 'partner', cidrs: ['203.0.113.0/25'] },
          { name: 'both', cidrs: ['198.51.100.0/24', '2001:db8::/48'] },
        ]),
      }),
      { nil: undefined, freq: 3 },
    ),
  })
  .map(({ namespaces, nodes, nodeRanges, shapes, settings }) => [
    ...namespaces.flatMap((own, at) =>
      own === undefined
        ? []
        : [
            {
              apiVersion: 'v1',
              kind: 'Namespace',
              metadata: { name: namespaceNames[at] ?? '', labels: own },
            },
          ],
    ),
    ...nodes.map((name) => nodeManifest(name, nodeRanges)),
    ...shapes.flatMap(podManifests),
    ...(settings === undefined
      ? []
      : [
          {
            apiVersion: 'drawbridge.internal/v1alpha1',
            kind: 'Settings',
            metadata: { name: 'settings' },
            spec: settings,
          },
        ]),
  ]);

function nodeManifest(name: keyof typeof nodeAddresses, ranges: boolean): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    ...(ranges && { spec: { podCIDRs: [name === 'n0' ? '10.0.0.0/25' : '10.0.1.0/24'] } }),
    status: { addresses: nodeAddresses[name].map((address) => ({ type: 'InternalIP', address })) },
  };
}

function podManifests(shape: PodShape, at: number): readonly JsonObject[] {
  const { namespace, kind, spec } = shape;
  const name = `w${at}`;
  const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name, uid: name, controller: true };
  const template = { metadata: { labels: shape.labels }, spec };
  if (kind === 'template') {
    const meta = { name, namespace };
    return [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: meta, spec: { replicas: 2, template } }];
  }
  const count = kind === 'bare' ? 1 : shape.statuses.length;
  return shape.statuses.slice(0, count).map((own, index) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: kind === 'bare' ? name : `${name}-${index}`,
      namespace,
      labels: { ...shape.labels, ...(kind === 'live' && shape.ownLabels[index]) },
      ...(kind === 'live' && { ownerReferences: [owner] }),
    },
    spec,
    ...(own !== undefined && { status: statusManifest(own, spec, index) }),
  }));
}

/** A pod of the host network has its node's address. */
function statusManifest(
  own: { readonly phase: string; readonly addresses: readonly string[] },
  spec: JsonObject,
  index: number,
): JsonObject {
  const node = spec['nodeName'];
  const held = node === 'n0' || node === 'n1' ? nodeAddresses[node] : ['172.18.0.9'];
  const shown = spec['hostNetwork'] === true && own.addresses.length > 0 ? held : own.addresses;
  // Pods of one owner have addresses of their own.
  const moved = shown.map((text) =>
    spec['hostNetwork'] === true ? text : text.replace(/^10\.0\.0/, `10.0.${index}`),
  );
  return { phase: own.phase, podIPs: moved.map((ip) => ({ ip })) };
}

function withoutUndefined(record: Readonly<Record<string, string | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
