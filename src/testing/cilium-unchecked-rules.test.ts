import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../yaml/types';
import { ownVerdicts } from './own-verdicts';

/*
 * What Cilium makes of selectors, ports and peers that no server checks. The verdicts are those of the agent's own code,
 * v1.20.2 and v1.19.7.
 */

const pod = (namespace: string, name: string, address: string, ports: readonly JsonObject[]): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels: name === 'dns' ? { 'k8s-app': 'kube-dns' } : { app: name } },
  spec: { containers: [{ name: 'main', ports }] },
  status: { podIP: address, podIPs: [{ ip: address }] },
});

const cluster: readonly JsonObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'red', labels: { team: 'red' } } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'blue', labels: { team: 'blue' } } },
  pod('red', 'client', '10.0.0.1', []),
  pod('blue', 'client', '10.0.0.2', []),
  pod('red', 'web', '10.0.0.3', [{ name: 'http', containerPort: 8080 }]),
  pod('red', 'dns', '10.0.0.4', [
    { name: 'dns', containerPort: 53 },
    { name: 'dns-tcp', containerPort: 5353, protocol: 'UDP' },
  ]),
];

const clusterPolicy = (spec: JsonObject): JsonObject => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha2',
  kind: 'ClusterNetworkPolicy',
  metadata: { name: 'p' },
  spec: { tier: 'Admin', priority: 1, subject: { namespaces: {} }, ...spec },
});

const policy = (spec: JsonObject): JsonObject => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: 'p', namespace: 'red' },
  spec,
});

type Ask = { readonly cni?: string; readonly options?: JsonObject; readonly more?: readonly JsonObject[] };

const verdicts = (of: JsonObject, flows: readonly string[], { cni, options, more = [] }: Ask = {}) =>
  ownVerdicts(
    {
      cni: cni ?? 'cilium-1.20',
      options: { 'enable-k8s-cluster-network-policy': true, ...options },
      resources: [...cluster, ...more, of],
    },
    flows,
  );

const toWeb = ['red/client > red/web 8080', 'blue/client > red/web 8080', '203.0.113.9 > red/web 8080'];

describe('subjects and groups', () => {
  const inNamespaces = (operator: string, values: readonly string[]) =>
    policy({
      endpointSelector: {
        matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator, values: [...values] }],
      },
      ingress: [{}],
    });

  it('[CIL-15] what matchExpressions say of the namespace counts besides the namespace of the policy', () => {
    expect(verdicts(inNamespaces('In', ['blue']), toWeb)).toEqual(['allowed', 'allowed', 'allowed']);
    expect(verdicts(inNamespaces('NotIn', ['red']), toWeb)).toEqual(['allowed', 'allowed', 'allowed']);
    expect(verdicts(inNamespaces('In', ['red']), toWeb)).toEqual(['denied', 'denied', 'denied']);
    const overwritten = { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'blue' } };
    expect(verdicts(policy({ endpointSelector: overwritten, ingress: [{}] }), toWeb)).toEqual([
      'denied',
      'denied',
      'denied',
    ]);
  });

  it.each(['cilium-1.20', 'cilium-1.19'])(
    '[CIL-27] an empty selector of groups with exceptions, %s',
    (cni) => {
      const group: JsonObject = {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumCIDRGroup',
        metadata: { name: 'g' },
        spec: { externalCIDRs: ['203.0.113.0/24'] },
      };
      const admitting = (except: readonly string[]) =>
        policy({
          endpointSelector: { matchLabels: { app: 'web' } },
          ingress: [{ fromCIDRSet: [{ cidrGroupSelector: {}, except: [...except] }] }],
        });
      const pods = cni === 'cilium-1.20' ? 'denied' : 'allowed';
      const ask = { cni, more: [group] };
      expect(verdicts(admitting([]), toWeb, ask)).toEqual(['allowed', 'allowed', 'allowed']);
      expect(verdicts(admitting(['10.0.0.0/8']), toWeb, ask)).toEqual([pods, pods, 'allowed']);
      expect(verdicts(admitting(['203.0.113.0/28']), toWeb, ask)).toEqual([pods, pods, 'denied']);
      expect(verdicts(admitting(['0.0.0.0/0']), ['entity:world > red/web 8080'], ask)).toEqual(['denied']);
    },
  );
});

describe('names of ports', () => {
  const first = (fromEndpoints: readonly JsonObject[]) =>
    policy({
      endpointSelector: { matchLabels: { app: 'web' } },
      ingress: [
        { fromEndpoints: [...fromEndpoints], toPorts: [{ ports: [{ port: 'http', endPort: 8090 }] }] },
        { fromEndpoints: [{ matchLabels: { app: 'client' } }], toPorts: [{ ports: [{ port: 'http' }] }] },
      ],
    });
  const flows = ['red/client > red/web 8080', 'red/client > red/web 8085'];

  it.each(['cilium-1.20', 'cilium-1.19'])('[CIL-34] a rule that selects nobody gives no end, %s', (cni) => {
    expect(verdicts(first([]), flows, { cni })).toEqual(['allowed', 'denied']);
    expect(verdicts(first([{ matchLabels: { app: 'none' } }]), flows, { cni })).toEqual([
      'allowed',
      'allowed',
    ]);
  });
});

describe('ClusterNetworkPolicy', () => {
  const names = (action: string) =>
    clusterPolicy({
      egress: [
        { action, to: [{ domainNames: ['a.example.com'] }] },
        { action: 'Deny', to: [{ networks: ['0.0.0.0/0'] }] },
      ],
    });
  const out = ['red/client > 203.0.113.9 443'];

  it('[CIL-62] names that the agent cannot enforce make it refuse the policy', () => {
    expect(verdicts(names('Accept'), out)).toEqual(['denied']);
    expect(verdicts(names('Deny'), out)).toEqual(['allowed']);
    expect(verdicts(names('Pass'), out)).toEqual(['allowed']);
    expect(verdicts(names('Accept'), out, { options: { 'enable-l7-proxy': false } })).toEqual(['allowed']);
  });

  it('[CIL-63] an unknown peer denies on the ports of its rule, and leaves the others their action', () => {
    const rule = (action: string) =>
      clusterPolicy({
        ingress: [
          {
            action,
            from: [{ moons: {} }, { namespaces: { matchLabels: { team: 'blue' } } }],
            protocols: [{ tcp: { destinationPort: { number: 8080 } } }],
          },
        ],
      });
    const flows = [...toWeb, 'red/client > red/web 80', 'blue/client > red/web 80'];
    expect(verdicts(rule('Pass'), flows)).toEqual(['denied', 'denied', 'denied', 'allowed', 'allowed']);
    expect(verdicts(rule('Accept'), flows)).toEqual(flows.map(() => 'allowed'));
  });

  const denyingPods = (expression: JsonObject) =>
    clusterPolicy({
      ingress: [{ action: 'Deny', from: [{ pods: { podSelector: { matchExpressions: [expression] } } }] }],
    });

  it.each([
    [{ key: 'app', operator: 'NotIn' }, ['denied', 'denied', 'allowed']],
    [{ key: 'app', operator: 'In' }, ['allowed', 'allowed', 'allowed']],
    [{ key: 'app', operator: 'Exists', values: ['x'] }, ['denied', 'denied', 'allowed']],
    [{ key: 'app', operator: 'Gt', values: ['x'] }, ['denied', 'denied', 'allowed']],
    [{ key: 'k8s:app', operator: 'In', values: ['client'] }, ['denied', 'denied', 'allowed']],
    [{ key: 'x:app', operator: 'In', values: ['client'] }, ['allowed', 'allowed', 'allowed']],
    [{ key: 'x:app', operator: 'NotIn', values: ['client'] }, ['denied', 'denied', 'allowed']],
  ] as const)('[CIL-64] pods by %j', (expression, expected) => {
    const { values, ...rest } = { values: undefined, ...expression };
    const written: JsonObject = { ...rest, ...(values === undefined ? {} : { values: [...values] }) };
    expect(verdicts(denyingPods(written), toWeb)).toEqual(expected);
  });

  it('[CIL-64] namespaces by an operator that nobody knows are everybody', () => {
    const namespaces = { matchExpressions: [{ key: 'team', operator: 'Gt', values: ['red'] }] };
    const denying = clusterPolicy({ ingress: [{ action: 'Deny', from: [{ namespaces }] }] });
    expect(verdicts(denying, toWeb)).toEqual(['denied', 'denied', 'denied']);
  });

  it.each([
    ['http', ['denied', 'allowed', 'allowed']],
    ['HTTP', ['allowed', 'allowed', 'allowed']],
    ['80', ['allowed', 'denied', 'denied']],
    ['8_0', ['allowed', 'denied', 'denied']],
    ['http-', ['denied', 'denied', 'denied']],
    ['a-name-that-is-too-long', ['denied', 'denied', 'denied']],
    ['70000', ['allowed', 'allowed', 'allowed']],
  ])('[CIL-65] the port named %s', (name, expected) => {
    const flows = ['red/client > red/web 8080', 'red/client > red/web 80', 'red/client > red/web 80/UDP'];
    const denying = clusterPolicy({
      ingress: [{ action: 'Deny', from: [{ namespaces: {} }], protocols: [{ destinationNamedPort: name }] }],
    });
    expect(verdicts(denying, flows)).toEqual(expected);
  });

  it('[CIL-66] the resolver may be asked whatever the protocols of its ports', () => {
    const asking = clusterPolicy({
      egress: [
        { action: 'Accept', to: [{ domainNames: ['a.example.com'] }] },
        { action: 'Deny', to: [{ namespaces: {} }] },
      ],
    });
    const flows = ['red/client > red/dns 53', 'red/client > red/dns 5353/UDP', 'red/client > red/dns 53/UDP'];
    expect(verdicts(asking, flows)).toEqual(['allowed', 'allowed', 'denied']);
  });
});
