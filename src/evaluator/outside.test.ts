import { expect, test } from 'vitest';
import { formatAddress, formatCidr, parseCidr } from '../model/address';
import { buildWorld } from '../testing/case-runner';
import type { JsonObject } from '../yaml/types';
import { compileEvaluator } from './compile';

const pod = (name: string, address: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'a', labels: { app: name } },
  spec: { containers: [{ name: 'c' }] },
  status: { phase: 'Running', podIP: address },
});
const policy = (name: string, rules: readonly (readonly JsonObject[])[]): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'a' },
  spec: {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: rules.map((to) => ({ to: to.map((ipBlock) => ({ ipBlock })) })),
  },
});
const settings = (outside: readonly JsonObject[]): JsonObject => ({
  apiVersion: 'drawbridge.internal/v1alpha1',
  kind: 'Settings',
  metadata: { name: 's' },
  spec: { outside },
});

function parts(resources: readonly JsonObject[], boundaries: readonly string[] = []) {
  const { cluster, policies, arrangement } = buildWorld([pod('x', '10.0.0.1'), ...resources], 'kubernetes');
  const { outside } = compileEvaluator(cluster, policies, arrangement, {
    boundaries: boundaries.flatMap((text) => parseCidr(text)?.cidr ?? []),
  });
  return outside.map(({ cidrs, rest, representatives }) => [
    cidrs.length > 6 ? `${cidrs.length} CIDRs` : cidrs.map(formatCidr).join(' '),
    rest,
    representatives.map(formatAddress).join(' '),
  ]);
}

const everything = ['0.0.0.0/0 ::/0', true, '203.0.113.1 2001:db8::1'];

test('without blocks the outside is one part, the rest of the internet', () => {
  expect(parts([])).toEqual([everything]);
});

test('every block and every except splits, and what is equal for all rules is one part', () => {
  const blocks = [{ cidr: '198.51.100.0/24', except: ['198.51.100.128/25'] }, { cidr: '192.0.2.0/24' }];
  expect(parts([policy('p', [blocks])]).slice(0, -1)).toEqual([
    ['192.0.2.0/24 198.51.100.0/25', false, '198.51.100.1'],
    ['198.51.100.128/25', false, '198.51.100.129'],
  ]);
  expect(
    parts([
      policy(
        'p',
        blocks.map((block) => [block]),
      ),
    ]).slice(0, -1),
  ).toEqual([
    ['192.0.2.0/24', false, '192.0.2.1'],
    ['198.51.100.0/25', false, '198.51.100.1'],
    ['198.51.100.128/25', false, '198.51.100.129'],
  ]);
});

test('an except of everything is still named, and other families are the rest', () => {
  expect(parts([policy('p', [[{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }]])])).toEqual([
    ['8 CIDRs', false, '203.0.113.1'],
    ['10.0.0.0/8', false, '10.0.0.2'],
    ['::/0', true, '2001:db8::1'],
  ]);
});

test('a block that pods and nodes fill is no part', () => {
  expect(parts([policy('p', [[{ cidr: '10.0.0.1/32' }]])])).toEqual([
    ['33 CIDRs', true, '203.0.113.1 2001:db8::1'],
  ]);
  expect(parts([policy('p', [[{ cidr: '10.0.0.0/31' }]])])[0]).toEqual(['10.0.0.0/31', false, '10.0.0.0']);
});

test('named outside addresses and other boundaries split without any policy', () => {
  const named = settings([{ name: 'partner', cidrs: ['192.0.2.0/25', '198.51.100.0/24'] }]);
  expect(parts([named], ['198.51.100.0/28']).slice(0, -1)).toEqual([
    ['192.0.2.0/25 198.51.100.16/28 198.51.100.32/27 198.51.100.64/26 198.51.100.128/25', false, '192.0.2.1'],
    ['198.51.100.0/28', false, '198.51.100.1'],
  ]);
});
