import { expect, test } from 'vitest';
import { applyEdits } from '../yaml/apply-edits';
import { selectorMatchAt } from './selector-at';
import { policyText, registry, withPolicies } from './snapshot-for-tests';
import type { SelectorMatch } from './types';

function matchAt(marked: string): SelectorMatch | undefined {
  const { snapshot, offset } = withPolicies(marked);
  return selectorMatchAt(snapshot, registry, 'p', offset);
}

const names = (match: SelectorMatch | undefined) =>
  match?.workloads.map((id) => id.slice(id.lastIndexOf('/') + 1));

test('the subject of a policy, and the peers of its rules', () => {
  const spec = (subject: string, peer: string) =>
    policyText(`
      podSelector: {matchLabels: {tier: ${subject}}}
      ingress:
      - from:
        - podSelector: {matchLabels: {app: ${peer}}}
        - namespaceSelector: {matchLabels: {team: platform}}
        ports: [{port: 1}]
    `);
  expect(matchAt(spec('bac|kend', 'api'))?.role).toBe('subject');
  expect(names(matchAt(spec('bac|kend', 'api')))).toEqual(['api', 'cart']);
  expect(names(matchAt(spec('backend', 'a|pi')))).toEqual(['api']);
  expect(matchAt(spec('backend', 'api').replace('ports', 'po|rts'))).toBeUndefined();
});

test('a namespaceSelector gives its namespaces and their matched pods', () => {
  const both = policyText(`
    podSelector: {}
    egress:
    - to:
      - namespaceSelector: {matchLabels: {|tier: storage}}
        podSelector: {matchLabels: {app.kubernetes.io/name: postgres}}
  `);
  expect(matchAt(both)).toMatchObject({ role: 'peer', namespaces: ['data'] });
  expect(names(matchAt(both))).toEqual(['postgres']);
});

function repaired(marked: string): readonly string[] {
  const { snapshot, offset, text } = withPolicies(marked);
  const match = selectorMatchAt(snapshot, registry, 'p', offset);
  return (match?.nearMisses ?? []).map((miss) => {
    const after = applyEdits(text, miss.edits);
    const line = after.split('\n').find((one, i) => one !== text.split('\n')[i]);
    return `${miss.wanted} -> ${miss.actual} (${miss.carriers.join(',')}): ${line?.trim() ?? ''}`;
  });
}

test('[FIX-3] a value that is nearly the written one', () => {
  expect(repaired(policyText('podSelector:\n  matchLabels:\n    app: fron|tend'))).toEqual([
    'app=frontend -> app=front-end (frontend): app: front-end',
  ]);
  expect(
    repaired(
      policyText(
        'podSelector:\n  matchExpressions:\n  - {key: app, operator: In, values: [zzzz, fr|ontend]}',
      ),
    ),
  ).toEqual([
    'app=frontend -> app=front-end (frontend): - {key: app, operator: In, values: [zzzz, front-end]}',
  ]);
});

test('[FIX-4] the same value under another key', () => {
  expect(
    repaired(
      policyText(
        'podSelector: {}\nengress:\n- to:\n'.replace('eng', 'eg') +
          '  - namespaceSelector: {}\n    podSelector:\n      matchLabels:\n        na|me: postgres',
      ),
    ),
  ).toEqual([
    'name=postgres -> app.kubernetes.io/name=postgres (postgres): app.kubernetes.io/name: postgres',
  ]);
});

test('[FIX-4] a namespace by a label that no namespace has', () => {
  expect(
    repaired(
      policyText(
        'podSelector: {}\ningress:\n- from:\n  - namespaceSelector:\n      matchLabels:\n        na|me: ops',
      ),
    ),
  ).toEqual(['name=ops -> kubernetes.io/metadata.name=ops (ops): kubernetes.io/metadata.name: ops']);
});

test('only what would make the whole selector match is offered, if anything would', () => {
  expect(repaired(policyText('podSelector:\n  matchLabels:\n    ap|p: carts\n    tier: web'))).toEqual([
    'app=carts -> app=cart (cart): app: cart',
  ]);
  expect(repaired(policyText('podSelector:\n  matchLabels:\n    ap|p: nothing\n    tier: web'))).toEqual([]);
  expect(repaired(policyText('podSelector:\n  matchLabels:\n    ap|p: front\n    tier: web'))).toEqual([
    'app=front -> app=front-end (frontend): app: front-end',
  ]);
});

test('a value of two characters is near to nothing', () => {
  expect(repaired(policyText('podSelector:\n  matchLabels:\n    ap|p: ap'))).toEqual([]);
});

test('sides of expectations, selectors of Services, labels of workloads', () => {
  const wanted = (from: string) =>
    `apiVersion: drawbridge.internal/v1alpha1\nkind: Expectations\nmetadata: {name: e, namespace: shop}\nspec:\n  expect:\n  - {from: ${from}, to: {workload: cart}, verdict: allowed}\n`;
  expect(names(matchAt(wanted('{pods: {tier: back|end}}')))).toContain('api');
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: shop}\nspec: {selector: {ti|er: backend}, ports: [{port: 1}]}\n';
  expect(names(matchAt(service))).toEqual(['api', 'cart']);
  expect(
    matchAt(service.replace('po|rts', 'ports').replace('ti|er', 'tier').replace('port: 1', 'po|rt: 1')),
  ).toBeUndefined();
});

test('no selector: nothing', () => {
  expect(matchAt('|')).toBeUndefined();
  expect(matchAt(policyText('podSelector: {}').replace('name:', 'na|me:'))).toBeUndefined();
  expect(matchAt('a: [|')).toBeUndefined();
});
