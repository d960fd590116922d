import { expect, test } from 'vitest';
import type { Snapshot } from '../snapshot/types';
import { planClusterEdit } from './cluster-edits';
import { applied, file, snapshotOf } from '../testing/planning-ground';
import type { ClusterEdit } from './types';

const cluster = `# the shop
apiVersion: v1
kind: Namespace
metadata:
  name: shop   # where we sell
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
spec:
  replicas: 2
  selector:
    matchLabels:
      app: api
  template:
    metadata:
      labels:
        app: api   # do not change
        tier: backend
    spec:
      containers:
        - name: api
          image: registry.example/api:1
          ports:
            - name: http
              containerPort: 8080
            - containerPort: 9090   # metrics
---
apiVersion: v1
kind: Namespace
metadata:
  name: data
`;

const snapshot = snapshotOf([
  file('a.yaml', cluster),
  file('b.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: ops}\n'),
]);
const api = 'Deployment/shop/api';
const ofApi = { kind: 'workload', id: api } as const;

function run(
  edit: ClusterEdit,
  of: Snapshot = snapshot,
): { readonly after: Snapshot; readonly text: string } {
  const result = planClusterEdit(of, edit);
  if (!result.ok) throw new Error(result.reason);
  const after = applied(of, result.step);
  return { after, text: after.files[0]?.text ?? '' };
}

function reason(edit: ClusterEdit): string {
  const result = planClusterEdit(snapshot, edit);
  return result.ok ? 'no reason' : result.reason;
}

/** What is left of a text when the given passages are taken out or put back. */
function isEdited(text: string, changes: readonly (readonly [string, string])[]): void {
  let expected = cluster;
  for (const [from, to] of changes) expected = expected.replace(from, to);
  expect(text).toBe(expected);
}

test('a label is set, renamed and removed in place, every other byte kept', () => {
  isEdited(run({ kind: 'set label', of: ofApi, key: 'tier', value: 'front' }).text, [
    ['tier: backend', 'tier: front'],
  ]);
  isEdited(run({ kind: 'set label', of: ofApi, key: 'team', value: 'blue' }).text, [
    ['        tier: backend\n', '        tier: backend\n        team: blue\n'],
  ]);
  isEdited(run({ kind: 'rename label', of: ofApi, key: 'tier', to: 'layer' }).text, [
    ['tier: backend', 'layer: backend'],
  ]);
  isEdited(run({ kind: 'remove label', of: ofApi, key: 'tier' }).text, [['        tier: backend\n', '']]);
});

test('a label by which the workload selects its pods changes in both places', () => {
  const { after, text } = run({ kind: 'set label', of: ofApi, key: 'app', value: 'core' });
  isEdited(text, [
    ['      app: api\n', '      app: core\n'],
    ['app: api   # do', 'app: core   # do'],
  ]);
  expect(after.cluster.workloads[0]?.selectorLabels.get('app')).toBe('core');
  expect(reason({ kind: 'remove label', of: ofApi, key: 'app' })).toContain('by this label alone');
});

test('a label of a namespace is written where there are none yet', () => {
  const { after } = run({
    kind: 'set label',
    of: { kind: 'namespace', name: 'data' },
    key: 'team',
    value: 'red',
  });
  expect(after.cluster.namespaces.get('data')?.labels.get('team')).toBe('red');
  expect(after.files[0]?.text).toBe(`${cluster}  labels:\n    team: red\n`);
  const name = {
    kind: 'set label',
    of: { kind: 'namespace', name: 'data' },
    key: 'kubernetes.io/metadata.name',
    value: 'x',
  } as const;
  expect(reason(name)).toContain('API server');
});

test('ports are added, changed and removed', () => {
  isEdited(run({ kind: 'set port', workload: api, index: 1, port: { protocol: 'TCP', port: 9091 } }).text, [
    ['9090', '9091'],
  ]);
  isEdited(
    run({ kind: 'set port', workload: api, index: 0, port: { name: 'web', protocol: 'UDP', port: 8080 } })
      .text,
    [
      ['name: http', 'name: web'],
      ['containerPort: 8080\n', 'containerPort: 8080\n              protocol: UDP\n'],
    ],
  );
  isEdited(run({ kind: 'remove port', workload: api, index: 1 }).text, [
    ['            - containerPort: 9090   # metrics\n', ''],
  ]);
  const { after } = run({
    kind: 'add port',
    workload: api,
    port: { name: 'dns', protocol: 'UDP', port: 53 },
  });
  expect(after.cluster.pods[0]?.ports.map(({ port, protocol, name }) => [port, protocol, name])).toEqual([
    [8080, 'TCP', 'http'],
    [9090, 'TCP', undefined],
    [53, 'UDP', 'dns'],
  ]);
  expect(reason({ kind: 'add port', workload: api, port: { protocol: 'TCP', port: 8080 } })).toContain(
    'already',
  );
  expect(reason({ kind: 'add port', workload: api, port: { protocol: 'TCP', port: 0 } })).toContain('65535');
});

test('replicas and names', () => {
  isEdited(run({ kind: 'set replicas', workload: api, replicas: 5 }).text, [['replicas: 2', 'replicas: 5']]);
  isEdited(run({ kind: 'rename', of: ofApi, name: 'core' }).text, [
    ['  name: api\n  namespace', '  name: core\n  namespace'],
  ]);
  expect(reason({ kind: 'rename', of: ofApi, name: 'Not A Name' })).toContain('a–z');
  expect(reason({ kind: 'set replicas', workload: api, replicas: -1 })).toContain('whole number');
});

test('a renamed namespace takes its objects along', () => {
  const { after, text } = run({ kind: 'rename', of: { kind: 'namespace', name: 'shop' }, name: 'store' });
  isEdited(text, [
    ['name: shop   #', 'name: store   #'],
    ['namespace: shop', 'namespace: store'],
  ]);
  expect(after.cluster.workloads[0]?.namespace).toBe('store');
});

test('a namespace and a workload go into the first file that holds the namespace, else cluster.yaml', () => {
  const added = run({
    kind: 'add workload',
    workload: 'StatefulSet',
    namespace: 'shop',
    name: 'db',
    labels: new Map(),
    ports: [{ name: 'sql', protocol: 'TCP', port: 5432 }],
    image: 'registry.example/db:1',
  });
  expect(added.after.files.map(({ name }) => name)).toEqual(['a.yaml', 'b.yaml']);
  expect(added.text.startsWith(cluster.slice(0, cluster.lastIndexOf('---\n')))).toBe(true);
  expect(added.text.endsWith(cluster.slice(cluster.lastIndexOf('---\n')))).toBe(true);
  expect(added.after.cluster.workloads.map(({ id }) => id)).toContain('StatefulSet/shop/db');
  expect(added.after.diagnostics).toEqual([]);
  const inOps = run({
    kind: 'add workload',
    workload: 'Pod',
    namespace: 'ops',
    name: 'p',
    labels: new Map(),
    ports: [],
    image: 'x',
  });
  expect(inOps.after.files[1]?.text).toContain('kind: Pod');
  const elsewhere = run({ kind: 'add namespace', name: 'lab', labels: new Map([['team', 'red']]) });
  expect(elsewhere.after.files[2]).toMatchObject({ name: 'cluster.yaml' });
  expect(elsewhere.after.cluster.namespaces.get('lab')?.labels.get('team')).toBe('red');
  expect(reason({ kind: 'add namespace', name: 'shop' })).toContain('already');
});

test('every kind of workload that is added is read without complaint', () => {
  for (const kind of [
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'ReplicaSet',
    'ReplicationController',
    'Job',
    'CronJob',
    'Pod',
  ] as const) {
    const { after } = run({
      kind: 'add workload',
      workload: kind,
      namespace: 'shop',
      name: 'new',
      labels: new Map([['app.kubernetes.io/name', 'new']]),
      ports: [{ protocol: 'UDP', port: 53 }],
      image: 'x',
    });
    const workload = after.cluster.workloads.find(({ name }) => name === 'new');
    expect(workload?.kind).toBe(kind);
    const pod = after.cluster.pods[workload?.pods[0] ?? -1];
    expect([pod?.labels.get('app.kubernetes.io/name'), pod?.ports[0]?.port]).toEqual(['new', 53]);
    expect(after.diagnostics).toEqual([]);
  }
});

test('outside addresses and the CNI go into Settings, made where there are none', () => {
  const first = run({ kind: 'add outside', name: 'bank', cidrs: ['192.0.2.0/24'] });
  expect(first.after.cluster.settings.outside).toMatchObject([{ name: 'bank' }]);
  expect(first.after.files.map(({ name }) => name)).toEqual(['a.yaml', 'b.yaml', 'settings.yaml']);
  const second = run({ kind: 'add outside', name: 'post', cidrs: ['198.51.100.1/32'] }, first.after);
  expect(second.after.cluster.settings.outside.map(({ name }) => name)).toEqual(['bank', 'post']);
  const third = run({ kind: 'set cni', cni: 'none' }, second.after);
  expect(third.after.cni.name).toBe('none');
  expect(third.after.cluster.settings.outside).toHaveLength(2);
  expect(third.after.diagnostics).toEqual([]);
  expect(reason({ kind: 'add outside', name: 'x', cidrs: ['nonsense'] })).toContain('no address range');
});

test('a workload that is removed takes its live pods and ReplicaSets along', () => {
  const live = (name: string) => `---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: shop
  labels: {app: api}
  ownerReferences:
    - {apiVersion: apps/v1, kind: ReplicaSet, name: api-5d4f, controller: true}
spec: {containers: [{name: api, image: x}]}
status: {phase: Running, podIP: 10.0.0.${name.length}}
`;
  const replicas = `---
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: api-5d4f
  namespace: shop
  ownerReferences:
    - {apiVersion: apps/v1, kind: Deployment, name: api, controller: true}
spec: {selector: {matchLabels: {app: api}}, template: {metadata: {labels: {app: api}}, spec: {containers: [{name: api, image: x}]}}}
`;
  const whole = snapshotOf([file('a.yaml', cluster + replicas + live('api-a') + live('api-ab'))]);
  const workload = whole.cluster.workloads.find(({ name }) => name === 'api');
  expect(workload?.pods).toHaveLength(2);
  if (workload?.origin === undefined) throw new Error('no origin');
  const { after, text } = run({ kind: 'remove document', origin: workload.origin }, whole);
  expect(after.cluster.workloads).toEqual([]);
  const documents = cluster.split('---\n');
  expect(text).toBe(`${documents[0]}---\n${documents[2]}`);
  expect([...after.cluster.namespaces.keys()].sort()).toEqual(['data', 'shop']);
});

test('a statement is removed, the last one with its key', () => {
  const text = `apiVersion: drawbridge.internal/v1alpha1
kind: Expectations
metadata: {name: shop, namespace: shop}
spec:
  unmentioned: denied
  expect:
    # keep
    - {from: Anyone, to: {workload: api}, verdict: denied}
    - {from: {workload: api}, to: {workload: api}, verdict: allowed}
`;
  const whole = snapshotOf([file('e.yaml', text), file('a.yaml', cluster)]);
  const at = (path: readonly (string | number)[]) => ({ file: 'e.yaml', document: 0, path });
  const second = run({ kind: 'remove statement', origin: at(['spec', 'expect', 1]) }, whole);
  expect(second.text).toBe(text.slice(0, text.lastIndexOf('    - {from: {w')));
  const none = run({ kind: 'remove statement', origin: at(['spec', 'expect', 0]) }, second.after);
  expect(none.text).not.toContain('expect:');
  const silent = run({ kind: 'remove statement', origin: at(['spec', 'unmentioned']) }, whole);
  expect(silent.text).toBe(text.replace('  unmentioned: denied\n', ''));
});

test('[LAW-20] hostile names neither throw nor get out of their place', () => {
  const hostile = [
    '',
    '__proto__',
    'a: b',
    '- x',
    '*a',
    '&a',
    '"',
    "'",
    'a\nb',
    '{',
    '#',
    'x'.repeat(5000),
    '🐙',
    '<b>',
  ];
  for (const text of hostile) {
    const edits: ClusterEdit[] = [
      { kind: 'add namespace', name: text },
      { kind: 'add outside', name: text, cidrs: ['192.0.2.0/24'] },
      { kind: 'set label', of: ofApi, key: text, value: 'x' },
      { kind: 'set label', of: ofApi, key: 'x', value: text },
      { kind: 'rename label', of: ofApi, key: 'tier', to: text },
      { kind: 'rename', of: ofApi, name: text },
      { kind: 'set cni', cni: text },
      { kind: 'remove label', of: ofApi, key: text },
      {
        kind: 'add workload',
        workload: 'Pod',
        namespace: 'shop',
        name: 'p',
        labels: new Map(),
        ports: [],
        image: text,
      },
    ];
    for (const edit of edits) {
      const result = planClusterEdit(snapshot, edit);
      if (!result.ok) continue;
      const after = applied(snapshot, result.step);
      expect(after.diagnostics.filter(({ code }) => code.startsWith('YAML'))).toEqual([]);
      expect(after.cluster.workloads.length).toBeGreaterThanOrEqual(1);
    }
  }
  const named = run({ kind: 'add outside', name: 'a: b # c', cidrs: ['192.0.2.0/24'] });
  expect(named.after.cluster.settings.outside[0]?.name).toBe('a: b # c');
});
