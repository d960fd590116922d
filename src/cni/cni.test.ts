import { expect, test } from 'vitest';
import type { Cluster } from '../model/cluster';
import type { Policy } from '../model/policy';
import { kubernetesCni } from './kubernetes/cni';
import { noneCni } from './none/cni';

const origin = { file: 'f', document: 0, path: [] };
const cluster: Cluster = {
  namespaces: new Map(),
  workloads: [],
  pods: [],
  nodes: [],
  services: [],
  ingresses: [],
  settings: {
    cni: 'kubernetes',
    podCidrs: [],
    serviceCidrs: [],
    nodeCidrs: [],
    outside: [],
    options: new Map(),
    domains: new Map(),
  },
};
const policy = (dialect: string): Policy => ({
  ref: { dialect, kind: 'NetworkPolicy', namespace: 'a', name: dialect },
  subject: { namespaces: { kind: 'own', namespace: 'a' }, pods: { requirements: [], origin } },
  ingress: { applies: true, rules: [] },
  egress: { applies: false, rules: [] },
  origin,
});

test('the Kubernetes reference walks NetworkPolicies in one tier, the same both ways, and lets the own node in', () => {
  const arranged = kubernetesCni.arrange([policy('networkpolicy'), policy('x')], cluster, []);
  if (arranged.kind !== 'union') throw new Error('NetworkPolicies alone unite');
  const { tiers, enforces, ownNodeEnters } = arranged;
  expect(enforces && ownNodeEnters).toBe(true);
  expect(tiers.ingress).toEqual(tiers.egress);
  expect(tiers.ingress.map((tier) => tier.end)).toEqual(['isolated']);
  const names = tiers.ingress.flatMap((tier) => tier.levels.flatMap((level) => level.policies));
  expect(names.map((found) => found.ref.name)).toEqual(['networkpolicy']);
});

test('without enforcement no policy is walked', () => {
  const arranged = noneCni.arrange([policy('networkpolicy')], cluster, []);
  expect(arranged.enforces).toBe(false);
  expect(arranged).toMatchObject({ kind: 'union', tiers: { ingress: [], egress: [] } });
});
