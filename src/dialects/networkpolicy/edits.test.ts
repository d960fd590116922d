import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Direction, Policy } from '../../model/policy';
import { readResources } from '../../resources/read';
import type { Json, JsonObject, YamlOperation } from '../../yaml/types';
import { plainSurroundings } from '../dialect';
import { networkPolicyDialect } from './dialect';
import { networkPolicyEdits as edits } from './edits';

type Open = { [key: string]: unknown };

/** The object with the operations carried out, without any text. */
function apply(document: JsonObject, operations: readonly YamlOperation[]): JsonObject {
  const copy = structuredClone(document) as Open;
  const at = (path: readonly (string | number)[]): unknown =>
    path.reduce<unknown>((value, step) => (value as Open)[step], copy);
  for (const operation of operations) {
    switch (operation.kind) {
      case 'insertItem':
        (at(operation.path) as Json[]).splice(operation.index, 0, operation.value);
        break;
      case 'removeItem':
        (at(operation.path.slice(0, -1)) as Json[]).splice(operation.path.at(-1) as number, 1);
        break;
      case 'setKey':
        (at(operation.path) as Open)[operation.key] = operation.value;
        break;
      case 'removeKey':
        delete (at(operation.path) as Open)[operation.key];
        break;
      default:
        throw new Error(`not expected: ${operation.kind}`);
    }
  }
  return copy as JsonObject;
}

const document = (spec: Json): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'web', namespace: 'shop' },
  spec,
});

function decode(value: JsonObject): Policy {
  const resource = readResources(value, { file: 'f', document: 0, path: [] }).resources[0];
  const decoded =
    resource === undefined ? undefined : networkPolicyDialect.decode(resource, plainSurroundings);
  if (decoded?.policy === undefined) throw new Error(JSON.stringify(decoded?.errors));
  return decoded.policy;
}

const applies = (policy: Policy) => ({ ingress: policy.ingress.applies, egress: policy.egress.applies });
const pods = (app: string): Json => ({ podSelector: { matchLabels: { app } } });

describe('removing', () => {
  it('[NP-34] the last rule goes with its key, after the defaulted policyTypes', () => {
    const before = document({ podSelector: {}, ingress: [{}], egress: [{}] });
    const operations = edits.removeRule(before, 'egress', 0);
    expect(operations).toMatchObject([
      { kind: 'setKey', path: ['spec'], key: 'policyTypes', value: ['Ingress', 'Egress'] },
      { kind: 'removeKey', path: ['spec'], key: 'egress' },
    ]);
    expect(apply(before, operations)['spec']).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{}],
    });
  });

  it('[NP-34] written policyTypes and other rules are left alone', () => {
    const written = document({ policyTypes: ['Ingress'], ingress: [{}] });
    expect(edits.removeRule(written, 'ingress', 0)).toEqual([
      { kind: 'removeKey', path: ['spec'], key: 'ingress' },
    ]);
    const several = document({ ingress: [{}, { from: [pods('a')] }] });
    expect(edits.removeRule(several, 'ingress', 1)).toEqual([
      { kind: 'removeItem', path: ['spec', 'ingress', 1] },
    ]);
    expect(edits.removeRule(several, 'ingress', 2)).toEqual([]);
  });

  it('[NP-35] the last peer or port entry takes its rule along, others go alone', () => {
    const before = document({
      ingress: [{ from: [pods('a'), pods('b')], ports: [{ port: 80 }] }, { from: [pods('c')] }],
    });
    expect(edits.removePeer(before, 'ingress', 0, 1)).toEqual([
      { kind: 'removeItem', path: ['spec', 'ingress', 0, 'from', 1] },
    ]);
    expect(edits.removePeer(before, 'ingress', 1, 0)).toEqual([
      { kind: 'removeItem', path: ['spec', 'ingress', 1] },
    ]);
    expect(edits.removePort(before, 'ingress', 0, 0)).toEqual([
      { kind: 'removeItem', path: ['spec', 'ingress', 0] },
    ]);
    expect(edits.removePort(before, 'ingress', 1, 0)).toEqual([]);
  });
});

describe('adding', () => {
  it('[NP-36] [NP-37] writes protocols, both selectors in one item and no empty lists', () => {
    expect(
      edits.newPolicy({
        namespace: 'shop',
        name: 'api',
        subject: { matchLabels: { app: 'api' } },
        directions: ['ingress'],
        labels: {},
        rules: [
          {
            direction: 'ingress',
            peers: [
              {
                kind: 'pods',
                namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } },
                pods: { matchLabels: { app: 'db' }, matchExpressions: [] },
              },
              { kind: 'pods', namespaces: {} },
              { kind: 'pods' },
              { kind: 'addresses', cidr: '10.0.0.0/8', except: [] },
            ],
            ports: [{ protocol: 'TCP', port: 80, endPort: 80 }],
          },
          { direction: 'ingress', peers: [], ports: undefined },
          { direction: 'ingress', peers: undefined, ports: undefined },
        ],
      }),
    ).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'api', namespace: 'shop' },
      spec: {
        podSelector: { matchLabels: { app: 'api' } },
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } },
                podSelector: { matchLabels: { app: 'db' } },
              },
              { namespaceSelector: {} },
              { podSelector: {} },
              { ipBlock: { cidr: '10.0.0.0/8' } },
            ],
            ports: [{ protocol: 'TCP', port: 80 }],
          },
          {},
        ],
      },
    });
  });

  it('[NP-38] nothing is added where everybody is meant already', () => {
    const before = document({ ingress: [{}, { from: [], ports: [{ port: 80 }] }] });
    const peer = { kind: 'pods' } as const;
    expect(edits.addPeers(before, 'ingress', 0, [peer])).toEqual([]);
    expect(edits.addPeers(before, 'ingress', 1, [peer])).toEqual([]);
    expect(edits.addPorts(before, 'ingress', 0, [{ protocol: 'TCP', port: 1 }])).toEqual([]);
    expect(edits.addPorts(before, 'ingress', 1, [{ protocol: 'UDP' }, { protocol: 'SCTP' }])).toEqual([
      { kind: 'insertItem', path: ['spec', 'ingress', 1, 'ports'], index: 1, value: { protocol: 'UDP' } },
      { kind: 'insertItem', path: ['spec', 'ingress', 1, 'ports'], index: 2, value: { protocol: 'SCTP' } },
    ]);
  });

  it('[NP-40] a rule for a direction that is not listed brings its direction', () => {
    const rule = { direction: 'egress', peers: undefined, ports: [{ protocol: 'TCP', port: 443 }] } as const;
    const listed = document({ policyTypes: ['Ingress'] });
    expect(apply(listed, edits.addRule(listed, rule))['spec']).toEqual({
      policyTypes: ['Ingress', 'Egress'],
      egress: [{ ports: [{ protocol: 'TCP', port: 443 }] }],
    });
    const absent = document(null);
    expect(applies(decode(apply(absent, edits.addRule(absent, rule))))).toEqual({
      ingress: true,
      egress: true,
    });
    expect(edits.addRule(absent, { ...rule, ports: [] })).toEqual([]);
  });

  it('[NP-39] a peer is narrowed by one more requirement, wherever its selectors stand', () => {
    const requirement = { key: 'app', operator: 'NotIn', values: ['b', 'a'] } as const;
    const value = { key: 'app', operator: 'NotIn', values: ['a', 'b'] };
    const narrowed = (peer: Json): Json => {
      const before = document({ ingress: [{ from: [peer] }] });
      const spec = apply(before, edits.narrowPeer(before, 'ingress', 0, 0, requirement))['spec'] as {
        ingress: { from: Json[] }[];
      };
      return spec.ingress[0]?.from[0] ?? null;
    };
    expect(narrowed({ podSelector: {} })).toEqual({ podSelector: { matchExpressions: [value] } });
    expect(narrowed({ namespaceSelector: {} })).toEqual({
      namespaceSelector: {},
      podSelector: { matchExpressions: [value] },
    });
    const exists = { key: 'app', operator: 'Exists' };
    expect(narrowed({ podSelector: { matchExpressions: [exists] } })).toEqual({
      podSelector: { matchExpressions: [exists, value] },
    });
    expect(
      narrowed({ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['b'] }] } }),
    ).toEqual({ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['b', 'a'] }] } });
    expect(narrowed({ ipBlock: { cidr: '10.0.0.0/8' } })).toEqual({ ipBlock: { cidr: '10.0.0.0/8' } });
  });
});

describe('laws', () => {
  const peer = fc.constantFrom<Json>(
    pods('a'),
    pods('b'),
    { namespaceSelector: {} },
    { ipBlock: { cidr: '10.0.0.0/8' } },
  );
  const port = fc.constantFrom<Json>({ port: 80 }, { protocol: 'UDP' }, { port: 'http' });
  const rule = (key: 'from' | 'to') =>
    fc.record(
      { [key]: fc.array(peer, { maxLength: 3 }), ports: fc.array(port, { maxLength: 3 }) },
      { requiredKeys: [] },
    );
  const spec = fc.record(
    {
      podSelector: fc.constant<Json>({}),
      policyTypes: fc.constantFrom<Json>(null, [], ['Ingress'], ['Egress'], ['Ingress', 'Egress']),
      ingress: fc.array(rule('from'), { maxLength: 3 }),
      egress: fc.array(rule('to'), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  );

  it('[NP-34] [NP-35] [NP-36] removing keeps isolation, takes one rule at most and leaves no empty list', () => {
    const index = fc.nat({ max: 2 });
    fc.assert(
      fc.property(
        spec,
        fc.constantFrom<Direction>('ingress', 'egress'),
        index,
        index,
        (given, direction, at, item) => {
          const before = document(given as Json);
          const was = decode(before);
          for (const operations of [
            edits.removeRule(before, direction, at),
            edits.removePeer(before, direction, at, item),
            edits.removePort(before, direction, at, item),
          ]) {
            const after = apply(before, operations);
            const is = decode(after);
            expect(applies(is)).toEqual(applies(was));
            const gone = was[direction].rules.length - is[direction].rules.length;
            expect([0, 1]).toContain(gone);
            const left = (after['spec'] as JsonObject)[direction];
            if (operations.length > 0) expect(left).not.toEqual([]);
            for (const stays of is[direction].rules) {
              const open = was[direction].rules.filter((one) => one.peers === 'any' || one.ports === 'any');
              if (open.length === 0) expect(stays.peers === 'any' || stays.ports === 'any').toBe(false);
            }
          }
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });
});
