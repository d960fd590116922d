import { describe, expect, it } from 'vitest';
import { adminSpecOf } from '../../resources/admin-policy/policy';
import { readResources } from '../../resources/read';
import { readFile } from '../../yaml/read-file';
import type { Json, JsonObject } from '../../yaml/types';
import type { Decoded, Surroundings } from '../dialect';
import { adminNetworkPolicyDialect } from './dialect';

const kubernetes: Surroundings = { cni: 'kubernetes', options: new Map() };
const everyone = { namespaces: {} };
const rule = (more: JsonObject): JsonObject => ({ action: 'Allow', from: [everyone], ...more });

function decode(value: JsonObject, crd?: string): Decoded {
  const [resource] = readResources(value, { file: 'f', document: 0, path: [] }).resources;
  if (resource === undefined) throw new Error('no resource');
  return adminNetworkPolicyDialect.decode(resource, { ...kubernetes, ...(crd === undefined ? {} : { crd }) });
}

function admin(spec: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'AdminNetworkPolicy',
    metadata: { name: 'guard' },
    spec: { priority: 7, subject: everyone, ...spec },
    ...more,
  };
}

const texts = ({ errors }: Decoded) => errors.map(({ message }) => message);
const specOf = ({ policy }: Decoded) => (policy === undefined ? undefined : adminSpecOf(policy));
const rulesOf = (decoded: Decoded) => specOf(decoded)?.rules.ingress ?? [];

describe('what is refused', () => {
  it('[ANP-1] another version, or CRDs without it', () => {
    const other = { ...admin({}), apiVersion: 'policy.networking.k8s.io/v1alpha2' };
    const message = 'no matches for kind "AdminNetworkPolicy" in version "policy.networking.k8s.io/v1alpha2"';
    expect(texts(decode(other))).toEqual([message]);
    expect(texts(decode(admin({}), '0.2.0-standard'))).toEqual([message.replace('alpha2', 'alpha1')]);
    expect(decode(admin({}), '0.1.7-standard').policy).toBeDefined();
  });

  it('[ANP-3] unknown fields, those of metadata first', () => {
    const value = admin({ zz: 1 }, { metadata: { name: 'guard', yy: 1, namespace: 'x' } });
    const decoded = decode(value);
    expect(decoded.policy).toBeUndefined();
    expect(texts(decoded)).toEqual(['unknown field "metadata.yy"', 'unknown field "spec.zz"']);
  });

  it('[ANP-4] a null item, while other nulls are as absent', () => {
    expect(decode(admin({ ingress: [null] })).policy).toBeUndefined();
    const decoded = decode(admin({ ingress: [rule({ ports: null, name: null })], egress: null }));
    expect(decoded.errors).toEqual([]);
    expect(rulesOf(decoded)[0]?.ports).toBe('any');
  });

  it('[ANP-10] a baseline of another name', () => {
    const baseline = (name: string) => ({
      apiVersion: 'policy.networking.k8s.io/v1alpha1',
      kind: 'BaselineAdminNetworkPolicy',
      metadata: { name },
      spec: { subject: everyone },
    });
    expect(texts(decode(baseline('base')))).toEqual([
      '<nil>: Invalid value: Only one baseline admin network policy with metadata.name="default" can be created in ' +
        'the cluster',
    ]);
    expect(specOf(decode(baseline('default')))).toMatchObject({ tier: 'Baseline', priority: 0 });
  });

  it('[ANP-9] not what controllers write into status', () => {
    expect(decode(admin({}, { status: { conditions: 'x' } })).errors).toEqual([]);
    expect(texts(decode(admin({}, { status: { phase: 'x' } })))).toEqual(['unknown field "status.phase"']);
  });
});

describe('what one release takes', () => {
  it('[ANP-6] counts where it is not told which is installed', () => {
    const named = admin({
      egress: [{ action: 'Deny', to: [{ networks: ['10.0.0.0/8'] }], ports: [{ portNumber: { port: 80 } }] }],
      ingress: [rule({ ports: [] })],
    });
    expect(decode(named).policy).toBeUndefined();
    const old = decode(admin({ ingress: [rule({ ports: [] })] }));
    expect(old.policy).toBeDefined();
    expect(old.errors).toMatchObject([{ field: 'spec.ingress[0].ports', advisory: true }]);
    expect(decode(admin({ ingress: [rule({ ports: [] })] }), '0.1.7-standard').policy).toBeUndefined();
  });

  it('[ANP-7] reads the first shape of peers', () => {
    const decoded = decode(
      admin({
        ingress: [
          rule({ from: [{ namespaces: { sameLabels: ['team', 'team'] } }] }),
          rule({ from: [{ pods: { namespaces: { notSameLabels: ['team'] }, podSelector: {} } }] }),
        ],
      }),
    );
    expect(rulesOf(decoded).map(({ peers }) => peers)).toMatchObject([
      [{ kind: 'pods', namespaces: { kind: 'same labels', keys: ['team'] } }],
      [{ kind: 'pods', namespaces: { kind: 'not same labels', keys: ['team'] }, pods: { requirements: [] } }],
    ]);
    expect(decoded.errors.every(({ advisory }) => advisory === true)).toBe(true);
    expect(texts(decoded)[0]).toBe('unknown field "spec.ingress[0].from[0].namespaces.sameLabels"');
    expect(decoded.warnings).toMatchObject([{ path: ['spec', 'ingress', 0, 'from', 0, 'namespaces'] }]);
  });

  it('[ANP-8] is not asked of peers of unknown kinds, unless they are another API’s', () => {
    const future = decode(admin({ ingress: [rule({ from: [{ futures: {} }, everyone] })] }));
    expect(rulesOf(future)[0]?.peers).toMatchObject([{ kind: 'unknown' }, { kind: 'pods' }]);
    expect(future.errors).toMatchObject([
      { message: 'unknown field "spec.ingress[0].from[0].futures"', advisory: true },
    ]);
    const mistaken = decode(admin({ ingress: [rule({ from: [{ podSelector: {} }] })] }));
    expect(mistaken.policy).toBeUndefined();
  });
});

describe('what the server does not look at', () => {
  const peers = (selector: Json) =>
    rulesOf(decode(admin({ ingress: [rule({ from: [{ namespaces: selector }] })] })));

  it.each([
    { matchExpressions: [{ key: 'a', operator: 'like', values: ['b'] }] },
    { matchExpressions: [{ key: 'a', operator: 'In' }] },
    { matchLabels: { 'a b': 'c' } },
  ])('[ANP-5] [ANP-12] a selector that cannot be read: %j', (selector) => {
    expect(peers(selector)[0]?.peers).toMatchObject([{ namespaces: { kind: 'unreadable' } }]);
    const subject = decode(admin({ subject: { namespaces: selector } }));
    expect(subject.policy).toBeDefined();
    expect(subject.policy?.subject).toBeUndefined();
  });

  it('[ANP-11] a protocol; TCP where absent', () => {
    const ports = [{ portNumber: { port: 1 } }, { portRange: { start: 2, end: 3, protocol: 'ICMP' } }];
    expect(rulesOf(decode(admin({ ingress: [rule({ ports })] })))[0]?.ports).toMatchObject([
      { protocol: 'TCP', first: 1, last: 1 },
      { protocol: 'ICMP', first: 2, last: 3 },
    ]);
  });

  it('[ANP-13] an action, in the first releases', () => {
    const value = admin({
      ingress: [rule({ action: 'Reject', from: [{ namespaces: { sameLabels: ['a'] } }] })],
    });
    expect(rulesOf(decode(value))[0]?.action).toBe('pass');
    expect(decode(value, '0.1.7-experimental').policy).toBeUndefined();
  });
});

describe('origins', () => {
  it('tells where peers, ports and rules stand', () => {
    const decoded = decode(
      admin({ egress: [{ action: 'Deny', to: [{ nodes: {} }], ports: [{ portNumber: { port: 1 } }] }] }),
    );
    const [only] = decoded.policy?.egress.rules ?? [];
    expect(only?.origin.path).toEqual(['spec', 'egress', 0]);
    expect(only?.peers).toMatchObject([
      { words: 'every node', origin: { path: ['spec', 'egress', 0, 'to', 0] } },
    ]);
    expect(only?.ports).toMatchObject([{ origin: { path: ['spec', 'egress', 0, 'ports', 0] } }]);
  });
});

describe('hostile documents', () => {
  it.each<Json>([
    { ingress: [[[]]], egress: { a: 1 }, subject: [], priority: {} },
    JSON.parse(
      '{"__proto__": {"a": 1}, "ingress": [{"__proto__": [], "from": [{"__proto__": {}}]}]}',
    ) as Json,
    { subject: { constructor: {} }, ingress: [{ toString: 1, from: [{ hasOwnProperty: {} }] }] },
    { ingress: [rule({ from: [{ namespaces: { matchLabels: { ['a'.repeat(5000)]: 'x' } } }] })] },
  ])('are refused or read, never thrown at', (spec) => {
    expect(() => decode(admin(spec as JsonObject))).not.toThrow();
    const { metadata, ...rest } = admin(spec as JsonObject);
    expect(() => decode({ ...rest, metadata: [metadata ?? null] })).not.toThrow();
  });
});

describe('snippets', () => {
  it.each(adminNetworkPolicyDialect.snippets.map((snippet) => [snippet.label, snippet] as const))(
    '%s is accepted',
    (_, { body }) => {
      const [document] = readFile({ id: 'f', name: 'f', text: body }).documents;
      const decoded = decode(document?.value as JsonObject);
      expect(decoded.errors).toEqual([]);
      expect(decoded.policy).toBeDefined();
    },
  );
});
