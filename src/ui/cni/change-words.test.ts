import { expect, test } from 'vitest';
import type { CniChange } from '../../analysis/cni-change';
import { asideOf, enforcementOf, isSilent, pairWords, reasonsOf, titleOf } from './change-words';

const nothing: CniChange = {
  from: { name: 'kubernetes', title: 'Kubernetes reference' },
  to: { name: 'cilium-1.20', title: 'Cilium 1.20' },
  pairs: 0,
  isComplete: true,
  examples: [],
  reasons: [],
  ceases: [],
  begins: [],
};

test('the title counts pairs, and says where more were not compared', () => {
  expect(titleOf(nothing)).toBe('No pair differs under Cilium 1.20');
  expect(titleOf({ ...nothing, pairs: 1 })).toBe('1 pair differs under Cilium 1.20');
  expect(titleOf({ ...nothing, pairs: 3 })).toBe('3 pairs differ under Cilium 1.20');
  expect(titleOf({ ...nothing, pairs: 4321, isComplete: false })).toBe(
    'At least 4,321 pairs differ under Cilium 1.20',
  );
});

test('reasons and policies become sentences', () => {
  const change: CniChange = {
    ...nothing,
    reasons: ['an ipBlock never matches pods'],
    ceases: [{ kind: 'AdminNetworkPolicy', count: 5, names: ['a', 'b', 'c'] }],
    begins: [{ kind: 'CiliumNetworkPolicy', count: 1, names: ['shop/shut'] }],
  };
  expect(reasonsOf(change)).toEqual(['Under Cilium 1.20 an ipBlock never matches pods.']);
  expect(enforcementOf(change)).toEqual([
    '5 AdminNetworkPolicies are no longer enforced: `a`, `b`, `c` and 2 more.',
    '1 CiliumNetworkPolicy is enforced now: `shop/shut`.',
  ]);
});

test('ports that a CNI decides alone are told after the others', () => {
  const aside = { pairs: 2, ports: 'UDP 4789', text: 'pods cannot send through tunnels of their own' };
  expect(asideOf({ ...nothing, pairs: 1, aside })).toBe(
    '2 other pairs differ on UDP 4789 alone: pods cannot send through tunnels of their own.',
  );
  expect(titleOf({ ...nothing, aside })).toBe('2 pairs differ under Cilium 1.20');
  expect(asideOf({ ...nothing, aside })).toBe(
    'Only on UDP 4789: pods cannot send through tunnels of their own.',
  );
  expect(isSilent({ ...nothing, aside })).toBe(false);
  expect(isSilent(nothing)).toBe(true);
});

test('a pair says what is denied, allowed and unclear now', () => {
  const pair = {
    from: 'a',
    to: 'b',
    fromTitle: 'a',
    toTitle: 'b',
    path: { from: 'a', to: 'b', protocol: 'TCP', port: 80 },
  };
  expect(pairWords({ ...pair, opened: '', closed: 'TCP 80', unclear: '' })).toEqual([
    { tone: 'denied', text: 'denied now: TCP 80' },
  ]);
  expect(pairWords({ ...pair, opened: 'TCP 1', closed: '', unclear: 'TCP 2' })).toEqual([
    { tone: 'allowed', text: 'allowed now: TCP 1' },
    { tone: 'plain', text: 'unclear under one of them: TCP 2' },
  ]);
});
