import { describe, expect, it } from 'vitest';
import type { Json } from '../yaml/types';
import { buildCluster } from './build-cluster';
import type { BuildOptions } from './build-cluster';
import { readResources } from './read';

function build(objects: readonly Json[], options: BuildOptions = {}) {
  const resources = objects.flatMap(
    (value, document) => readResources(value, { file: 'f', document, path: [] }).resources,
  );
  return buildCluster(resources, options);
}

const meta = (name: string, namespace: string, extra: Record<string, Json> = {}): Json => ({
  name,
  namespace,
  ...extra,
});

const owned = (kind: string, name: string): Json => [
  { apiVersion: kind.endsWith('Job') ? 'batch/v1' : 'apps/v1', kind, name, uid: 'u', controller: true },
];

const deployment = (name: string, namespace = 'shop', replicas: Json = 1): Json => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: meta(name, namespace),
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name, tier: 'back' } },
      spec: { containers: [{ name: 'main', ports: [{ containerPort: 8080, name: 'http' }] }] },
    },
  },
});

const pod = (
  name: string,
  metadata: Record<string, Json>,
  status: Json,
  spec: Record<string, Json> = {},
): Json => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: meta(name, 'shop', metadata),
  spec: { containers: [{ name: 'main' }], ...spec },
  ...(status === undefined ? {} : { status }),
});

const running = (ip: string): Json => ({ phase: 'Running', podIP: ip, podIPs: [{ ip }] });

describe('workloads', () => {
  it('shows a workload without pods as one template, with no replicas too', () => {
    const { cluster } = build([deployment('api'), deployment('idle', 'shop', 0)]);
    expect(cluster.workloads.map(({ id, pods, replicas }) => [id, pods, replicas])).toEqual([
      ['Deployment/shop/api', [0], 1],
      ['Deployment/shop/idle', [1], 0],
    ]);
    const template = cluster.pods[0];
    expect(template).toMatchObject({ id: 'shop/api', template: true, addressing: 'unknown', workload: 0 });
    expect(template?.labels.get('tier')).toBe('back');
    expect(template?.ports).toEqual([{ name: 'http', protocol: 'TCP', port: 8080, container: 'main' }]);
    expect(template?.origin).toEqual({ file: 'f', document: 0, path: ['spec', 'template'] });
    expect(cluster.workloads[0]?.selectorLabels.get('app')).toBe('api');
  });

  it('groups pods by owner through the ReplicaSet', () => {
    const { cluster } = build([
      deployment('api'),
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: meta('api-odd', 'shop', { ownerReferences: owned('Deployment', 'api') }),
        spec: {},
      },
      pod('api-odd-1', { ownerReferences: owned('ReplicaSet', 'api-odd') }, running('10.0.0.1')),
      pod('api-odd-2', { ownerReferences: owned('ReplicaSet', 'api-odd') }, running('10.0.0.2')),
    ]);
    expect(cluster.workloads.map(({ id, pods }) => [id, pods])).toEqual([['Deployment/shop/api', [0, 1]]]);
    expect(cluster.pods.every((one) => !one.template)).toBe(true);
  });

  it('takes the ReplicaSet’s name without the hash where the ReplicaSet is missing', () => {
    const labels = { 'pod-template-hash': '5d9c7' };
    const { cluster } = build([
      pod('a', { labels, ownerReferences: owned('ReplicaSet', 'web-5d9c7') }, running('10.0.0.1')),
      pod('b', { ownerReferences: owned('ReplicaSet', 'plain') }, running('10.0.0.2')),
    ]);
    expect(cluster.workloads.map((one) => one.id)).toEqual(['ReplicaSet/shop/plain', 'Deployment/shop/web']);
    expect(cluster.workloads[1]?.origin).toEqual({ file: 'f', document: 0, path: [] });
  });

  it('finds the CronJob of a pod through its Job, and knows the labels of a Job’s pods', () => {
    const template = { template: { metadata: { labels: { app: 'x' } }, spec: {} } };
    const { cluster } = build([
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: meta('nightly', 'shop'),
        spec: { jobTemplate: { spec: template } },
      },
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: meta('nightly-28000000', 'shop', { ownerReferences: owned('CronJob', 'nightly') }),
        spec: template,
      },
      pod('n', { ownerReferences: owned('Job', 'nightly-28000000') }, running('10.0.0.1')),
      { apiVersion: 'batch/v1', kind: 'Job', metadata: meta('once', 'shop'), spec: template },
    ]);
    expect(cluster.workloads.map((one) => one.id)).toEqual(['CronJob/shop/nightly', 'Job/shop/once']);
    expect(cluster.pods.map((one) => one.id)).toEqual(['shop/n', 'shop/once']);
    expect(cluster.pods[1]?.labels.get('batch.kubernetes.io/job-name')).toBe('once');
  });

  it('leaves ended pods out of their workload unless all have ended', () => {
    const { cluster } = build([
      pod('a', { ownerReferences: owned('StatefulSet', 'db') }, { phase: 'Succeeded', podIP: '10.0.0.1' }),
      pod('b', { ownerReferences: owned('StatefulSet', 'db') }, running('10.0.0.2')),
      pod('c', {}, { phase: 'Failed' }),
    ]);
    const names = cluster.workloads.map(({ id, pods }) => [
      id,
      pods.map((index) => cluster.pods[index]?.name),
    ]);
    expect(names).toEqual([
      ['Pod/shop/c', ['c']],
      ['StatefulSet/shop/db', ['b']],
    ]);
    expect(
      cluster.pods.map(({ name, addressing, addresses }) => [name, addressing, addresses.length]),
    ).toEqual([
      ['c', 'ended', 0],
      ['b', 'known', 1],
      ['a', 'ended', 0],
    ]);
  });

  it('numbers workloads and pods by their names, whatever the order of documents', () => {
    const objects = [
      deployment('b'),
      deployment('a'),
      deployment('a', 'data'),
      pod('p', {}, running('10.0.0.1')),
    ];
    const ids = (list: readonly Json[]) => build(list).cluster.workloads.map((one) => one.id);
    expect(ids([...objects].reverse())).toEqual(ids(objects));
    build(objects).cluster.pods.forEach((one, index) => expect(one.index).toBe(index));
  });
});

describe('pods', () => {
  const only = (object: Json, ...others: Json[]) => build([object, ...others]).cluster.pods[0];

  it('keeps what is known of addresses apart', () => {
    expect(only(pod('a', {}, undefined as unknown as Json))?.addressing).toBe('unknown');
    expect(only(pod('a', {}, {}))?.addressing).toBe('unknown');
    expect(only(pod('a', {}, { phase: 'Pending' }))?.addressing).toBe('none');
    expect(only(pod('a', {}, { phase: 'Pending', podIP: '10.0.0.1' }))?.addressing).toBe('known');
    expect(
      only(pod('a', { deletionTimestamp: '2026-01-01T00:00:00Z' }, running('10.0.0.1')))?.addressing,
    ).toBe('known');
  });

  it('reads several addresses in their order, each once', () => {
    const status = {
      phase: 'Running',
      podIP: '10.0.0.1',
      podIPs: [{ ip: '10.0.0.1' }, { ip: '2001:db8::1' }],
    };
    expect(only(pod('a', {}, status))?.addresses.map((one) => one.family)).toEqual([4, 6]);
  });

  it('counts ports of containers and sidecars, not of ordinary init containers', () => {
    const spec = {
      containers: [{ name: 'main', ports: [{ containerPort: 80 }] }],
      initContainers: [
        { name: 'setup', ports: [{ containerPort: 81 }] },
        { name: 'side', restartPolicy: 'Always', ports: [{ containerPort: 82, protocol: 'UDP' }] },
      ],
    };
    expect(only(pod('a', {}, running('10.0.0.1'), spec))?.ports).toEqual([
      { protocol: 'TCP', port: 80, container: 'main' },
      { protocol: 'UDP', port: 82, container: 'side', sidecar: true },
    ]);
  });

  it('gives a host-network pod the address of its node, and the node those that its pods tell', () => {
    const node: Json = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n1' },
      spec: { podCIDR: '10.244.0.0/24' },
      status: {
        addresses: [
          { type: 'InternalIP', address: '192.168.0.1' },
          { type: 'Hostname', address: 'n1' },
        ],
      },
    };
    const host = { hostNetwork: true, nodeName: 'n1' };
    expect(only(pod('a', {}, {}, host), node)).toMatchObject({ addressing: 'known', node: 'n1' });
    const { cluster } = build([
      pod('a', {}, { phase: 'Running', hostIP: '192.168.0.7' }, host),
      pod('b', {}, { ...(running('10.0.0.1') as object), hostIP: '192.168.0.9' }, { nodeName: 'n2' }),
      node,
    ]);
    expect(cluster.pods[0]?.addresses).toHaveLength(1);
    expect(
      cluster.nodes.map(({ name, addresses, podCidrs }) => [name, addresses.length, podCidrs.length]),
    ).toEqual([
      ['n1', 2, 1],
      ['n2', 1, 0],
    ]);
  });
});

describe('what else is in a cluster', () => {
  it('reads Services with named and defaulted target ports, headless and without selector', () => {
    const slice: Json = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: meta('ext-1', 'shop', { labels: { 'kubernetes.io/service-name': 'ext' } }),
      addressType: 'IPv4',
      endpoints: [{ addresses: ['192.0.2.1'] }, { addresses: ['192.0.2.2'], conditions: { ready: false } }],
      ports: [{ port: 5432 }],
    };
    const service = (name: string, spec: Json): Json => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta(name, 'shop'),
      spec,
    });
    const { services } = build([
      service('api', {
        clusterIP: '10.96.0.1',
        clusterIPs: ['10.96.0.1', 'fd00::1'],
        selector: { app: 'api' },
        ports: [
          { port: 80, targetPort: 'http' },
          { port: 81, protocol: 'UDP', name: 'u' },
        ],
      }),
      service('db', { clusterIP: 'None', selector: { app: 'db' } }),
      service('ext', { selector: {}, ports: [{ port: 5432 }] }),
      service('far', { type: 'ExternalName', externalName: 'db.example.com' }),
      slice,
    ]).cluster;
    expect(services.map(({ name, type, headless }) => [name, type, headless])).toEqual([
      ['api', 'ClusterIP', false],
      ['db', 'ClusterIP', true],
      ['ext', 'ClusterIP', false],
      ['far', 'ExternalName', false],
    ]);
    expect(services[0]?.ports).toEqual([
      { protocol: 'TCP', port: 80, targetPort: 'http' },
      { name: 'u', protocol: 'UDP', port: 81, targetPort: 81 },
    ]);
    expect(services[0]?.addresses).toHaveLength(2);
    expect(services[2]?.selector).toBeUndefined();
    expect(services[2]?.endpoints).toMatchObject([{ ports: [{ protocol: 'TCP', port: 5432 }] }]);
    expect(services[3]?.externalName).toBe('db.example.com');
  });

  it('marks namespaces that nobody declares and labels every one with its name', () => {
    const { namespaces } = build([
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'data', labels: { team: 'x', 'kubernetes.io/metadata.name': 'no' } },
      },
      deployment('api'),
    ]).cluster;
    expect([...namespaces.values()].map(({ name, inferred }) => [name, inferred])).toEqual([
      ['data', false],
      ['shop', true],
    ]);
    expect(namespaces.get('data')?.labels.get('kubernetes.io/metadata.name')).toBe('data');
    expect(namespaces.get('shop')?.labels.get('kubernetes.io/metadata.name')).toBe('shop');
  });

  it('lets the last of two objects with one name count, and says so at the earlier one', () => {
    const { cluster, diagnostics } = build([deployment('api', 'shop', 1), deployment('api', 'shop', 7)]);
    expect(cluster.workloads.map((one) => one.replicas)).toEqual([7]);
    expect(diagnostics).toMatchObject([
      { code: 'RES-DUPLICATE', severity: 'warning', origin: { document: 0 } },
    ]);
  });

  it('reads Settings and says which of their fields it does not know', () => {
    const { cluster, diagnostics } = build(
      [
        {
          apiVersion: 'drawbridge.internal/v1alpha1',
          kind: 'Settings',
          metadata: { name: 's' },
          spec: {
            cni: 'none',
            podCIDRs: ['10.0.0.0/8', 'x'],
            podCidr: 1,
            outside: [{ name: 'bank', cidrs: ['192.0.2.0/24'] }],
          },
        },
      ],
      { cnis: ['kubernetes', 'none'] },
    );
    expect(cluster.settings).toMatchObject({ cni: 'none', outside: [{ name: 'bank' }] });
    expect(cluster.settings.podCidrs).toHaveLength(1);
    expect(diagnostics.map((one) => one.field).sort()).toEqual(['spec.podCIDRs[1]', 'spec.podCidr']);
    expect(build([], { settings: { cni: 'none' } }).cluster.settings.cni).toBe('none');
  });

  it('counts kinds without use, but not those that others read, nor foreign kinds of the same name', () => {
    const { unused } = build(
      [
        { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } },
        { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'b' } },
        { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'c' } },
        { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'd' } },
      ],
      { elsewhere: (_, kind) => kind === 'NetworkPolicy' },
    );
    expect(unused).toEqual([
      { kind: 'Secret', count: 2 },
      { kind: 'Service', count: 1 },
    ]);
  });

  it('tolerates what is malformed and tells the field', () => {
    const hostile = JSON.parse(
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","labels":{"__proto__":"x","constructor":"y","n":1}},' +
        '"spec":{"containers":{"ports":1},"nodeName":[],"__proto__":{"hostNetwork":true}},"status":"up"}',
    ) as Json;
    const { cluster, diagnostics } = build([
      hostile,
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'd', labels: ['a'] },
        spec: { template: 7 },
      },
      { apiVersion: 'v1', kind: 'Service', metadata: [] },
    ]);
    expect([...(cluster.pods.find((one) => one.name === 'p')?.labels ?? [])]).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(cluster.pods.find((one) => one.name === 'p')?.hostNetwork).toBe(false);
    const fields = diagnostics.map((one) => one.field);
    expect(fields).toContain('metadata.labels.n');
    expect(fields).toContain('spec.containers');
    expect(fields).toContain('spec.template');
    expect(fields).toContain('status');
    expect(diagnostics.map((one) => one.code)).toContain('RES-NAME');
  });
});
