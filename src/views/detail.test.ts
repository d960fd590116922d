import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzed, manifestText } from '../testing/analyzed';
import { clusterManifests } from '../testing/generate-cluster';
import { policyManifests } from '../testing/generate-policies';
import { outsideDetail, policyDetail, workloadDetail } from './detail';
import type { EndName, Some } from './detail-types';
import { plainText } from './sentences';

const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api, tier: back}}
    spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: c, image: i}]}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{port: 80, targetPort: http}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec: {podSelector: {}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api, namespace: shop}
spec:
  podSelector: {matchLabels: {app: api}}
  ingress:
    - from: [{podSelector: {matchLabels: {app: web}}}, {ipBlock: {cidr: 192.0.2.0/24}}]
      ports: [{port: 8080}, {port: 9000, endPort: 9010}, {port: dns, protocol: UDP}]
    - from: [{podSelector: {matchLabels: {app: gone}}}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: wrong, namespace: shop}
spec: {podSelector: {}, policyTypes: [Sideways]}
`;
const analysis = analyzed([text]);
const titles = (some: Some<EndName>) => some.items.map(({ title }) => title);

describe('the detail of a workload', () => {
  const detail = workloadDetail(analysis, 'Deployment/shop/api');

  it('says what it is', () => {
    expect(detail).toMatchObject({
      name: 'api',
      replicas: 3,
      scales: true,
      labels: [
        ['app', 'api'],
        ['tier', 'back'],
      ],
      selectorKeys: ['app'],
      ports: [{ index: 0, name: 'http', protocol: 'TCP', port: 8080, container: 'c' }],
      services: ['api 80 to http'],
    });
  });

  it('says which policies apply at each gate, with whom each rule admits here', () => {
    const [leaving, entering] = detail?.gates ?? [];
    expect(plainText(leaving?.sentence ?? [])).toBe('Open: nothing isolates it for egress.');
    expect(plainText(entering?.sentence ?? [])).toMatch(
      /^Isolated by `(deny|api)` and `(deny|api)`; \d rules? admits? somebody\.$/u,
    );
    const policy = entering?.policies.find(({ name }) => name === 'api');
    expect(policy?.rules.map((rule) => plainText(rule.peers))).toEqual([
      'pods with `app=web` of `shop` or `192.0.2.0/24`',
      'pods with `app=gone` of `shop`',
    ]);
    expect(policy?.rules.map((rule) => rule.ports)).toEqual(['TCP 8080,9000-9010 or UDP dns', 'every port']);
    expect(policy?.rules.map((rule) => titles(rule.admits))).toEqual([['web', '192.0.2.0/24'], []]);
  });

  it('says whom it reaches and who reaches it, what nothing holds back apart', () => {
    expect(detail?.reachedBy.items.map(({ end, meaning, ports }) => [end.title, meaning, ports])).toEqual([
      ['web', 'admitted', 'TCP 8080,9000-9010'],
      ['192.0.2.0/24', 'admitted', 'TCP 8080,9000-9010'],
    ]);
    expect(titles(detail?.reaches.unguarded ?? { items: [], total: 0 })).toContain('Internet');
    expect(detail?.reaches.items).toEqual([]);
  });

  it('is undefined for what is not there', () => {
    expect(workloadDetail(analysis, '__proto__')).toBeUndefined();
    expect(outsideDetail(analysis, 'Deployment/shop/api')).toBeUndefined();
    expect(policyDetail(analysis, '')).toBeUndefined();
  });
});

describe('the detail of a policy', () => {
  it('says whom it selects and isolates, and whom each rule admits', () => {
    const detail = policyDetail(analysis, 'networkpolicy NetworkPolicy shop/deny');
    expect(plainText(detail?.sentence ?? [])).toMatch(
      /^Selects `\w+` and `\w+`; isolates them for ingress\.$/u,
    );
    expect(detail?.sides).toEqual([{ direction: 'ingress', isolates: true, rules: [] }]);
  });

  it('says why it is not in force', () => {
    const detail = policyDetail(analysis, 'networkpolicy NetworkPolicy shop/wrong');
    expect(plainText(detail?.sentence ?? [])).toBe('Not in force: the API server would refuse it.');
    const none = analyzed([text], { cni: 'none' });
    expect(plainText(policyDetail(none, 'networkpolicy NetworkPolicy shop/deny')?.sentence ?? [])).toBe(
      'Not enforced: none (Flannel) does not read this kind of policy.',
    );
  });
});

describe('laws of details', () => {
  it('law: a policy is at the gates of exactly the workloads that it says to select, seen from either side', () => {
    fc.assert(
      fc.property(clusterManifests, policyManifests, (objects, policies) => {
        const random = analyzed([manifestText(objects), manifestText(policies)]);
        const seen = new Map<string, string[]>();
        for (const { id, end } of random.summary.workloads) {
          const detail = workloadDetail(random, id);
          // A workload whose pods differ is at the gate of all policies of any of them.
          for (const gate of detail?.gates ?? []) {
            for (const { key } of gate.policies) {
              const name = `${key} ${gate.direction}`;
              seen.set(name, [...(seen.get(name) ?? []), random.endId(end)]);
            }
          }
        }
        for (const { key, state } of random.summary.policies) {
          if (state !== 'in force') continue;
          const detail = policyDetail(random, key);
          for (const side of detail?.sides ?? []) {
            const selected = (detail?.selects.items ?? []).map(({ id }) => id);
            expect([...(seen.get(`${key} ${side.direction}`) ?? [])].sort()).toEqual([...selected].sort());
          }
        }
      }),
      { numRuns: 40, seed: 41 },
    );
  });

  it('law: whom an end reaches is who is reached by it', () => {
    fc.assert(
      fc.property(clusterManifests, policyManifests, (objects, policies) => {
        const random = analyzed([manifestText(objects), manifestText(policies)]);
        const ids = [...random.summary.workloads, ...random.summary.outside].map(({ id }) => id);
        const partnersOf = (id: string, side: 'reaches' | 'reachedBy') => {
          const found = (workloadDetail(random, id) ?? outsideDetail(random, id))?.[side];
          return new Set([
            ...(found?.items.map(({ end }) => end.id) ?? []),
            ...(found?.unguarded.items.map((end) => end.id) ?? []),
          ]);
        };
        for (const from of ids) {
          for (const to of ids) {
            expect(partnersOf(from, 'reaches').has(to)).toBe(partnersOf(to, 'reachedBy').has(from));
          }
        }
      }),
      { numRuns: 6, seed: 42 },
    );
  });
});

describe('whom a rule of another engine holds', () => {
  const pods = manifestText([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', labels: { team: 'x' } } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'b', labels: { team: 'x' } } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'c', labels: { team: 'y' } } },
    ...['a', 'b', 'c'].map((namespace) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace },
      spec: { serviceAccountName: `of-${namespace}`, containers: [] },
    })),
  ]);
  const admits = (cni: string, policy: object) => {
    const analysis = analyzed([pods, manifestText([policy])], { cni });
    const [summary] = analysis.summary.policies;
    const detail = policyDetail(analysis, summary?.key ?? '');
    const side = detail?.sides.find(({ direction }) => direction === 'ingress');
    return side?.rules.map((rule) => rule.admits.items.map(({ id }) => id));
  };

  it('is told of accounts and of labels that a namespace shares with the subject’s', () => {
    const calico = {
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalNetworkPolicy',
      metadata: { name: 'p' },
      spec: {
        ingress: [
          { action: 'Allow', source: { serviceAccounts: { names: ['of-b'] } } },
          { action: 'Allow', source: { serviceAccounts: { names: ['nobody'] } } },
        ],
      },
    };
    expect(admits('calico-3.32', calico)).toEqual([['Pod/b/web'], []]);
    const cilium = {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'p', namespace: 'a' },
      spec: {
        endpointSelector: {},
        ingress: [
          { fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'c' } }] },
          { fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'd' } }] },
        ],
      },
    };
    expect(admits('cilium-1.20', cilium)).toEqual([['Pod/c/web'], []]);
  });
});
