import fc from 'fast-check';
import type { JsonObject } from '../yaml/types';
import { labelPool, namespaceNames } from './generate-cluster';

/** Blocks with excepts inside them: around the pods, the nodes and the outside, in both families. */
const blocks = [
  { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.18.0.2/32', '0.0.0.0/1'] },
  { cidr: '10.0.0.0/8', except: ['10.0.0.0/30', '10.0.0.4/32', '10.8.0.0/16'] },
  { cidr: '10.0.0.0/24', except: ['10.0.0.8/29'] },
  { cidr: '10.0.0.0/29', except: ['10.0.0.5/32'] },
  { cidr: '10.0.0.5/32', except: [] },
  { cidr: '10.0.1.0/24', except: ['10.0.1.0/28'] },
  { cidr: '172.18.0.0/16', except: ['172.18.0.3/32'] },
  { cidr: '203.0.113.0/24', except: ['203.0.113.0/25', '203.0.113.128/26'] },
  { cidr: '::/0', except: ['fd00::/8', '2001:db8::/32'] },
  { cidr: 'fd00::/64', except: ['fd00::4/126'] },
  { cidr: '2001:db8::/32', except: ['2001:db8:0:8000::/49'] },
] as const;

const requirement: fc.Arbitrary<JsonObject> = fc
  .record({
    key: fc.constantFrom<keyof typeof labelPool | 'absent'>(
      'app',
      'app',
      'tier',
      'pod-template-hash',
      'absent',
    ),
    operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
    picks: fc.subarray([0, 1, 2], { minLength: 1 }),
  })
  .map(({ key, operator, picks }) => ({
    key,
    operator,
    ...(operator.endsWith('In') && {
      values: picks.map((at) => (key === 'absent' ? 'x' : (labelPool[key][at] ?? 'x'))),
    }),
  }));

export const podSelector: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 5, arbitrary: fc.constantFrom(...labelPool.app).map((app) => ({ matchLabels: { app } })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...labelPool.app), fc.constantFrom(...labelPool.tier))
      .map(([app, tier]) => ({ matchLabels: { app, tier } })),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(requirement, { minLength: 1, maxLength: 2 })
      .map((matchExpressions) => ({ matchExpressions })),
  },
);

export const namespaceSelector: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.constant({}),
  fc.constantFrom('red', 'blue').map((team) => ({ matchLabels: { team } })),
  fc
    .constantFrom(...namespaceNames)
    .map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
  fc
    .constantFrom('Exists', 'DoesNotExist')
    .map((operator) => ({ matchExpressions: [{ key: 'env', operator }] })),
);

const block: fc.Arbitrary<JsonObject> = fc
  .constantFrom(...blocks)
  .chain(({ cidr, except }) =>
    fc.subarray([...except]).map((some) => (some.length === 0 ? { cidr } : { cidr, except: some })),
  );

const peer: fc.Arbitrary<JsonObject> = fc.oneof(
  podSelector.map((selector) => ({ podSelector: selector })),
  namespaceSelector.map((selector) => ({ namespaceSelector: selector })),
  fc
    .tuple(namespaceSelector, podSelector)
    .map(([namespaces, pods]) => ({ namespaceSelector: namespaces, podSelector: pods })),
  block.map((ipBlock) => ({ ipBlock })),
);

const port: fc.Arbitrary<JsonObject> = fc
  .record({
    protocol: fc.option(fc.constantFrom('TCP', 'UDP', 'SCTP'), { nil: undefined }),
    port: fc.option(fc.constantFrom<string | number>(53, 80, 443, 8080, 'http', 'metrics', 'dns'), {
      nil: undefined,
    }),
    more: fc.constantFrom(0, 0, 1, 500),
  })
  .map(({ protocol, port: own, more }) => ({
    ...(protocol !== undefined && { protocol }),
    ...(own !== undefined && { port: own }),
    ...(typeof own === 'number' && more > 0 && { endPort: own + more }),
  }));

const rules = (side: 'from' | 'to'): fc.Arbitrary<readonly JsonObject[]> =>
  fc.array(
    fc
      .record({
        peers: fc.option(fc.array(peer, { maxLength: 3 }), { nil: undefined, freq: 5 }),
        ports: fc.option(fc.array(port, { maxLength: 3 }), { nil: undefined, freq: 2 }),
      })
      .map(({ peers, ports }) => ({
        ...(peers !== undefined && { [side]: peers }),
        ...(ports !== undefined && { ports }),
      })),
    { maxLength: 3 },
  );

/** A NetworkPolicy that the API server accepts, in any spelling of its sections and policyTypes. */
const policy: fc.Arbitrary<JsonObject> = fc
  .record({
    namespace: fc.constantFrom(...namespaceNames),
    podSelector,
    ingress: fc.option(rules('from'), { nil: undefined }),
    egress: fc.option(rules('to'), { nil: undefined }),
    policyTypes: fc.constantFrom(undefined, undefined, [], ['Ingress'], ['Egress'], ['Ingress', 'Egress']),
  })
  .map(({ namespace, ...spec }) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'p', namespace },
    spec: Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined)) as JsonObject,
  }));

/** NetworkPolicies with names of their own. */
export const policyManifests: fc.Arbitrary<readonly JsonObject[]> = fc
  .array(policy, { maxLength: 7 })
  .map((policies) =>
    policies.map((one, at) => ({
      ...one,
      metadata: { ...(one['metadata'] as JsonObject), name: `p${at}` },
    })),
  );

/** Addresses in and beside the blocks, of pods, nodes and the outside. */
export const interestingAddresses = [
  '10.0.0.1',
  '10.0.0.5',
  '10.0.0.9',
  '10.0.1.3',
  '10.8.0.1',
  '10.200.0.1',
  '1.1.1.1',
  '172.18.0.2',
  '172.18.0.3',
  '172.18.0.9',
  '192.168.0.1',
  '203.0.113.1',
  '203.0.113.200',
  '198.51.100.7',
  'fd00::3',
  'fd00::5',
  'fd00:18::3',
  '2001:db8::1',
  '2001:db9::1',
] as const;
