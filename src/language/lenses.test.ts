import { expect, test } from 'vitest';
import { buildSnapshot } from '../snapshot/build';
import { lensesOf } from './lenses';
import { policyText, registry, shop, withPolicies } from './snapshot-for-tests';

const settings = (cni: string) =>
  `apiVersion: drawbridge.internal/v1alpha1\nkind: Settings\nmetadata: {name: s}\nspec: {cni: ${cni}}\n---\n`;

function sentences(text: string, before = ''): readonly string[] {
  return lensesOf(withPolicies(text, before).snapshot, registry, 'p').map((lens) =>
    lens.parts.map((part) => part.text).join(''),
  );
}

test('a policy says whom it selects, what it isolates and how many rules it has', () => {
  expect(sentences(policyText('podSelector: {matchLabels: {tier: backend}}\ningress: [{}, {}]'))[0]).toBe(
    'selects api, cart · isolates ingress · 2 rules',
  );
  expect(sentences(policyText('podSelector: {}\npolicyTypes: [Ingress, Egress]'))).toEqual([
    'selects every pod of shop · isolates ingress and egress · admits nobody',
  ]);
  expect(sentences(policyText('podSelector: {}\negress: [{}]'))[0]).toBe(
    'selects every pod of shop · isolates ingress and egress · 1 rule',
  );
});

test('a rule says whom it admits and on which ports', () => {
  const rules = sentences(
    policyText(`
      podSelector: {}
      ingress:
      - from: [{podSelector: {matchLabels: {tier: backend}}}]
        ports: [{port: 8080}, {port: 9000, endPort: 9010}, {protocol: UDP}]
      - {}
      - from:
        - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
        - podSelector: {}
        - namespaceSelector: {}
      egress:
      - to: [{namespaceSelector: {matchLabels: {tier: storage}}}]
        ports: [{port: pg}]
      - to: []
    `),
  ).slice(1);
  expect(rules).toEqual([
    'rule 1 · admits api, cart on TCP 8080, 9000-9010, every UDP port',
    'rule 2 · admits everyone on every port',
    'rule 3 · admits 10.0.0.0/8 except 10.1.0.0/16, every pod of shop, every pod of every namespace on every port',
    'rule 1 · admits traffic to postgres on TCP pg',
    'rule 2 · admits traffic to anywhere on every port',
  ]);
});

test('what selects nothing is told with the label that nobody has', () => {
  const lenses = lensesOf(
    withPolicies(
      policyText(
        'podSelector: {matchLabels: {app: frontend}}\ningress: [{from: [{podSelector: {matchLabels: {app: carts}}}]}]',
      ),
    ).snapshot,
    registry,
    'p',
  );
  expect(lenses.map((lens) => [lens.tone, lens.parts.map((part) => part.text).join('')])).toEqual([
    ['warning', 'selects nothing · nothing has app=frontend · isolates ingress · 1 rule'],
    ['warning', 'rule 1 · admits nobody · nothing has app=carts'],
  ]);
  expect(lenses[0]?.parts.filter((part) => part.name)).toEqual([{ text: 'app=frontend', name: true }]);
});

test('under a CNI that does not enforce it a policy is dimmed and says so', () => {
  const { snapshot, text } = withPolicies(policyText('podSelector: {}'), settings('none'));
  const [lens, ...rest] = lensesOf(snapshot, registry, 'p');
  expect(lens?.parts.map((part) => part.text).join('')).toBe('not enforced by Flannel');
  expect(lens?.dimmed && text.slice(lens.dimmed.start, lens.dimmed.end)).toContain('podSelector');
  expect(rest).toEqual([]);
});

test('a policy that the server would refuse, and one that a later document replaces', () => {
  expect(sentences(policyText('podSelectr: {}'))).toEqual(['refused by the API server, so it has no effect']);
  const twice = `${policyText('podSelector: {}')}---\n${policyText('podSelector: {matchLabels: {app: api}}')}`;
  expect(sentences(twice)).toEqual([
    'replaced by a later document of the same name',
    'selects api · isolates ingress · admits nobody',
  ]);
});

test('while an edit is half done the version from before it is kept', () => {
  const good = policyText('podSelector: {}\ningress: [{}]');
  const file = (text: string) => [
    { id: 'c', name: 'c.yaml', text: shop },
    { id: 'p', name: 'p.yaml', text },
  ];
  const before = buildSnapshot({ files: file(good), revision: 1 }, registry);
  for (const broken of [good.replace('ingress', 'ingres'), good.replace('[{}]', '[{')]) {
    const after = buildSnapshot({ files: file(broken), revision: 2 }, registry, before);
    const lenses = lensesOf(after, registry, 'p');
    expect(lenses.map((lens) => lens.keeps)).toEqual([{ start: 0, end: broken.length }]);
  }
});

test('many workloads are counted; alike ones stand together', () => {
  const pods = (name: string, label: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {all: "1", app: ${label}}}\n---\n`;
  const many = 'abcdefgh'
    .split('')
    .map((name) => pods(name, name))
    .join('');
  const alike = ['worker-mail', 'worker-stock'].map((name) => pods(name, 'worker')).join('');
  const policy = policyText('podSelector: {matchLabels: {all: "1"}}');
  expect(sentences(policy, many)[0]).toBe('selects a, b, c, d and 4 more · isolates ingress · admits nobody');
  expect(sentences(policy, alike)[0]).toBe('selects worker ×2 · isolates ingress · admits nobody');
});
