import { describe, expect, test } from 'vitest';
import { parseAddress } from '../model/address';
import type { FlowEnd } from '../model/flow';
import type { Trace } from '../model/verdict';
import { buildWorld } from '../testing/case-runner';
import type { JsonObject } from '../yaml/types';
import { deriveFacts } from './facts';
import { traceFlow } from './trace';

const pod = (
  name: string,
  more: JsonObject = {},
  status: JsonObject | undefined = undefined,
): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: name.startsWith('b-') ? 'b' : 'a', labels: { app: name } },
  spec: { containers: [{ name: 'c', ports: [{ name: 'web', containerPort: 8080 }] }], ...more },
  ...(status !== undefined && { status }),
});
const live = (...addresses: string[]): JsonObject => ({
  phase: 'Running',
  podIPs: addresses.map((ip) => ({ ip })),
});
const policy = (spec: JsonObject, name = 'p'): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'a' },
  spec,
});
const namespaces: readonly JsonObject[] = ['a', 'b'].map((name) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { team: name } },
}));

function trace(
  resources: readonly JsonObject[],
  from: string,
  to: string,
  more: Partial<Trace['flow']> = {},
): Trace {
  const { cluster, arrangement } = buildWorld([...namespaces, ...resources], 'kubernetes');
  const end = (text: string): FlowEnd => {
    const address = parseAddress(text);
    if (address !== undefined) return { kind: 'address', address };
    return { kind: 'pod', pod: cluster.pods.find(({ id }) => id === text)?.index ?? -1 };
  };
  const flow = { from: end(from), to: end(to), protocol: 'TCP', port: 8080, ...more } as const;
  return traceFlow(deriveFacts(cluster), arrangement, flow);
}

/** The parts of the only rule of the only policy on the entering side. */
function entering(found: Trace) {
  const rule = found.ingress.checkpoints[0]?.tiers[0]?.policies[0]?.rules[0];
  const misses = (parts: 'any' | readonly { readonly misses: readonly object[] }[] | undefined) =>
    parts === undefined || parts === 'any'
      ? parts
      : parts
          .map((part) => part.misses.map((miss) => Object.entries(miss).filter(([key]) => key !== 'origin')))
          .map((found) => found.map((entries) => Object.fromEntries(entries) as object));
  return { matched: rule?.matched, peers: misses(rule?.peers), ports: misses(rule?.ports) };
}

const both = [
  pod('x', {}, live('10.0.0.1')),
  pod('y', {}, live('10.0.0.2')),
  pod('b-z', {}, live('10.0.1.1')),
];
const from = (peer: JsonObject, ports?: readonly JsonObject[]) =>
  policy({
    podSelector: { matchLabels: { app: 'y' } },
    ingress: [{ from: [peer], ...(ports && { ports }) }],
  });

describe('what a rule did not match', () => {
  test('labels of the pod and of its namespace, each requirement that fails', () => {
    const peer = {
      namespaceSelector: { matchLabels: { team: 'a' } },
      podSelector: {
        matchExpressions: [
          { key: 'app', operator: 'In', values: ['x', 'w'] },
          { key: 'old', operator: 'Exists' },
        ],
      },
    };
    expect(entering(trace([...both, from(peer)], 'b/b-z', 'a/y')).peers).toEqual([
      [
        { kind: 'label', of: 'namespace', key: 'team', operator: 'In', wanted: ['a'], actual: 'b' },
        { kind: 'label', of: 'pod', key: 'app', operator: 'In', wanted: ['w', 'x'], actual: 'b-z' },
        { kind: 'label', of: 'pod', key: 'old', operator: 'Exists', wanted: [] },
      ],
    ]);
  });

  test('the namespace of the policy itself', () => {
    expect(entering(trace([...both, from({ podSelector: {} })], 'b/b-z', 'a/y')).peers).toEqual([
      [{ kind: 'namespace', wanted: 'a', actual: 'b' }],
    ]);
  });

  test('an address, and the except that took it out', () => {
    const block = { ipBlock: { cidr: '10.0.0.0/16', except: ['10.0.1.0/24'] } };
    expect(entering(trace([...both, from(block)], 'b/b-z', 'a/y')).peers).toEqual([
      [{ kind: 'address', cidr: '10.0.0.0/16', except: '10.0.1.0/24', actual: '10.0.1.1' }],
    ]);
    expect(entering(trace([...both, from(block)], '203.0.113.9', 'a/y')).peers).toEqual([
      [{ kind: 'address', cidr: '10.0.0.0/16', actual: '203.0.113.9' }],
    ]);
  });

  test('a selector never matches what is no pod of the pod network', () => {
    const host = pod('h', { hostNetwork: true, nodeName: 'n9' }, live('172.18.0.9'));
    expect(entering(trace([...both, from({ podSelector: {} })], '203.0.113.9', 'a/y')).peers).toEqual([
      [{ kind: 'not a pod' }],
    ]);
    expect(entering(trace([...both, host, from({ podSelector: {} })], 'a/h', 'a/y')).peers).toEqual([
      [{ kind: 'host network' }],
    ]);
  });

  test('protocols, ports and names of ports', () => {
    const ports = [
      { protocol: 'UDP', port: 8080 },
      { port: 80, endPort: 90 },
      { port: 'http' },
      { protocol: 'UDP', port: 'web' },
      { port: 'web' },
    ];
    expect(
      entering(trace([...both, from({ podSelector: {} }, ports)], 'a/x', 'a/y', { port: 99 })).ports,
    ).toEqual([
      [{ kind: 'protocol', wanted: 'UDP', actual: 'TCP' }],
      [{ kind: 'port', first: 80, last: 90, actual: 99 }],
      [{ kind: 'named port', name: 'http', declared: [] }],
      [{ kind: 'protocol', wanted: 'UDP', actual: 'TCP' }],
      [{ kind: 'named port', name: 'web', declared: ['8080/TCP'] }],
    ]);
    expect(entering(trace([...both, from({ podSelector: {} }, ports)], 'a/x', 'a/y')).matched).toBe('yes');
  });
});

describe('what is decided before any policy', () => {
  const shut = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  const node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n1' },
    status: { addresses: [{ type: 'InternalIP', address: '172.18.0.1' }] },
  };
  const world = [
    ...both,
    pod('on', { nodeName: 'n1' }, live('10.0.0.3')),
    pod('host', { nodeName: 'n1', hostNetwork: true }, live('172.18.0.1')),
    pod('idle', {}, { phase: 'Pending' }),
    pod('done', {}, { phase: 'Succeeded', podIPs: [{ ip: '10.0.0.9' }] }),
    node,
    shut,
  ];
  test.each([
    ['a/x', 'a/x', 'itself', 'itself', 'allowed'],
    ['a/x', '10.0.0.1', 'itself', 'itself', 'allowed'],
    ['172.18.0.1', 'a/on', 'outside', 'own node', 'allowed'],
    ['a/host', 'a/on', 'host network', 'own node', 'allowed'],
    ['172.18.0.1', 'a/x', 'outside', undefined, 'denied'],
    ['a/on', '172.18.0.1', undefined, 'outside', 'denied'],
    ['203.0.113.1', 'a/host', 'outside', 'host network', 'allowed'],
    ['a/x', 'a/idle', 'no address', 'no address', 'denied'],
    ['a/done', 'a/x', 'ended', 'ended', 'denied'],
    ['10.0.0.9', 'b/b-z', 'outside', undefined, 'allowed'],
  ])('%s → %s', (source, destination, leaving, enters, verdict) => {
    const found = trace(world, source, destination);
    expect([found.egress.before, found.ingress.before, found.verdict.kind]).toEqual([
      leaving,
      enters,
      verdict,
    ]);
  });

  test('an end without the family of the other takes no part', () => {
    const six = pod('six', {}, live('fd00::6'));
    expect(trace([...both, six], 'a/six', 'a/x').egress.before).toBe('no address');
    expect(trace([...both, six], 'a/six', 'a/x').verdict.kind).toBe('denied');
  });
});

describe('which policies decide', () => {
  test('an open gate, one that admits, and one that refuses at the end of its tier', () => {
    const gate = (found: Trace) => found.ingress.checkpoints[0];
    expect(gate(trace(both, 'a/x', 'a/y'))).toMatchObject({
      state: 'open',
      tiers: [{ outcome: 'no match', atEnd: false }],
    });
    const admits = trace(
      [...both, from({ podSelector: {} }), policy({ podSelector: {} }, 'deny')],
      'a/x',
      'a/y',
    );
    expect(gate(admits)).toMatchObject({ state: 'admits', tiers: [{ outcome: 'allow', atEnd: false }] });
    expect(gate(admits)?.tiers[0]?.policies.map(({ ref, decides }) => [ref.name, decides])).toEqual([
      ['p', true],
      ['deny', false],
    ]);
    expect(gate(trace([...both, from({ podSelector: {} })], 'b/b-z', 'a/y'))).toMatchObject({
      state: 'refuses',
      tiers: [{ outcome: 'deny', atEnd: true, policies: [{ decides: false, isolates: true }] }],
    });
  });
});

describe('addresses that no status tells', () => {
  const unknown = [pod('x'), pod('y')];
  const blocks = (...cidrs: string[]) =>
    policy({
      podSelector: { matchLabels: { app: 'y' } },
      ingress: [{ from: cidrs.map((cidr) => ({ ipBlock: { cidr } })) }],
    });

  test('are in doubt only where they decide', () => {
    expect(trace([...unknown, blocks('203.0.113.0/24')], 'a/x', 'a/y').verdict.kind).toBe('denied');
    expect(trace([...unknown, blocks('0.0.0.0/0', '::/0')], 'a/x', 'a/y').verdict.kind).toBe('allowed');
    const doubt = trace([...unknown, blocks('10.1.0.0/16', '10.2.0.0/16')], 'a/x', 'a/y');
    expect(doubt.verdict).toEqual({
      kind: 'undetermined',
      reason: 'the address of a/x is not known, so it may or may not be in 10.1.0.0/16 (or 1 more)',
    });
    expect(entering(doubt).peers).toEqual([
      [{ kind: 'address unknown', cidr: '10.1.0.0/16' }],
      [{ kind: 'address unknown', cidr: '10.2.0.0/16' }],
    ]);
  });

  test('lie in the pod ranges of Settings, and several blocks may hold them all together', () => {
    const settings: JsonObject = {
      apiVersion: 'drawbridge.internal/v1alpha1',
      kind: 'Settings',
      metadata: { name: 's' },
      spec: { podCIDRs: ['10.1.0.0/16'] },
    };
    const halves = trace([...unknown, settings, blocks('10.1.0.0/17', '10.1.128.0/17')], 'a/x', 'a/y');
    expect(halves.verdict.kind).toBe('allowed');
    expect(halves.ingress.checkpoints[0]?.tiers[0]?.policies[0]?.decides).toBe(true);
    expect(trace([...unknown, settings, blocks('10.2.0.0/16')], 'a/x', 'a/y').verdict.kind).toBe('denied');
    const taken = pod('w', {}, live('10.1.0.7'));
    expect(trace([...unknown, taken, settings, blocks('10.1.0.7/32')], 'a/x', 'a/y').verdict.kind).toBe(
      'denied',
    );
  });

  test('are in doubt by family where the cluster shows IPv6 and one family is admitted', () => {
    const six: JsonObject = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'six', namespace: 'b' },
      spec: { containers: [] },
      status: { phase: 'Running', podIP: 'fd00::9', podIPs: [{ ip: 'fd00::9' }] },
    };
    const dual = [...unknown, six, blocks('0.0.0.0/0')];
    expect(trace(dual, 'a/x', 'a/y').verdict.kind).toBe('undetermined');
    expect(trace(dual, 'a/x', 'a/y', { family: 4 }).verdict.kind).toBe('allowed');
    expect(trace(dual, 'a/x', 'a/y', { family: 6 }).verdict.kind).toBe('denied');
  });

  test('are those of IPv4 where nothing shows IPv6', () => {
    expect(trace([...unknown, blocks('0.0.0.0/0')], 'a/x', 'a/y').verdict.kind).toBe('allowed');
    expect(trace([...unknown, blocks('10.0.0.0/9')], 'a/x', 'a/y').verdict.kind).toBe('undetermined');
  });

  test('two templates of one workload are two pods', () => {
    const one: JsonObject = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd', namespace: 'a' },
      spec: { template: { metadata: { labels: { app: 'd' } }, spec: { containers: [] } } },
    };
    const shut = policy({ podSelector: {} });
    expect(trace([one, shut], 'a/d', 'a/d')).toMatchObject({ verdict: { kind: 'denied' } });
  });
});
