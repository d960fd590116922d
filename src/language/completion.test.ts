import { expect, test } from 'vitest';
import { applyEdits } from '../yaml/apply-edits';
import { completionsAt } from './completion';
import { registry, withPolicies } from './snapshot-for-tests';
import type { CompletionItem } from './types';

const head =
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: x\n  namespace: shop\nspec:\n';

function complete(marked: string): readonly CompletionItem[] {
  const { snapshot, offset } = withPolicies(marked);
  return completionsAt(snapshot, registry, 'p', offset);
}

function labels(marked: string): readonly string[] {
  return complete(marked).map((item) => item.label);
}

/** The text after the proposal with this label was taken. */
function taken(marked: string, label: string): string {
  const { text } = withPolicies(marked);
  const item = complete(marked).find((one) => one.label === label);
  if (item === undefined) throw new Error(`${label} is not proposed`);
  return applyEdits(text, [{ start: item.start, end: item.end, text: item.text }]);
}

test('an empty document: whole policies, then the fields of any object', () => {
  const found = complete('|');
  expect(found[0]?.kind).toBe('snippet');
  expect(found.filter((item) => item.kind === 'snippet').map((item) => item.label)).toContain('allow DNS');
  expect(labels('kind: x\n---\n|').slice(-4)).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
  expect(taken('|', 'default deny ingress')).toContain('kind: NetworkPolicy\n');
});

test('fields in the order of the schema, without those that are there', () => {
  expect(labels(`${head}  |`)).toEqual(['podSelector', 'policyTypes', 'ingress', 'egress']);
  expect(labels(`${head}  podSelector: {}\n  |\n  egress: []`)).toEqual(['policyTypes', 'ingress']);
  expect(labels('apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nme|')).toEqual(['metadata', 'spec']);
  const [first] = complete(`${head}  |`);
  expect(first?.doc).not.toBe('');
});

test('fields that only the server sets are not proposed', () => {
  const found = labels('apiVersion: v1\nkind: Namespace\nmetadata:\n  |');
  expect(found.slice(0, 3)).toEqual(['name', 'namespace', 'labels']);
  expect(found).not.toContain('uid');
  expect(found).not.toContain('managedFields');
});

test('taking a field opens its value in the style of the document', () => {
  expect(taken(`${head}  podS|`, 'podSelector')).toBe(`${head}  podSelector:\n    `);
  expect(taken(`${head}  ing|`, 'ingress')).toBe(`${head}  ingress:\n    - `);
  const flush = `${head}  policyTypes:\n  - Ingress\n`;
  expect(taken(`${flush}  ing|`, 'ingress')).toBe(`${flush}  ingress:\n  - `);
  expect(taken(`${head}  ingress:\n  - ports:\n    - pro|`, 'protocol')).toBe(
    `${head}  ingress:\n  - ports:\n    - protocol: `,
  );
  expect(taken(`${head}  podSelector: {match|}`, 'matchLabels')).toBe(
    `${head}  podSelector: {matchLabels: {}`,
  );
});

test('values: those that the schema lists', () => {
  expect(labels(`${head}  policyTypes:\n  - |`)).toEqual(['Ingress', 'Egress']);
  expect(labels(`${head}  policyTypes: [Ingress, |]`)).toEqual(['Ingress', 'Egress']);
  expect(labels(`${head}  ingress:\n  - ports:\n    - protocol: U|`)).toEqual(['TCP', 'UDP', 'SCTP']);
  expect(labels(`${head}  podSelector:\n    matchExpressions:\n    - operator: |`)).toEqual([
    'In',
    'NotIn',
    'Exists',
    'DoesNotExist',
  ]);
});

test('a value taken right behind its colon stands apart from it', () => {
  expect(taken('apiVersion: networking.k8s.io/v1\nkind:|', 'NetworkPolicy')).toContain('kind: NetworkPolicy');
  expect(taken(`${head}  podSelector:|`, '{}')).toBe(`${head}  podSelector: {}`);
});

test('kind and apiVersion go together', () => {
  expect(labels('kind: |').slice(0, 3)).toEqual(['NetworkPolicy', 'Namespace', 'Pod']);
  expect(labels('apiVersion: apps/v1\nkind: |')).toEqual([
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'ReplicaSet',
  ]);
  expect(labels('apiVersion: |\nkind: Deployment')).toEqual(['apps/v1']);
});

test('label keys and values are those of this cluster, with who carries them', () => {
  const keys = complete(`${head}  podSelector:\n    matchLabels:\n      |`);
  expect(keys.map((item) => [item.label, item.text, item.detail])).toEqual([
    ['app', 'app: ', 'api, cart, frontend'],
    ['tier', 'tier: ', 'api, cart, frontend'],
  ]);
  expect(labels(`${head}  podSelector:\n    matchLabels:\n      app: |`)).toEqual([
    'api',
    'cart',
    'front-end',
  ]);
  expect(labels(`${head}  podSelector: {matchLabels: {tier: |}}`)).toEqual(['backend', 'web']);
  expect(
    labels(
      `${head}  podSelector:\n    matchExpressions:\n    - key: app\n      operator: In\n      values: [|]`,
    ),
  ).toEqual(['api', 'cart', 'front-end']);
  expect(labels(`${head}  podSelector:\n    matchExpressions:\n    - key: |`)).toEqual(['app', 'tier']);
});

test('a podSelector beside a namespaceSelector looks at every namespace', () => {
  const peer =
    '  ingress:\n  - from:\n    - namespaceSelector: {}\n      podSelector:\n        matchLabels:\n          ';
  expect(labels(`${head}${peer}|`)).toContain('app.kubernetes.io/name');
  expect(labels(`${head}${peer}app: |`)).toEqual(['api', 'cart', 'front-end', 'prometheus']);
});

test('labels of namespaces', () => {
  const peer = '  ingress:\n  - from:\n    - namespaceSelector:\n        matchLabels:\n          ';
  expect(labels(`${head}${peer}|`)).toEqual(['kubernetes.io/metadata.name', 'team', 'tier']);
  expect(labels(`${head}${peer}kubernetes.io/metadata.name: |`)).toEqual(['data', 'ops', 'shop']);
});

test('ports: those that the selected pods declare, by number and by name', () => {
  const rule = '  podSelector: {matchLabels: {app: api}}\n  ingress:\n  - ports:\n    - port: ';
  expect(labels(`${head}${rule}|`)).toEqual(['8080', '9090', 'http', 'metrics']);
  expect(labels(`${head}  egress:\n  - ports:\n    - port: |`)).toContain('5432');
});

test('items of a list below its key bring their dash', () => {
  expect(labels(`${head}  ingress:\n  - from:\n      |`)).toEqual([
    '- namespaceSelector',
    '- podSelector',
    '- ipBlock',
  ]);
  expect(taken(`${head}  ingress:\n  - from:\n      |`, '- podSelector')).toBe(
    `${head}  ingress:\n  - from:\n      - podSelector:\n          `,
  );
  expect(labels(`${head}  policyTypes:\n    |`)).toEqual(['- Ingress', '- Egress']);
});

test('names of namespaces, workloads and Services', () => {
  expect(labels('apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  namespace: |')).toEqual([
    'data',
    'ops',
    'shop',
  ]);
  const wanted =
    'apiVersion: drawbridge.internal/v1alpha1\nkind: Expectations\nmetadata: {name: e, namespace: shop}\nspec:\n  expect:\n';
  expect(labels(`${wanted}  - from: { workload: | }`)).toEqual(['api', 'cart', 'frontend']);
  expect(labels(`${wanted}  - from: { namespace: data, workload: | }`)).toEqual(['postgres']);
  expect(labels(`${wanted}  - from: { workload: |, namespace: ops }`)).toEqual(['prometheus']);
  expect(labels(`${wanted}  - to: { service: | }`)).toEqual(['api']);
  expect(labels(`${wanted}  - from: |`)).toContain('AnyoneElse');
  expect(labels(`${wanted}  - verdict: |`)).toEqual(['allowed', 'denied']);
});

test('items of a List are objects of their own', () => {
  const list =
    'apiVersion: v1\nkind: List\nitems:\n- apiVersion: networking.k8s.io/v1\n  kind: NetworkPolicy\n  spec:\n    |';
  expect(labels(list)).toEqual(['podSelector', 'policyTypes', 'ingress', 'egress']);
});

test('proposals also come while the document does not parse, and in other documents beside it', () => {
  expect(labels(`${head}  podSelector: {matchLabels: {app: web}\n  |`)).not.toEqual([]);
  expect(labels(`a: [\n---\n${head}  |`)).toEqual(['podSelector', 'policyTypes', 'ingress', 'egress']);
  expect(labels(`${head}  ingress:\n  - from:\n    - podSelector\n    - |`)).toEqual([
    'namespaceSelector',
    'podSelector',
    'ipBlock',
  ]);
});

test('nothing is proposed in comments, block scalars and below unknown fields', () => {
  expect(labels(`${head}  # |`)).toEqual([]);
  expect(labels(`${head}  nonsense:\n    |`)).toEqual([]);
  expect(labels('apiVersion: v1\nkind: ConfigMap\ndata:\n  run: |+\n    '.replace('|+', '>'))).toEqual([]);
});
