import { expect, test } from 'vitest';
import { registry } from '../registry';
import { buildSnapshot } from '../snapshot/build';
import { completionsAt } from './completion';
import { shop } from './snapshot-for-tests';

const heads = {
  cluster:
    'apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: x}\nspec:\n',
  admin:
    'apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {name: x}\nspec:\n',
};

/** What is proposed where the `|` stands. */
function labels(marked: string): readonly string[] {
  const text = marked.replace('|', '');
  const files = [
    { id: 'c', name: 'c', text: shop },
    { id: 'p', name: 'p', text },
  ];
  const snapshot = buildSnapshot({ files, revision: 0 }, registry);
  return completionsAt(snapshot, registry, 'p', marked.indexOf('|')).map(({ label }) => label);
}

test('fields of cluster-wide policies, in the order of their schema', () => {
  expect(labels(`${heads.cluster}  |`)).toEqual(['tier', 'priority', 'subject', 'ingress', 'egress']);
  expect(labels(`${heads.cluster}  tier: |`)).toEqual(['Admin', 'Baseline']);
  expect(labels(`${heads.admin}  ingress:\n  - action: |`)).toEqual(['Allow', 'Deny', 'Pass']);
  expect(labels(`${heads.admin}  egress:\n  - to:\n    - |`)).toEqual([
    'namespaces',
    'pods',
    'nodes',
    'networks',
    'domainNames',
  ]);
  expect(labels(`${heads.admin}  ingress:\n  - ports:\n    - portNumber: {protocol: |}`)).toEqual([
    'TCP',
    'UDP',
    'SCTP',
  ]);
});

test('labels of namespaces and pods of the whole cluster, and ports by number or by name', () => {
  expect(labels(`${heads.admin}  subject:\n    namespaces:\n      matchLabels:\n        team: |`)).toEqual([
    'platform',
  ]);
  const pods = `${heads.cluster}  subject:\n    pods:\n      podSelector:\n        matchLabels:\n`;
  expect(labels(`${pods}          app: |`)).toContain('prometheus');
  const rule = `${heads.cluster}  ingress:\n  - protocols:\n    - `;
  expect(labels(`${rule}destinationNamedPort: |`)).toEqual(expect.arrayContaining(['http', 'pg']));
  const numbers = labels(`${rule}tcp: {destinationPort: {number: |}}`);
  expect(numbers).toContain('8080');
  expect(numbers).not.toContain('http');
});
