import { describe, expect, it } from 'vitest';
import type { Policy } from '../../model/policy';
import { selectorText, selects } from '../../model/selector';
import { formatCidr } from '../../model/address';
import { readResources } from '../../resources/read';
import type { Json, JsonObject } from '../../yaml/types';
import type { Decoded } from '../dialect';
import { plainSurroundings } from '../dialect';
import { networkPolicyDialect } from './dialect';

function decode(spec: Json | undefined, more: JsonObject = {}): Decoded {
  const value: JsonObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    ...(spec === undefined ? {} : { spec }),
    ...more,
  };
  const resource = readResources(value, { file: 'f', document: 2, path: [] }).resources[0];
  if (resource === undefined) throw new Error('no resource');
  return networkPolicyDialect.decode(resource, plainSurroundings);
}

function policy(spec: Json | undefined, more: JsonObject = {}): Policy {
  const decoded = decode(spec, more);
  if (decoded.policy === undefined) throw new Error(decoded.errors.map((error) => error.message).join('\n'));
  return decoded.policy;
}

const applies = ({ ingress, egress }: Policy) => [ingress.applies, egress.applies];

describe('which documents are policies', () => {
  it('[NP-1] a version that no server serves is read, refused and told', () => {
    expect(networkPolicyDialect.reads('extensions/v1beta1', 'NetworkPolicy')).toBe(true);
    expect(networkPolicyDialect.reads('projectcalico.org/v3', 'NetworkPolicy')).toBe(false);
    const { policy: found, errors } = decode({}, { apiVersion: 'extensions/v1beta1' });
    expect(found).toBeUndefined();
    expect(errors).toMatchObject([
      { field: 'kind', message: 'no matches for kind "NetworkPolicy" in version "extensions/v1beta1"' },
    ]);
  });

  it('[NP-3] an unknown field takes the policy away; its place is the key', () => {
    const { policy: found, errors } = decode({ ingress: [{ from: [{ podSelector: {}, cidr: 'x' }] }] });
    expect(found).toBeUndefined();
    expect(errors).toEqual([
      {
        field: 'spec.ingress[0].from[0].cidr',
        message: 'unknown field "spec.ingress[0].from[0].cidr"',
        path: ['spec', 'ingress', 0, 'from', 0, 'cidr'],
        part: 'key',
      },
    ]);
    expect(
      decode({}, JSON.parse('{"__proto__": {"a": 1}, "constructor": 1}') as JsonObject).errors,
    ).toHaveLength(2);
  });

  it('[NP-3] the place of a wrong type is exact though the server’s field has no indexes', () => {
    expect(decode({ ingress: [{}, { ports: [{ port: true }] }] }).errors).toMatchObject([
      { field: 'spec.ingress.ports.port', path: ['spec', 'ingress', 1, 'ports', 0, 'port'] },
    ]);
  });

  it('[NP-4] status is told but the policy stays; what else is wrong still takes it away', () => {
    const noise = decode({}, { status: {} });
    expect(noise.errors).toMatchObject([{ message: 'unknown field "status"', advisory: true }]);
    expect(noise.policy).toBeDefined();
    expect(decode({ policyTypes: ['x'] }, { status: {} }).policy).toBeUndefined();
  });

  it('[NP-5] what a server writes into metadata is no error', () => {
    const metadata: Json = {
      name: 'web',
      namespace: 'shop',
      uid: 'u',
      resourceVersion: '1',
      generation: 3,
      creationTimestamp: '2026-01-02T03:04:05Z',
      managedFields: [
        {
          manager: 'kubectl',
          operation: 'Update',
          apiVersion: 'networking.k8s.io/v1',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:spec': {} },
          time: '2026-01-02T03:04:05Z',
        },
      ],
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'd', uid: 'u', controller: true }],
    };
    expect(decode({}, { metadata })).toMatchObject({ errors: [], policy: { ref: { name: 'web' } } });
  });

  it('names the place of a label by the map, points at its key or value', () => {
    const { errors } = decode({ podSelector: { matchLabels: { 'a b': 'c d' } } });
    expect(errors.map(({ field, path, part }) => [field, path.at(-1), part])).toEqual([
      ['spec.podSelector.matchLabels', 'a b', 'key'],
      ['spec.podSelector.matchLabels', 'a b', 'value'],
    ]);
  });
});

describe('defaults', () => {
  it('[NP-6] null is as absent, and a null rule is an empty rule', () => {
    expect(policy(null)).toEqual(policy(undefined));
    const { ingress } = policy({ podSelector: null, ingress: [null], egress: null, policyTypes: null });
    expect(ingress.rules).toMatchObject([{ peers: 'any', ports: 'any' }]);
  });

  it('[NP-7] a port entry without protocol is TCP, an empty protocol is refused', () => {
    const rules = policy({ ingress: [{ ports: [{}, { port: 80 }, { port: 'dns', protocol: 'UDP' }] }] })
      .ingress.rules;
    expect(rules[0]?.ports).toMatchObject([
      { kind: 'protocol', protocol: 'TCP' },
      { kind: 'range', protocol: 'TCP', first: 80, last: 80 },
      { kind: 'named', protocol: 'UDP', name: 'dns' },
    ]);
    expect(decode({ ingress: [{ ports: [{ protocol: '' }] }] }).policy).toBeUndefined();
  });

  it.each([
    [undefined, [true, false]],
    [{}, [true, false]],
    [{ egress: [] }, [true, false]],
    [{ egress: [{}] }, [true, true]],
    [{ egress: [{}], policyTypes: [] }, [true, true]],
    [{ policyTypes: ['Egress'] }, [false, true]],
    [{ policyTypes: ['Ingress', 'Ingress'], egress: [{}] }, [true, false]],
  ])('[NP-8] the directions of %j', (spec: Json | undefined, expected) => {
    expect(applies(policy(spec))).toEqual(expected);
  });

  it('[NP-9] empty lists are absent: no rule, any peer, any port', () => {
    expect(policy({ ingress: [] }).ingress.rules).toEqual([]);
    expect(policy({ ingress: [{ from: [], ports: [] }] }).ingress.rules).toMatchObject([
      { peers: 'any', ports: 'any' },
    ]);
  });

  it('[NP-10] an empty selector of a peer is not an absent one', () => {
    const [rule] = policy({
      ingress: [
        {
          from: [
            { podSelector: {} },
            { namespaceSelector: {} },
            { namespaceSelector: {}, podSelector: { matchLabels: { app: 'a' } } },
          ],
        },
      ],
    }).ingress.rules;
    const peers = rule === undefined || rule.peers === 'any' ? [] : rule.peers;
    expect(
      peers.map((peer) =>
        peer.kind === 'pods'
          ? [peer.namespaces.kind, peer.pods === undefined ? undefined : selectorText(peer.pods)]
          : [],
      ),
    ).toEqual([
      ['own', ''],
      ['labels', undefined],
      ['labels', 'app=a'],
    ]);
  });

  it('[NP-11] the spelling of a CIDR is complained about and the policy stays', () => {
    const { policy: found, errors } = decode({
      ingress: [{ from: [{ ipBlock: { cidr: '010.0.0.7/24' } }] }],
    });
    expect(errors).toMatchObject([
      { advisory: true, path: ['spec', 'ingress', 0, 'from', 0, 'ipBlock', 'cidr'] },
    ]);
    expect(found).toBeDefined();
  });

  it('[NP-12] host bits are masked away and a mapped block is the IPv4 block', () => {
    const cidrs = ['10.0.1.77/24', '::ffff:10.0.0.0/104'];
    const [rule] = policy({
      ingress: [{ from: cidrs.map((cidr) => ({ ipBlock: { cidr } })) }],
    }).ingress.rules;
    const peers = rule === undefined || rule.peers === 'any' ? [] : rule.peers;
    expect(peers.map((peer) => (peer.kind === 'addresses' ? formatCidr(peer.cidr) : ''))).toEqual([
      '10.0.1.0/24',
      '10.0.0.0/8',
    ]);
  });

  it('[NP-13] rules of a direction that is not listed are left out', () => {
    const found = policy({ policyTypes: ['Egress'], ingress: [{}], egress: [{}] });
    expect(found.ingress).toEqual({ applies: false, rules: [] });
    expect(found.egress.rules).toHaveLength(1);
  });

  it('a missing namespace is default, for the policy and its peers', () => {
    const found = policy({ ingress: [{ from: [{ podSelector: {} }] }] }, { metadata: { name: 'web' } });
    expect(found.ref.namespace).toBe('default');
    expect(found.ingress.rules[0]?.peers).toMatchObject([
      { namespaces: { kind: 'own', namespace: 'default' } },
    ]);
  });
});

describe('selectors', () => {
  it('[NP-14] all requirements hold together, missing keys as the operator says', () => {
    const pods = policy({
      podSelector: {
        matchLabels: { app: 'a', tier: null },
        matchExpressions: [
          { key: 'env', operator: 'NotIn', values: ['dev', 'dev', 'a'] },
          { key: 'team', operator: 'Exists' },
        ],
      },
    }).subject?.pods;
    if (pods === undefined) throw new Error('a NetworkPolicy has a subject');
    expect(selectorText(pods)).toBe('app=a,tier=,env notin (a,dev),team');
    const labels = (entries: Record<string, string>) => new Map(Object.entries(entries));
    expect(selects(pods, labels({ app: 'a', tier: '', team: '' }))).toBe(true);
    expect(selects(pods, labels({ app: 'a', team: 'x' }))).toBe(false);
    expect(selects(pods, labels({ app: 'a', tier: '', team: 'x', env: 'dev' }))).toBe(false);
  });

  it('every piece knows where it comes from', () => {
    const found = policy({
      podSelector: { matchLabels: { app: 'a' } },
      egress: [
        {},
        {
          to: [{ namespaceSelector: { matchExpressions: [{ key: 'k', operator: 'Exists' }] } }],
          ports: [{ port: 1 }],
        },
      ],
    });
    expect(found.subject?.pods.requirements[0]?.origin).toEqual({
      file: 'f',
      document: 2,
      path: ['spec', 'podSelector', 'matchLabels', 'app'],
    });
    const rule = found.egress.rules[1];
    const peer = rule?.peers === 'any' ? undefined : rule?.peers[0];
    expect(rule?.index).toBe(1);
    expect(peer?.origin.path).toEqual(['spec', 'egress', 1, 'to', 0]);
    expect(rule?.ports === 'any' ? undefined : rule?.ports[0]?.origin.path).toEqual([
      'spec',
      'egress',
      1,
      'ports',
      0,
    ]);
  });
});
