import { expect, test } from 'vitest';
import { hoverAt } from './hover';
import { outlineOf } from './outline';
import { policyText, registry, withPolicies } from './snapshot-for-tests';

function hover(marked: string): string {
  const { snapshot, offset } = withPolicies(marked);
  return hoverAt(snapshot, registry, 'p', offset)?.markdown.join('\n') ?? '';
}

test('a field: its type and what it means', () => {
  expect(hover(policyText('podSelector: {}\npol|icyTypes: [Ingress]'))).toMatch(
    /^\*\*`policyTypes`\*\* list of Ingress, Egress\nThe directions/,
  );
  expect(hover(policyText('podSelector: {}').replace('metadata', 'meta|data'))).toContain('required');
});

test('a selector: whom it matches now', () => {
  expect(hover(policyText('pod|Selector: {matchLabels: {tier: backend}}'))).toContain(
    'Selects 2 workloads now: `api` and `cart`.',
  );
  const nobody = hover(policyText('podSelector: {matchLabels: {app: front|end}}'));
  expect(nobody).toContain('Matches no workload now.');
  expect(nobody).toContain('`app=front-end` is on `frontend`; this says `app=frontend`.');
});

test('the kind and the name of a policy: what it does now', () => {
  expect(hover(policyText('podSelector: {}').replace('backend', 'back|end'))).toContain(
    'Selects every pod of `shop` · isolates ingress · admits nobody',
  );
  expect(hover(policyText('podSelector: {}').replace('Policy\n', 'Pol|icy\n'))).toContain('isolates ingress');
});

test('a port: who declares it; a namespace: what it holds', () => {
  const rule = (port: string) => policyText(`podSelector: {}\ningress: [{ports: [{port: ${port}}]}]`);
  expect(hover(rule('80|80'))).toContain('Declared by `api`, `cart` and `frontend`.');
  expect(hover(rule('ht|tp'))).toContain('`api 8080/TCP`');
  expect(hover(rule('nop|e'))).toContain('No container declares port `nope` here.');
  expect(hover(policyText('podSelector: {}').replace(': shop', ': sh|op'))).toContain('3 workloads');
});

test('texts of the user are code and nothing else', () => {
  const text = hover(policyText('podSelector: {matchLabels: {app: "fr|ont`<img src=x>[a](b)"}}'));
  expect(text).not.toMatch(/[^`]<img/);
  expect(hover('|')).toBe('');
  expect(hover('a: [|')).toBe('');
});

test('the outline: objects, the rules of policies, the statements of expectations', () => {
  const { snapshot, text } = withPolicies(
    `${policyText('podSelector: {}\ningress: [{}, {}]')}---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Namespace, metadata: {name: ns1}}\n- {apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: ns1}}\n---\nkind: Expectations\napiVersion: drawbridge.internal/v1alpha1\nspec: {expect: [{from: Anyone}]}\n---\n[1]\n`,
  );
  const outline = outlineOf(snapshot, registry, 'p');
  expect(outline.map((item) => [item.kind, item.name, item.detail, item.children.length])).toEqual([
    ['policy', 'backend', 'NetworkPolicy · shop', 2],
    ['namespace', 'ns1', 'Namespace', 0],
    ['workload', 'd', 'Deployment · ns1', 0],
    ['other', 'Expectations', '', 1],
  ]);
  expect(outline[0] && text.slice(outline[0].at.start, outline[0].at.end)).toBe('backend');
  expect(outline[3]?.children[0]?.name).toBe('{from: Anyone}');
});
