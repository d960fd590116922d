import { expect, test } from 'vitest';
import { completionsAt, hoverAt, lensesOf, outlineOf, selectorMatchAt, shapesOf } from './language';
import { policyText, registry, withPolicies, type Marked } from './snapshot-for-tests';

const head =
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: x\n  namespace: shop\n';

function complete(marked: string) {
  const { snapshot, offset, text } = withPolicies(marked);
  return completionsAt(snapshot, registry, 'p', offset).map((item) => ({
    ...item,
    replaced: text.slice(item.start, item.end),
  }));
}
const labels = (marked: string) => complete(marked).map((item) => item.label);

test('debug', () => {
  console.log(labels('|'));
  console.log(labels(`${head}spec:\n  |`));
  console.log(complete(`${head}spec:\n  podSelector:\n    matchLabels:\n      |`));
  console.log(complete(`${head}spec:\n  podSelector:\n    matchLabels:\n      app: |`));
  console.log(labels(`${head}spec:\n  policyTypes:\n  - |`));
  console.log(
    complete(
      `${head}spec:\n  ingress:\n  - from:\n    - namespaceSelector:\n        matchLabels:\n          |`,
    ),
  );
  console.log(
    complete(`${head}spec:\n  podSelector: {matchLabels: {app: api}}\n  ingress:\n  - ports:\n    - port: |`),
  );
  console.log(labels(`${head}spec:\n  ingress:\n  - from:\n      |`));
  console.log(labels('kind: |'));
  console.log(labels('apiVersion: |\nkind: Deployment'));
  const one = withPolicies(
    policyText(`
    podSelector: {matchLabels: {tier: backend}}
    ingress:
    - from:
      - podSelector: {matchLabels: {app: |frontend}}
      - namespaceSelector: {matchLabels: {team: platform}}
        podSelector: {matchLabels: {app: prometheus}}
      ports: [{port: 8080}, {port: metrics}, {protocol: UDP}]
    - {}
    - from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}, {podSelector: {}}]
  `),
  );
  const show = (m: Marked) => {
    console.log(
      lensesOf(m.snapshot, registry, 'p').map((l) => l.tone + ': ' + l.parts.map((p) => p.text).join('')),
    );
    console.log(
      JSON.stringify(
        shapesOf(m.snapshot, registry, 'p').map((s) =>
          s.peers.map((p) => p.parts.map((x) => [x.title, x.text, m.text.slice(x.start, x.end)])),
        ),
        null,
        1,
      ),
    );
    console.log(JSON.stringify(selectorMatchAt(m.snapshot, registry, 'p', m.offset), null, 1));
    console.log(JSON.stringify(hoverAt(m.snapshot, registry, 'p', m.offset), null, 1));
    console.log(JSON.stringify(outlineOf(m.snapshot, registry, 'p'), null, 0));
    console.log(m.snapshot.diagnostics);
  };
  show(one);
  expect(1).toBe(1);
});
