import { describe, expect, it } from 'vitest';
import { readFile } from '../../yaml/read-file';
import { readResources } from '../../resources/read';
import type { Json, JsonObject } from '../../yaml/types';
import type { Decoded } from '../dialect';
import { ciliumDialect } from './dialect';
import { ciliumSnippets } from './snippets';
import type { CidrGroup, CiliumItem, CiliumSpec } from './spec';

const around = { cni: 'cilium-1.20', options: new Map() };

function decodeValue(value: JsonObject): Decoded {
  const resource = readResources(value, { file: 'f', document: 0, path: [] }).resources[0];
  if (resource === undefined) throw new Error('no resource');
  return ciliumDialect.decode(resource, around);
}

function decode(spec: Json, more: JsonObject = {}): Decoded {
  return decodeValue({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'p', namespace: 'shop' },
    spec,
    ...more,
  });
}

function items(spec: JsonObject): readonly CiliumItem[] {
  const { policy } = decode({ endpointSelector: {}, ...spec });
  return (policy?.spec as CiliumSpec | undefined)?.rules.flatMap((rule) => rule.items) ?? [];
}

describe('decoding', () => {
  it('[CIL-1] what the agent refuses is gone, what only the API server refuses is told', () => {
    const agent = decode({ endpointSelector: {}, ingress: [] });
    expect(agent.policy).toBeUndefined();
    expect(agent.errors.some(({ message }) => message.startsWith('agent: '))).toBe(true);
    const server = decode({ endpointSelector: {}, ingress: [{ fromCIDR: ['192.0.2.1'] }] });
    expect(server.policy).toBeDefined();
    expect(server.errors).toMatchObject([{ advisory: true }]);
  });

  it('[CIL-5] [CIL-6] an empty list of peers is not an absent one, but of names it is', () => {
    expect(items({ ingress: [{ fromEndpoints: [] }, { fromEndpoints: null }] })).toMatchObject([
      { peers: 'nobody' },
      { peers: 'any' },
    ]);
    expect(items({ egress: [{ toFQDNs: [], toServices: [] }] })).toMatchObject([{ peers: 'any' }]);
  });

  it('[CIL-8] rules of a direction are numbered through, denying ones after allowing ones', () => {
    const { policy } = decode(
      { endpointSelector: {}, ingress: [{}, {}], ingressDeny: [{}] },
      { specs: [{ endpointSelector: {}, ingress: [{}] }] },
    );
    expect(policy?.ingress.rules.map(({ index, action }) => [index, action])).toEqual([
      [0, 'allow'],
      [1, 'allow'],
      [2, 'deny'],
      [3, 'allow'],
    ]);
    expect(policy?.ingress.rules[3]?.origin.path).toEqual(['specs', 0, 'ingress', 0]);
    expect(policy?.egress).toEqual({ applies: false, rules: [] });
  });

  it('[CIL-9] ports are names or numbers, octal after a 0', () => {
    const ports = ['80', '010', '8_0', 'HTTP', '0x10', '0'].map((port) => ({ port, protocol: 'TCP' }));
    expect(
      items({ ingress: [{ toPorts: [{ ports }] }] })[0]?.ports?.[0]?.ports.map(({ port }) => port),
    ).toEqual([80, 8, 80, 'http', '0x10', 0]);
  });

  it('[CIL-10] types of ICMP have names, by their family', () => {
    const fields = [{ type: 8 }, { type: 'EchoRequest' }, { family: 'IPv6', type: 'EchoRequest' }];
    expect(
      items({ ingress: [{ icmps: [{ fields }] }] })[0]?.ports?.[0]?.ports.map(({ port, protocol }) => [
        port,
        protocol,
      ]),
    ).toEqual([
      [8, 'ICMP'],
      [8, 'ICMP'],
      [128, 'ICMPV6'],
    ]);
  });

  it('[CIL-11] a group has the blocks that can be read', () => {
    const { object, policy } = decodeValue({
      apiVersion: 'cilium.io/v2alpha1',
      kind: 'CiliumCIDRGroup',
      metadata: { name: 'g', labels: { tier: 'gold' } },
      spec: { externalCIDRs: ['192.0.2.0/24', 'nonsense', '2001:db8::/32'] },
    });
    expect(policy).toBeUndefined();
    const group = object?.spec as CidrGroup;
    expect(group.cidrs.map(({ prefix }) => prefix)).toEqual([24, 32]);
    expect(group.labels.get('tier')).toBe('gold');
  });

  it('peers and ports are listed in the form of every dialect', () => {
    const { policy } = decode({
      endpointSelector: {},
      egress: [
        { toEndpoints: [{ matchLabels: { app: 'a' } }, { matchLabels: { 'k8s:app': 'a' } }] },
        {
          toCIDRSet: [{ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }],
          toPorts: [{ ports: [{ port: '53' }] }],
        },
        { toFQDNs: [{ matchPattern: '*.example.com' }] },
      ],
    });
    expect(policy?.egress.rules.map(({ peers, ports }) => ({ peers, ports }))).toMatchObject([
      { peers: [{ kind: 'pods', namespaces: { namespace: 'shop' } }, { kind: 'other' }], ports: 'any' },
      {
        peers: [{ kind: 'addresses' }],
        ports: [{ protocol: 'TCP' }, { protocol: 'UDP' }, { protocol: 'SCTP' }],
      },
      { peers: [{ kind: 'other', words: '*.example.com' }], ports: 'any' },
    ]);
  });

  it('whatever has the wrong type does no harm', () => {
    const wrong: readonly Json[] = [null, true, 1, 'x', [], {}, [null], [[]], [1], [{ a: 1 }]];
    const keys = [
      'endpointSelector', 'ingress', 'ingressDeny', 'egress', 'egressDeny', 'enableDefaultDeny', 'fromEndpoints',
      'fromCIDRSet', 'toPorts', 'icmps', 'toFQDNs', 'toServices', 'authentication', '__proto__', 'constructor',
    ]; // prettier-ignore
    for (const key of keys) {
      for (const value of wrong) {
        const one = JSON.parse(`{"${key}": ${JSON.stringify(value)}}`) as JsonObject;
        expect(() => decode({ endpointSelector: {}, ...one })).not.toThrow();
        expect(() => decode({ endpointSelector: {}, ingress: [one], egress: [one] })).not.toThrow();
        expect(() =>
          decode({ endpointSelector: {}, egress: [{ toPorts: [one, { rules: one }] }] }),
        ).not.toThrow();
      }
    }
  });
});

describe('snippets', () => {
  it.each(ciliumSnippets.map((snippet) => [snippet.label, snippet] as const))(
    '%s is accepted as it stands',
    (_, { body }) => {
      const value = readFile({ id: 'f', name: 'f', text: body }).documents[0]?.value as JsonObject;
      expect(ciliumDialect.validate(value, around)).toEqual([]);
      expect(ciliumDialect.schema(value['kind'] as string)).toBeDefined();
    },
  );
});
