import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../yaml/types';
import { ownVerdicts } from './own-verdicts';

/*
 * What Calico makes of cluster-wide policies of Kubernetes where the server has not checked them. Upstream:
 * projectcalico/calico `libcalico-go/lib/backend/k8s/conversion`.
 */

const pod = (namespace: string, name: string, address: string, labels: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels },
  spec: { nodeName: 'n', containers: [{ name: 'main', ports: [{ name: 'http', containerPort: 8080 }] }] },
  status: { podIP: address, podIPs: [{ ip: address }] },
});

const cluster: readonly JsonObject[] = [
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'red', labels: { team: 'red' } } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'blue', labels: { team: '' } } },
  pod('red', 'client', '10.0.0.1', { app: 'client' }),
  pod('blue', 'client', '10.0.0.2', { app: '' }),
  pod('red', 'web', '10.0.0.3', { app: 'web' }),
];

const clusterPolicy = (spec: JsonObject): JsonObject => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha2',
  kind: 'ClusterNetworkPolicy',
  metadata: { name: 'p' },
  spec: { tier: 'Admin', priority: 1, subject: { namespaces: { matchLabels: { team: 'red' } } }, ...spec },
});

const adminPolicy = (spec: JsonObject): JsonObject => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha1',
  kind: 'AdminNetworkPolicy',
  metadata: { name: 'p' },
  spec: { priority: 1, subject: { namespaces: { matchLabels: { team: 'red' } } }, ...spec },
});

const verdicts = (cni: string, policy: JsonObject, flows: readonly string[]) =>
  ownVerdicts({ cni, resources: [...cluster, policy] }, flows);

const toWeb = ['red/client > red/web 8080', 'blue/client > red/web 8080', '203.0.113.9 > red/web 8080'];

describe('ClusterNetworkPolicy in Calico 3.32', () => {
  const denyingPods = (expression: JsonObject) =>
    clusterPolicy({
      ingress: [{ action: 'Deny', from: [{ pods: { podSelector: { matchExpressions: [expression] } } }] }],
    });

  it.each([
    ['In', undefined, ['allowed', 'denied', 'allowed']],
    ['NotIn', undefined, ['denied', 'allowed', 'allowed']],
    ['Exists', ['x'], ['denied', 'denied', 'allowed']],
    ['Gt', ['x'], ['denied', 'denied', 'allowed']],
  ] as const)('[CAL-48] pods by %s of %j', (operator, values, expected) => {
    const written = { key: 'app', operator, ...(values === undefined ? {} : { values: [...values] }) };
    expect(verdicts('calico-3.32', denyingPods(written), toWeb)).toEqual(expected);
  });

  it('[CAL-48] namespaces by an operator that nobody knows are every address', () => {
    const namespaces = { matchExpressions: [{ key: 'team', operator: 'Gt', values: ['red'] }] };
    const denying = clusterPolicy({ ingress: [{ action: 'Deny', from: [{ namespaces }] }] });
    expect(verdicts('calico-3.32', denying, toWeb)).toEqual(['denied', 'denied', 'denied']);
  });

  it.each([
    ['http', ['denied', 'allowed']],
    ['metrics', ['allowed', 'allowed']],
    ['', ['denied', 'denied']],
  ])('[CAL-48] the port named "%s"', (name, expected) => {
    const denying = clusterPolicy({
      ingress: [{ action: 'Deny', from: [{ namespaces: {} }], protocols: [{ destinationNamedPort: name }] }],
    });
    const flows = ['red/client > red/web 8080', 'red/client > red/web 80/UDP'];
    expect(verdicts('calico-3.32', denying, flows)).toEqual(expected);
  });
});

describe('AdminNetworkPolicy in Calico 3.31', () => {
  const rule = (action: string, ports: readonly JsonObject[]) =>
    adminPolicy({
      ingress: [
        { action, from: [{ namespaces: { matchLabels: { team: 'red' } } }], ports: [...ports] },
        { action: 'Deny', from: [{ namespaces: {} }] },
      ],
    });
  const backward = { portRange: { start: 9000, end: 8000 } };

  it('[CAL-49] a range that ends before it begins makes its rule fail closed', () => {
    expect(verdicts('calico-3.31', rule('Allow', [backward]), toWeb)).toEqual([
      'denied',
      'denied',
      'allowed',
    ]);
    expect(verdicts('calico-3.31', rule('Pass', [backward]), toWeb)).toEqual(['denied', 'denied', 'denied']);
    expect(verdicts('calico-3.31', rule('Deny', [backward]), toWeb)).toEqual(['denied', 'denied', 'denied']);
  });

  it('[CAL-49] ports of a protocol that has none make Felix drop the policy', () => {
    const odd = { portNumber: { port: 8080, protocol: 'ICMP' } };
    expect(verdicts('calico-3.31', rule('Allow', [odd]), toWeb)).toEqual(['allowed', 'allowed', 'allowed']);
    const lower = { portNumber: { port: 8080, protocol: 'tcp' } };
    expect(verdicts('calico-3.31', rule('Allow', [lower]), toWeb)).toEqual(['allowed', 'denied', 'allowed']);
  });
});
