import { describe, expect, it } from 'vitest';
import { ciliumDialect } from '../dialects/cilium/dialect';
import { plainSurroundings } from '../dialects/dialect';
import { networkPolicyDialect } from '../dialects/networkpolicy/dialect';
import { networkPolicySnippets } from '../dialects/networkpolicy/snippets';
import type { Cluster } from '../model/cluster';
import type { NamespaceMatch, Policy } from '../model/policy';
import { selects } from '../model/selector';
import type { Selector } from '../model/selector';
import { buildCluster } from '../resources/build-cluster';
import { readResources } from '../resources/read';
import { readFile } from '../yaml/read-file';

/** The cluster of a text and its policies. */
function world(text: string): { cluster: Cluster; policies: readonly Policy[] } {
  const resources = readFile({ id: 'f', name: 'f', text }).documents.flatMap(
    ({ value, index }) => readResources(value, { file: 'f', document: index, path: [] }).resources,
  );
  const policies = resources.flatMap((resource) => {
    const dialect = [networkPolicyDialect, ciliumDialect].find((one) =>
      one.reads(resource.apiVersion, resource.kind),
    );
    const policy = dialect?.decode(resource, plainSurroundings).policy;
    return policy === undefined ? [] : [policy];
  });
  return { cluster: buildCluster(resources, { policies }).cluster, policies };
}

const policyText = (name: string, namespace: string, spec: string): string =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}\n`;

const names = (cluster: Cluster): readonly string[] =>
  cluster.workloads.map(({ namespace, name }) => `${namespace}/${name}`);

describe('what policies without workloads make up', () => {
  it('reads Cilium’s selectors: sources, namespaces by name and by label, and leaves out identities', () => {
    const { cluster } = world(`apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: api, namespace: shop}
spec:
  endpointSelector: {matchLabels: {app: api}}
  ingress: [{fromEndpoints: [{matchLabels: {"any:app": web}}, {matchLabels: {"reserved:host": ""}}]}]
  egress:
  - toEndpoints: [{matchLabels: {"k8s:io.kubernetes.pod.namespace": kube-system, k8s-app: dns}}]
  - toEndpoints: [{matchLabels: {"k8s:io.cilium.k8s.namespace.labels.team": ops, app: log}}]
`);
    expect(names(cluster)).toEqual([
      'kube-system/dns',
      'kube-system/other',
      'ops/log',
      'ops/other',
      'shop/api',
      'shop/web',
    ]);
    expect([...(cluster.namespaces.get('ops')?.labels ?? [])]).toContainEqual(['team', 'ops']);
  });

  it('names workloads after the labels that select them, and adds one that nothing selects', () => {
    const { cluster } = world(
      policyText(
        'api',
        'shop',
        '{podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels: {app: frontend}}}], ports: [{port: 8080}, {port: dns, protocol: UDP}]}]}',
      ),
    );
    expect(names(cluster)).toEqual(['elsewhere/other', 'shop/api', 'shop/frontend']);
    expect(cluster.workloads.every((workload) => workload.inferred)).toBe(true);
    expect(cluster.namespaces.get('shop')).toMatchObject({ inferred: true });
    const api = cluster.pods.find((pod) => pod.name === 'api');
    expect(api).toMatchObject({ template: true, addressing: 'unknown', namespace: 'shop' });
    expect(api?.ports.map(({ name, protocol, port }) => [name, protocol, port])).toEqual([
      ['dns', 'UDP', 53],
      [undefined, 'TCP', 8080],
    ]);
  });

  it('gives each of several values a workload, and a namespace the labels that are asked of it', () => {
    const { cluster } = world(
      policyText(
        'db',
        'data',
        '{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: pay}}, podSelector: {matchExpressions: [{key: role, operator: In, values: [web, worker]}]}}]}]}',
      ),
    );
    expect(names(cluster)).toContain('pay/web');
    expect(names(cluster)).toContain('pay/worker');
    expect(cluster.namespaces.get('pay')?.labels.get('team')).toBe('pay');
    expect(cluster.namespaces.get('pay')?.labels.get('kubernetes.io/metadata.name')).toBe('pay');
  });

  it('does not depend on the order of the policies', () => {
    const texts = [
      policyText('a', 'shop', '{podSelector: {matchLabels: {app: api}}}'),
      policyText('b', 'shop', '{podSelector: {matchExpressions: [{key: app, operator: Exists}]}}'),
      policyText(
        'c',
        'data',
        '{podSelector: {}, egress: [{to: [{podSelector: {matchLabels: {tier: back}}}]}]}',
      ),
    ];
    expect(names(world(texts.join('')).cluster)).toEqual(names(world([...texts].reverse().join('')).cluster));
  });

  it('makes nothing up where a namespace that the policies speak of holds a workload', () => {
    const pod = '---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\n';
    const policy = policyText('a', 'shop', '{podSelector: {matchLabels: {app: api}}}');
    expect(names(world(policy + pod).cluster)).toEqual(['shop/p']);
    const other = policyText('a', 'data', '{podSelector: {matchLabels: {app: api}}}');
    expect(names(world(other + pod).cluster)).toContain('data/api');
  });

  it('survives selectors that nothing can meet', () => {
    const { cluster } = world(
      policyText(
        'a',
        'shop',
        '{podSelector: {matchExpressions: [{key: app, operator: Exists}, {key: app, operator: DoesNotExist}]}}',
      ),
    );
    expect(cluster.workloads.length).toBeGreaterThan(0);
  });

  const selectors = (policy: Policy): readonly { in: NamespaceMatch; pods: Selector | undefined }[] => [
    ...(policy.subject === undefined ? [] : [{ in: policy.subject.namespaces, pods: policy.subject.pods }]),
    ...[...policy.ingress.rules, ...policy.egress.rules].flatMap((rule) =>
      rule.peers === 'any'
        ? []
        : rule.peers.flatMap((peer) =>
            peer.kind === 'pods' ? [{ in: peer.namespaces, pods: peer.pods }] : [],
          ),
    ),
  ];

  it.each(networkPolicySnippets.map(({ label, body }) => [label, body]))(
    '%s: every selector selects something and something is not selected',
    (_, body) => {
      const { cluster, policies } = world(body);
      for (const selector of policies.flatMap(selectors)) {
        const selected = cluster.pods.filter((pod) => {
          const labels = cluster.namespaces.get(pod.namespace)?.labels ?? new Map<string, string>();
          const inside =
            selector.in.kind === 'own'
              ? selector.in.namespace === pod.namespace
              : selects(selector.in.selector, labels);
          return inside && (selector.pods === undefined || selects(selector.pods, pod.labels));
        });
        expect(selected.length).toBeGreaterThan(0);
        expect(selected.length).toBeLessThan(cluster.pods.length);
      }
    },
  );
});
