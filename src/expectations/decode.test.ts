import { expect, test } from 'vitest';
import type { Resource } from '../resources/resource';
import type { Json, JsonObject } from '../yaml/types';
import { decodeExpectations } from './decode';

function resource(spec: JsonObject, metadata: JsonObject = { name: 'shop', namespace: 'shop' }): Resource {
  return {
    apiVersion: 'drawbridge.internal/v1alpha1',
    kind: 'Expectations',
    name: 'shop',
    namespace: 'shop',
    value: { apiVersion: 'drawbridge.internal/v1alpha1', kind: 'Expectations', metadata, spec },
    origin: { file: 'f', document: 2, path: [] },
  };
}

/** The codes and places of what is wrong with a list of statements. */
function problems(...expect: Json[]): string[] {
  const both = [
    { from: 'Anyone', to: { workload: 'x' }, verdict: 'denied' },
    { from: { workload: 'x' }, to: { workload: 'y' }, verdict: 'allowed' },
  ];
  return decodeExpectations(resource({ expect: [...expect, ...both] })).errors.map(
    ({ code, path }) => `${code} ${path.slice(2).join('.')}`,
  );
}

const good = { from: { workload: 'a' }, to: { workload: 'b' }, verdict: 'allowed' } as const;

test('a document is read with its namespace standing in where a peer names none', () => {
  const { document, errors } = decodeExpectations(
    resource({
      unmentioned: 'denied',
      expect: [
        { ...good, ports: [8080, '53/UDP', 'http'], because: 'it must' },
        { from: 'AnyoneElse', to: { workload: 'db', namespace: 'data' }, verdict: 'denied' },
      ],
    }),
  );
  expect(errors).toEqual([]);
  expect(document.dns).toBe(true);
  expect(document.scope).toEqual({ namespaces: ['data', 'shop'], directions: ['Ingress', 'Egress'] });
  expect(document.statements[0]).toMatchObject({
    from: { kind: 'workload', namespace: 'shop', name: 'a' },
    because: 'it must',
    origin: { file: 'f', document: 2, path: ['spec', 'expect', 0] },
  });
  expect(document.statements[0]?.ports?.map(({ text }) => text)).toEqual(['8080', '53/UDP', 'http']);
});

test('[EX-9] EXP-1 an unknown key is told with the nearest known one', () => {
  const { errors } = decodeExpectations(
    resource({ expect: [{ ...good, port: [80] }], unmentoned: 'denied' }),
  );
  expect(errors.map(({ message }) => message)).toContain('unknown key `port`: did you mean `ports`?');
  expect(errors.map(({ message }) => message)).toContain(
    'unknown key `unmentoned`: did you mean `unmentioned`?',
  );
});

test('[EX-9] EXP-2 a peer is exactly one form', () => {
  expect(problems({ ...good, to: { workload: 'b', service: 'c' } })).toEqual(['EXP-2 0.to']);
  expect(problems({ ...good, to: {} })).toEqual(['EXP-2 0.to']);
  expect(problems({ ...good, to: 'AnyoneElze' })).toEqual(['EXP-2 0.to']);
  expect(problems({ ...good, to: { cidr: '10.0.0.0/33' } })).toEqual(['EXP-2 0.to.cidr']);
  expect(problems({ ...good, to: { cidr: '10.0.0.0/24', except: ['10.0.1.0/28'] } })).toEqual([
    'EXP-2 0.to.except.0',
  ]);
  expect(problems({ ...good, to: { namespace: 'x', kind: 'Pod' } })).toEqual(['EXP-2 0.to.kind']);
  expect(problems({ to: good.to, verdict: 'allowed' })).toEqual(['EXP-2 0']);
});

test('[EX-1] [EX-9] EXP-3 ports are numbers, ranges, names or any', () => {
  const ports = (...list: Json[]) => problems({ ...good, ports: list });
  expect(ports(1, 65535, '1-65535', '53/UDP', 'any', 'any/SCTP', 'http/TCP', '8/ICMP', 'any/ICMPv6')).toEqual(
    [],
  );
  for (const bad of [
    0,
    65536,
    '90-80',
    '80/tcp',
    'no--name',
    '',
    '256/ICMP',
    'http/ICMP',
    null,
    true,
    80.5,
  ]) {
    expect(ports(bad)).toEqual(['EXP-3 0.ports.0']);
  }
  expect(ports()).toEqual(['EXP-3 0.ports']);
});

test('[EX-9] EXP-4 HTTP runs over TCP', () => {
  expect(problems({ ...good, ports: ['53/UDP'], http: [{ method: 'GET' }] })).toEqual(['EXP-4 0.http']);
  expect(problems({ ...good, ports: [80], http: [{ method: 'GET', path: '/x*' }] })).toEqual([]);
});

test('[EX-9] EXP-5 names are unique in the document', () => {
  expect(problems({ ...good, name: 'n' }, { ...good, name: 'n' })).toEqual(['EXP-5 1.name']);
});

test('[EX-9] EXP-9 a domain or Service opens no connections', () => {
  expect(problems({ ...good, from: { service: 's' } })).toEqual(['EXP-9 0.from']);
  expect(problems({ ...good, from: { domain: 'example.com' } })).toEqual(['EXP-9 0.from']);
});

test('[EX-9] EXP-10 two outside peers', () => {
  expect(problems({ ...good, from: { entity: 'Internet' }, to: { cidr: '10.0.0.0/8' } })).toEqual([
    'EXP-10 0',
  ]);
  expect(problems({ ...good, from: { entity: 'Internet' }, to: 'Anyone' })).toEqual([]);
});

test('[EX-10] EXP-12 a document that wants only one verdict', () => {
  const codes = (spec: JsonObject) => decodeExpectations(resource(spec)).errors.map(({ code }) => code);
  expect(codes({ expect: [good] })).toEqual(['EXP-12']);
  expect(codes({ expect: [{ ...good, verdict: 'denied' }] })).toEqual(['EXP-12']);
  expect(codes({ unmentioned: 'denied', expect: [good] })).toEqual([]);
  expect(codes({ expect: [] })).toEqual([]);
});

test('a statement with an error is left out, the others stay', () => {
  const { document } = decodeExpectations(resource({ expect: [good, { ...good, verdict: 'maybe' }, good] }));
  expect(document.statements.map(({ index }) => index)).toEqual([0, 2]);
});

test('hostile values neither throw nor get through', () => {
  const hostile: Json[] = [
    null,
    1,
    'x',
    [],
    [[]],
    JSON.parse('{"__proto__": {"workload": "x"}, "workload": {}}') as Json,
    { matchLabels: null },
    { constructor: 'x' },
    { pods: { matchExpressions: [{ key: 1, operator: 'In', values: null }] } },
    { pods: null },
    { pods: { a: ['x'] } },
    { entity: null },
    { workload: 'x'.repeat(5000), namespaces: {} },
  ];
  for (const value of hostile) {
    for (const spec of [value, { expect: value }, { expect: [value] }, { scope: value }] as Json[]) {
      expect(Array.isArray(decodeExpectations(resource(spec as JsonObject)).errors)).toBe(true);
    }
    const { document } = decodeExpectations(resource({ expect: [{ ...good, from: value }] }));
    expect(document.statements).toEqual([]);
    for (const key of ['ports', 'http', 'name', 'because'] as const) {
      expect(
        Array.isArray(decodeExpectations(resource({ expect: [{ ...good, [key]: value }] })).errors),
      ).toBe(true);
    }
  }
});
