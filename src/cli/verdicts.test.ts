import { describe, expect, test } from 'vitest';
import { jsonLines, networkPolicyCases, recordedText } from '../testing/cases';
import { InputError } from './input-error';
import { verdictLines } from './verdicts';

describe.each(['kubernetes-np', 'kubernetes-directed'])('%s', (file) => {
  test('prints every recorded verdict, in the order of the queries', () => {
    const cases = networkPolicyCases(recordedText(file));
    const lines = verdictLines(cases.map((recorded) => JSON.stringify(recorded)).join('\n'));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      cases.map(({ id, queries }) => ({
        id,
        verdicts: queries.map(({ expect: verdict, egress, ingress }) => ({ verdict, egress, ingress })),
      })),
    );
  });
});

const pod = (name: string, labels: object, address?: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'a', labels },
  spec: { containers: [] },
  ...(address !== undefined && { status: { phase: 'Running', podIP: address } }),
});
const policy = (spec: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p', namespace: 'a' },
  spec,
});
const ask = (value: object, options?: { cni: string }) =>
  jsonLines(verdictLines(JSON.stringify(value), options).join('\n'))[0];
const query = { from: 'a/x', to: 'a/y', protocol: 'TCP', port: 80 };
const shut = policy({ podSelector: {} });
const resources = [pod('x', {}, '10.0.0.1'), pod('y', {}, '10.0.0.2'), shut];

test('the CNI of a case wins over the one asked for, and that over the default', () => {
  const denied = { verdict: 'denied', egress: 'allowed', ingress: 'denied' };
  const allowed = { verdict: 'allowed', egress: 'allowed', ingress: 'allowed' };
  const queries = [query];
  expect(ask({ id: 1, resources, queries })).toEqual({ id: 1, verdicts: [denied] });
  expect(ask({ id: 1, resources, queries }, { cni: 'none' })).toEqual({ id: 1, verdicts: [allowed] });
  expect(ask({ id: 1, cni: 'kubernetes', resources, queries }, { cni: 'none' })).toEqual({
    id: 1,
    verdicts: [denied],
  });
});

test('a verdict that hangs on an unknown address names the block', () => {
  const from = (cidr: string) => policy({ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr } }] }] });
  const of = (cidr: string) =>
    ask({ id: 'u', resources: [pod('x', {}), pod('y', {}), from(cidr)], queries: [query] });
  expect(of('203.0.113.0/24')).toEqual({
    id: 'u',
    verdicts: [{ verdict: 'denied', egress: 'allowed', ingress: 'denied' }],
  });
  expect(of('10.0.0.0/8')).toEqual({
    id: 'u',
    verdicts: [
      {
        verdict: 'undetermined',
        egress: 'allowed',
        ingress: 'undetermined',
        reason: 'the address of a/x is not known, so it may or may not be in 10.0.0.0/8',
      },
    ],
  });
});

test('a policy that the server would refuse counts as absent', () => {
  const refused = policy({ podSelector: {}, policyTypes: ['Inbound'] });
  expect(ask({ id: 'r', resources: [...resources.slice(0, 2), refused], queries: [query] })).toEqual({
    id: 'r',
    verdicts: [{ verdict: 'allowed', egress: 'allowed', ingress: 'allowed' }],
  });
});

test('protocols without ports need none, and names and numbers are one', () => {
  const queries = [
    { ...query, protocol: 'ICMP', port: undefined },
    { ...query, protocol: 17 },
  ];
  const only = policy({ podSelector: {}, ingress: [{ ports: [{ protocol: 'UDP' }] }] });
  const found = ask({ id: 'p', resources: [...resources.slice(0, 2), only], queries });
  expect(found?.['verdicts']).toEqual([
    { verdict: 'denied', egress: 'allowed', ingress: 'denied' },
    { verdict: 'allowed', egress: 'allowed', ingress: 'allowed' },
  ]);
});

test.each([
  ['{', 'line 1: not JSON'],
  ['[]', 'line 1: a case is an object'],
  ['{"id":1,"queries":[]}', 'line 1: resources is a list'],
  ['{"id":1,"resources":[]}', 'line 1: queries is a list'],
  ['{"id":1,"cni":"x","resources":[],"queries":[]}', 'case 1: there is no CNI "x"'],
  [
    JSON.stringify({ id: 1, resources, queries: [{ ...query, port: 0 }] }),
    'line 1: query 1: port is a number from 1 to 65535',
  ],
  [
    JSON.stringify({ id: 1, resources, queries: [{ ...query, from: 'a/z' }] }),
    'case 1: "a/z" is no pod of it and no address',
  ],
])('%s is refused', (text, message) => {
  expect(() => verdictLines(text)).toThrow(new InputError(message));
});
