import { expect, test } from 'vitest';
import { shapesOf } from './shapes';
import { policyText, registry, withPolicies } from './snapshot-for-tests';

/** Per rule: peers joined by `|`, conditions of one peer by `&`. */
function boxes(spec: string): readonly string[] {
  const { snapshot } = withPolicies(policyText(spec));
  return shapesOf(snapshot, registry, 'p').map((shape) =>
    shape.peers
      .map((peer) => peer.parts.map((part) => `${part.title} ${part.text}`.trim()).join(' & '))
      .join(' | '),
  );
}

test('two items are alternatives, two selectors in one item must both match', () => {
  expect(
    boxes(`
      podSelector: {}
      ingress:
      - from:
        - podSelector: {matchLabels: {app: a}}
        - podSelector: {matchLabels: {app: b}}
      - from:
        - namespaceSelector: {matchLabels: {team: platform}}
          podSelector: {matchExpressions: [{key: app, operator: In, values: [b, a]}]}
    `),
  ).toEqual(['pods app=a | pods app=b', 'namespaces team=platform & pods app in (a,b)']);
});

test('an empty selector is every pod, an absent list everyone, and a block of addresses itself', () => {
  expect(
    boxes(`
      podSelector: {}
      ingress:
      - from: [{podSelector: {}}, {namespaceSelector: {}}]
      - {}
      - from: []
      egress:
      - to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]
    `),
  ).toEqual([
    'pods every pod | namespaces every namespace',
    'everyone',
    'everyone',
    'CIDR 10.0.0.0/8 except 10.1.0.0/16',
  ]);
});

test('the parts of a peer stand in the order of the text, each at its own lines', () => {
  const { snapshot, text } = withPolicies(
    policyText(`
      podSelector: {}
      ingress:
      - from:
        - podSelector:
            matchLabels: {app: a}
          namespaceSelector:
            matchLabels: {kubernetes.io/metadata.name: data}
    `),
  );
  const [shape] = shapesOf(snapshot, registry, 'p');
  const parts = shape?.peers[0]?.parts ?? [];
  expect(parts.map((part) => [part.title, part.text])).toEqual([
    ['pods', 'app=a'],
    ['namespaces', 'name=data'],
  ]);
  expect(parts.map((part) => text.slice(part.start, part.end).split(':')[0])).toEqual([
    'podSelector',
    'namespaceSelector',
  ]);
});

test('refused documents have no shapes', () => {
  expect(boxes('podSelector: {}\ningress: [{form: []}]')).toEqual([]);
});
