import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluators, runCase } from './case-runner';
import { networkPolicyCases, recordedText } from './cases';

/**
 * The recorded cases that prove each rule of deciding in the dialect's SPEC.md. A name that ends with `*` stands for
 * every case that begins so.
 */
const proofs: readonly (readonly [rule: string, about: string, cases: readonly string[]])[] = [
  ['[NP-14]', 'requirements of selectors', ['np/selector/*', 'np/selector-*']],
  [
    '[NP-15]',
    'both sides must allow',
    ['np/both-sides-must-allow', 'np/denied-on-both-sides', 'np/external-has-no-own-side'],
  ],
  [
    '[NP-16]',
    'isolation',
    [
      'np/no-policy',
      'np/only-podSelector',
      'np/other-namespace',
      'np/isolation-only-selected-pods',
      'np/one-policy-a-direction',
      'np/policyTypes-*',
    ],
  ],
  ['[NP-17]', 'policies add up', ['np/union-of-policies', 'np/rules-of-different-policies-do-not-combine']],
  [
    '[NP-18]',
    'peers and ports of one rule',
    [
      'np/union-of-rules',
      'np/ingress-empty-rule',
      'np/from-*',
      'np/to-absent',
      'np/ports-*',
      'np/port/peers-and-ports',
    ],
  ],
  [
    '[NP-19]',
    'podSelector alone',
    ['np/peer/podSelector', 'np/peer/podSelector-empty', 'np/peer-podSelector-*'],
  ],
  [
    '[NP-20]',
    'namespaceSelector alone',
    ['np/peer/namespaceSelector*', 'np/peer/metadata-name-label*', 'np/peer-namespace*'],
  ],
  [
    '[NP-21]',
    'one item or two',
    ['np/peer/both-are-anded', 'np/peer/two-items-are-ored', 'np/peer-and', 'np/peer-or'],
  ],
  [
    '[NP-22]',
    'selectors match pods only',
    ['np/peer/namespaceSelector-empty', 'np/peer/egress-namespaceSelector-empty'],
  ],
  ['[NP-23]', 'blocks', ['np/ipBlock/*', 'np/ipv6/*', 'np/ipblock-*']],
  [
    '[NP-24]',
    'exceptions take nothing from others',
    ['np/ipBlock/excepted-admitted-by-another-item', 'np/ipblock-except-allowed-by-other-*'],
  ],
  [
    '[NP-25]',
    'the address of a pod is the pod',
    ['np/ipBlock/address-of-a-pod', 'np/dual-stack-every-pod-ip-is-the-pod'],
  ],
  ['[NP-26]', 'dual stack', ['np/dual-stack/*', 'np/dual-stack-block-of-one-family']],
  [
    '[NP-27]',
    'numbers and ranges',
    ['np/port/number', 'np/port/protocol-*', 'np/port/endPort*', 'np/port-*'],
  ],
  ['[NP-28]', 'named ports', ['np/port/named*', 'np/named-port-*', 'np/host-network/named-port']],
  ['[NP-29]', 'the own node enters', ['np/node/own-node-to-pod', 'np/own-node-always-reaches']],
  [
    '[NP-30]',
    'the way to the own node',
    ['np/node/pod-to-own-node', 'np/own-node-is-not-exempt-from-egress'],
  ],
  ['[NP-31]', 'a pod reaches itself', ['np/self/*', 'np/pod-to-itself']],
  ['[NP-32]', 'host-network pods', ['np/host-network*']],
  ['[NP-33]', 'ended pods', ['np/phase/*', 'np/completed-pod-*']],
];

const recorded = ['kubernetes-np', 'kubernetes-directed'].flatMap((file) =>
  networkPolicyCases(recordedText(file)),
);

describe('deciding', () => {
  it.each(proofs)('%s %s', (_, __, names) => {
    for (const name of names) {
      const cases = recorded.filter(({ id }) =>
        name.endsWith('*') ? id.startsWith(name.slice(0, -1)) : id === name,
      );
      expect(cases.length, name).toBeGreaterThan(0);
      for (const one of cases) {
        const wrong = runCase(one, evaluators.tracing);
        expect(wrong.map(({ query, got }) => [one.id, query, got])).toEqual([]);
      }
    }
  });
});

describe('SPEC.md', () => {
  const folder = 'src/dialects/networkpolicy';
  const rules = [...readFileSync(`${folder}/SPEC.md`, 'utf8').matchAll(/^\| (NP-\d+)\s*\|/gm)].map(
    (found) => found[1],
  );

  it('numbers its rules without gaps', () => {
    expect(rules).toEqual(rules.map((_, index) => `NP-${index + 1}`));
  });

  it('has a test for every rule', () => {
    const files = [`${folder}/decode.test.ts`, `${folder}/edits.test.ts`, 'src/testing/validation.test.ts'];
    const cited = new Set(
      files.flatMap((file) => readFileSync(file, 'utf8').match(/(?<=\[)NP-\d+(?=\])/g) ?? []),
    );
    for (const [rule] of proofs) cited.add(rule.slice(1, -1));
    expect(rules.filter((rule) => rule === undefined || !cited.has(rule))).toEqual([]);
  });
});
