import { expect, test } from 'vitest';
import { buildSnapshot } from '../snapshot/build';
import { applyEdits } from '../yaml/apply-edits';
import { quickFixesIn } from './quick-fixes';
import { policyText, registry, shop, withPolicies } from './snapshot-for-tests';

/** Title and changed lines of every fix at the mark. */
function fixes(marked: string): readonly string[] {
  const { snapshot, offset, text } = withPolicies(marked);
  return quickFixesIn(snapshot, registry, 'p', offset, offset).map((fix) => {
    const lines = text.split('\n');
    const changed = applyEdits(text, fix.edits)
      .split('\n')
      .filter((line) => !lines.includes(line));
    return `${fix.title}: ${changed.map((line) => line.trim()).join(' / ')}`;
  });
}

/** The law: taking a preferred fix removes its diagnostic and adds none. */
function heals(marked: string): void {
  const { snapshot, offset, text } = withPolicies(marked);
  const [fix] = quickFixesIn(snapshot, registry, 'p', offset, offset);
  expect(fix?.preferred).toBe(true);
  const after = buildSnapshot(
    {
      files: [
        { id: 'c', name: 'c.yaml', text: shop },
        { id: 'p', name: 'p.yaml', text: applyEdits(text, fix?.edits ?? []) },
      ],
      revision: 2,
    },
    registry,
  );
  expect(snapshot.diagnostics.length).toBeGreaterThan(0);
  expect(after.diagnostics).toEqual([]);
}

test('an unknown field becomes the nearest that is known and free', () => {
  const text = policyText('podSelector: {}\ningres|: [{}]');
  expect(fixes(text)).toEqual(['Change to ingress: ingress: [{}]']);
  heals(text);
  heals(policyText('podSelecter|: {}'));
  heals(policyText('podSelector: {}\ningress:\n- form|: [{podSelector: {}}]'));
  expect(fixes(policyText('podSelector: {}\nzzz|: 1'))).toEqual([]);
});

test('a name outside metadata moves into it', () => {
  const text =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nna|me: x\nmetadata:\n  namespace: shop\nspec:\n  podSelector: {}\n';
  expect(fixes(text)).toEqual(['Move under metadata: name: x']);
  heals(text);
  heals(
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: x}\npodSel|ector: {}\nspec:\n  policyTypes: [Ingress]\n',
  );
});

test('a value in the wrong case or misspelled becomes one that is accepted', () => {
  const rule = (protocol: string) =>
    policyText(`podSelector: {}\ningress:\n- ports:\n  - {protocol: ${protocol}, port: 1}`);
  expect(fixes(rule('tc|p'))).toEqual(['Change to TCP: - {protocol: TCP, port: 1}']);
  heals(rule('tc|p'));
  heals(policyText('podSelector: {}\npolicyTypes: [in|gress]'));
  heals(policyText('podSelector: {matchExpressions: [{key: a, operator: i|n, values: [b]}]}'));
});

test('text that YAML reads as something else gets quotes; a quoted port number loses them', () => {
  heals(policyText('podSelector: {matchLabels: {app: ye|s}}'));
  heals(policyText('podSelector: {matchLabels: {version: 1.1|0}}'));
  expect(fixes(policyText('podSelector: {matchLabels: {version: 1.1|0}}'))[0]).toContain('version: "1.10"');
  heals(policyText('podSelector: {}\ningress: [{ports: [{port: "80|80"}]}]'));
});

test('[FIX-4] an egress policy without policyTypes can say that it isolates egress only', () => {
  expect(fixes(policyText('podSelector: {}\neg|ress: [{}]'))).toEqual([
    'Isolate for egress only: write policyTypes: [Egress]: policyTypes: / - Egress',
  ]);
  expect(fixes(policyText('podSelector: {}\npolicyTypes: [Egress]\neg|ress: [{}]'))).toEqual([]);
  expect(fixes(policyText('podSelector: {}\ningress: []\neg|ress: [{}]'))).toEqual([]);
});

test('[FIX-3] near misses of a selector that matches nothing', () => {
  expect(fixes(policyText('podSelector:\n  matchLabels:\n    app: front|end'))).toEqual([
    'Use app=front-end (on frontend): app: front-end',
  ]);
});

test('names in expectations that the cluster does not know', () => {
  const wanted =
    'apiVersion: drawbridge.internal/v1alpha1\nkind: Expectations\nmetadata: {name: e, namespace: shop}\nspec:\n  expect:\n  - from: {workload: carts|}\n    to: {workload: api}\n    verdict: allowed\n';
  expect(fixes(wanted)).toEqual(['Change to cart: - from: {workload: cart}']);
});

test('no fix where nothing is wrong, in broken text, or beyond the file', () => {
  expect(fixes(policyText('podSel|ector: {}'))).toEqual([]);
  expect(fixes('a: [|')).toEqual([]);
  const { snapshot } = withPolicies('a: 1');
  expect(quickFixesIn(snapshot, registry, 'p', 1e9, 1e9)).toEqual([]);
  expect(quickFixesIn(snapshot, registry, 'other', 0, 1)).toEqual([]);
});
