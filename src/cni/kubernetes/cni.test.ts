import { describe, expect, test } from 'vitest';
import type { Cluster, Pod } from '../../model/cluster';
import type { Policy } from '../../model/policy';
import type { WalkArrangement } from '../../model/tier';
import type { End } from '../../model/walk';
import { adminPolicy } from '../../resources/admin-policy/policy';
import type { AdminPeer, AdminRule, AdminSpec } from '../../resources/admin-policy/types';
import { blocksSet, domainSet, nodeSet } from './end-sets';
import { kubernetesCni } from './cni';
import { namedPorts } from './named-ports';

const origin = { file: 'f', document: 0, path: [] };
const everything = { requirements: [], origin };
const namespaceOf = (name: string, labels: readonly (readonly [string, string])[]) =>
  [name, { name, labels: new Map(labels), inferred: false }] as const;
const cluster: Cluster = {
  namespaces: new Map([
    namespaceOf('a', [['team', 'red']]),
    namespaceOf('b', [['team', 'blue']]),
    namespaceOf('c', []),
  ]),
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

const pod = (namespace: string): End => ({
  kind: 'pod',
  pod: {
    index: 0,
    id: `${namespace}/p`,
    namespace,
    name: 'p',
    labels: new Map(),
    serviceAccount: 'default',
    hostNetwork: false,
    addressing: 'unknown',
    addresses: [],
    ports: [
      { name: 'web', protocol: 'TCP', port: 80, container: 'c' },
      { name: 'web', protocol: 'UDP', port: 81, container: 'd' },
    ],
    template: true,
    workload: 0,
  } satisfies Pod,
});

const everyPod: AdminPeer & { kind: 'pods' } = {
  kind: 'pods',
  namespaces: { kind: 'labels', selector: everything },
  pods: undefined,
  origin,
};
const rule = (more: Partial<AdminRule>): AdminRule => ({
  index: 0,
  action: 'allow',
  peers: [everyPod],
  ports: 'any',
  origin,
  ...more,
});
const admin = (name: string, more: Partial<AdminSpec> = {}): Policy =>
  adminPolicy(
    { dialect: 'admin-network-policy', kind: 'AdminNetworkPolicy', name },
    {
      kind: 'admin policy',
      tier: 'Admin',
      priority: 1,
      subject: everyPod,
      rules: { ingress: [rule({})], egress: [] },
      ...more,
    },
    origin,
  );
const networkPolicy: Policy = {
  ref: { dialect: 'networkpolicy', kind: 'NetworkPolicy', namespace: 'a', name: 'np' },
  subject: { namespaces: { kind: 'own', namespace: 'a' }, pods: everything },
  ingress: { applies: true, rules: [] },
  egress: { applies: false, rules: [] },
  origin,
};

function walkOf(...policies: readonly Policy[]): WalkArrangement {
  const arranged = kubernetesCni.arrange(policies, cluster, []);
  if (arranged.kind !== 'walk') throw new Error('cluster-wide policies are walked');
  return arranged;
}

const entriesOf = (peers: readonly AdminPeer[], action: AdminRule['action'] = 'allow') =>
  walkOf(admin('p', { rules: { ingress: [rule({ peers, action })], egress: [] } })).policies[0]?.sides.ingress
    .entries ?? [];

describe('what is walked', () => {
  test('NetworkPolicies alone unite', () => {
    expect(kubernetesCni.arrange([networkPolicy], cluster, []).kind).toBe('union');
  });

  test('three tiers, by rising priority and then by name; policies keep their order', () => {
    const given = [
      admin('z', { priority: 1 }),
      networkPolicy,
      admin('b', { priority: 2 }),
      admin('a', { priority: 2 }),
      admin('default', { tier: 'Baseline' }),
    ];
    const { policies, gate } = walkOf(...given);
    expect(policies.map(({ policy }) => policy)).toEqual(given);
    expect(gate.ingress).toEqual(gate.egress);
    const [stage, ...more] = gate.ingress;
    expect([more, stage?.end]).toEqual([[], 'allow']);
    expect(
      stage?.tiers.map(({ name, end, levels }) => [
        name,
        end,
        levels.flatMap((level) => level.policies.map(({ policy }) => policy.ref.name)),
      ]),
    ).toEqual([
      ['Admin', 'next', ['z', 'a', 'b']],
      ['NetworkPolicy', 'isolated', ['np']],
      ['Baseline', 'next', ['default']],
    ]);
    expect(policies.map(({ sides }) => [sides.ingress.applies, sides.ingress.isolates])).toEqual([
      [true, false],
      [true, true],
      [true, false],
      [true, false],
      [true, false],
    ]);
  });
});

describe('peers', () => {
  test('[ANP-29] of an unknown kind decide for their rule', () => {
    const unknown: AdminPeer = { kind: 'unknown', origin };
    expect(entriesOf([everyPod, unknown], 'pass')).toMatchObject([
      { action: 'deny', peers: 'any', ports: 'any' },
    ]);
    const [allow] = entriesOf([everyPod, unknown]);
    expect(allow?.action).toBe('allow');
    expect(allow?.peers === 'any' || allow?.peers[0]?.terms[0]?.set.holds(pod('a'))).toBe(false);
  });

  test.each([
    ['same labels', ['a'], ['b', 'c']],
    ['not same labels', ['b'], ['a', 'c']],
  ] as const)('[ANP-32] [ANP-33] %s are compared with the subject’s namespace', (kind, inside, outside) => {
    const entries = entriesOf([{ ...everyPod, namespaces: { kind, keys: ['team'], origin } }]);
    const ofA = entries.filter(({ own }) => own.every(({ set }) => set.holds(pod('a'))));
    expect([entries.length, ofA.length]).toEqual([2, 1]);
    const peers = ofA[0]?.peers;
    const holds = (namespace: string) =>
      peers !== 'any' && peers?.[0]?.terms[0]?.set.holds(pod(namespace)) === true;
    expect([...inside, ...outside].filter(holds)).toEqual(inside);
    expect(entriesOf([{ ...everyPod, namespaces: { kind, keys: [], origin } }])).toMatchObject([
      { own: [], peers: [] },
    ]);
  });

  test('[ANP-26] domains match whole labels, one at least where a star stands', () => {
    const { holds } = domainSet(['a.org', '*.b.org']);
    const named = (name: string) => holds({ kind: 'outside', names: [name] });
    expect(['a.org', 'x.b.org', 'y.x.b.org'].every(named)).toBe(true);
    expect(['x.a.org', 'b.org', 'xb.org', '.b.org'].some(named)).toBe(false);
    expect(holds(pod('a'))).toBe(false);
  });

  test('[ANP-25] nodes match what is declared', () => {
    const { holds } = nodeSet(everything);
    const node = { name: 'n', labels: new Map<string, string>(), addresses: [], podCidrs: [] };
    expect(holds({ kind: 'node', name: 'n', node, own: true })).toBe(true);
    expect(holds({ kind: 'node', name: 'm', own: false })).toBe(false);
  });

  test('[ANP-28] named ports have every protocol that the pod gives them, and no node has any', () => {
    expect(namedPorts('web')(pod('a'))).toEqual([
      { protocol: 'TCP', first: 80, last: 80 },
      { protocol: 'UDP', first: 81, last: 81 },
    ]);
    expect(namedPorts('web', 'UDP')(pod('a'))).toEqual([{ protocol: 'UDP', first: 81, last: 81 }]);
    expect(namedPorts('web')({ kind: 'node', name: 'n', own: false })).toEqual([]);
  });

  test('blocks hold whoever has one of their addresses', () => {
    const set = blocksSet([
      { family: 4, value: 0n, prefix: 1 },
      { family: 4, value: 1n << 31n, prefix: 1 },
    ]);
    expect(set.addressesOf).toBe('every end');
    expect(set.addresses).toEqual([{ family: 4, first: 0n, last: 0xffff_ffffn }]);
  });
});
