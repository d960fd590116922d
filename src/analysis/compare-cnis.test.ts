import { expect, test } from 'vitest';
import { analyzed } from '../testing/analyzed';
import { compareCnis } from './compare-cnis';

const pod = (name: string, ip: string, more = '') => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}
spec: {${more}containers: [{name: c, image: x, ports: [{containerPort: 80}]}]}
status: {phase: Running, podIP: ${ip}}
`;
const cluster = `apiVersion: v1
kind: Namespace
metadata: {name: shop}
${pod('web', '10.0.0.1')}${pod('api', '10.0.0.2')}${pod('batch', '10.1.0.3')}`;

const ingress = (name: string, spec: string) => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec:
  podSelector: {matchLabels: {app: api}}
${spec}`;
const byBlock = ingress('by-block', '  ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/24}}]}]\n');

function change(texts: readonly string[], from: string, to: string) {
  return compareCnis(analyzed(texts, { cni: from }), analyzed(texts, { cni: to }));
}

test('under Cilium a block no longer matches a pod: the pair, its ports and the reason are told', () => {
  const found = change([cluster, byBlock], 'kubernetes', 'cilium-1.20');
  expect(found.pairs).toBe(1);
  expect(found.isComplete).toBe(true);
  expect(found.reasons).toEqual(['an ipBlock never matches pods']);
  expect(found.examples).toMatchObject([
    { fromTitle: 'shop/web', toTitle: 'shop/api', opened: '', unclear: '', from: 'Pod/shop/web' },
  ]);
  expect(found.examples[0]?.closed).not.toBe('');
  expect(found.examples[0]?.path).toMatchObject({ protocol: 'TCP', port: 80 });
  expect(found.ceases).toEqual([]);
});

test('the other way round the reason is that of the CNI that is chosen now', () => {
  const found = change([cluster, byBlock], 'cilium-1.20', 'kubernetes');
  expect(found.reasons).toEqual(['an ipBlock matches pods by their addresses']);
  expect(found.examples[0]).toMatchObject({ fromTitle: 'shop/web', closed: '' });
});

test('rules of a direction that policyTypes leaves out count under Cilium only', () => {
  const one = ingress('types', '  policyTypes: [Egress]\n  ingress: [{from: [{podSelector: {}}]}]\n');
  const { reasons } = change([cluster, one], 'kubernetes', 'cilium-1.20');
  expect(reasons).toContain('rules count even in a direction that `policyTypes` does not list');
  expect(reasons).not.toContain('an ipBlock never matches pods');
});

test('ports that the CNI decides alone are told apart from what policies change', () => {
  const found = change([cluster], 'kubernetes', 'calico-3.32');
  expect(found.pairs).toBe(0);
  expect(found.aside?.pairs).toBeGreaterThan(0);
  expect(found.aside?.ports).toContain('UDP 4789');
  const back = change([cluster], 'calico-3.32', 'kubernetes');
  expect(back.pairs).toBe(0);
  expect(back.aside?.pairs).toBe(found.aside?.pairs);
});

test('policies that begin or cease to count are named by kind', () => {
  const own = `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: shut, namespace: shop}
spec: {endpointSelector: {matchLabels: {app: web}}, ingress: [{}]}
`;
  const texts = [cluster, byBlock, own];
  const none = change(texts, 'cilium-1.20', 'none');
  expect(none.ceases).toEqual([
    { kind: 'NetworkPolicy', count: 1, names: ['shop/by-block'] },
    { kind: 'CiliumNetworkPolicy', count: 1, names: ['shop/shut'] },
  ]);
  expect(none.reasons).toContain('no policy has an effect');
  const calico = change(texts, 'calico-3.32', 'cilium-1.20');
  expect(calico.begins).toEqual([{ kind: 'CiliumNetworkPolicy', count: 1, names: ['shop/shut'] }]);
  expect(calico.ceases).toEqual([]);
  const from = change(texts, 'none', 'calico-3.32');
  expect(from.reasons).toEqual(['policies count']);
  expect(from.examples[0]?.fromTitle).not.toBe(from.examples[0]?.toTitle);
  expect(from.examples.map(({ closed }) => closed)).toContain('every port');
});

test('two releases that read the same texts alike differ in nothing', () => {
  const found = change([cluster, byBlock], 'calico-3.32', 'canal');
  expect(found).toMatchObject({ pairs: 0, reasons: [], examples: [], ceases: [], begins: [] });
  expect(found.aside).toBeUndefined();
});

test('with too many ends only a part is compared, and that is told', () => {
  const [before, after] = [
    analyzed([cluster, byBlock], { cni: 'kubernetes' }),
    analyzed([cluster], { cni: 'none' }),
  ];
  expect(compareCnis(before, after, 0).isComplete).toBe(false);
});
