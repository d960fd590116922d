import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluators, runCase } from './case-runner';
import { recordedText, verdictCases } from './cases';

/**
 * The recorded cases that prove each rule of deciding in the SPEC.md of the cluster-wide dialects. A name that ends with
 * `*` stands for all cases whose names begin so.
 */
const proofs: readonly (readonly [rule: string, about: string, names: readonly string[]])[] = [
  ['[ANP-14]', 'tiers, side by side', ['anp/both-sides', 'anp/allow-is-one-side', 'anp/three-tiers']],
  ['[ANP-15]', 'nothing is isolated', ['anp/empty', 'anp/rule-isolates-nothing-else']],
  ['[ANP-16]', 'priorities', ['anp/priority*', 'anp/lower-priority-number-wins', 'anp/equal-priorities-*']],
  ['[ANP-17]', 'the first rule', ['anp/rule-order', 'anp/first-matching-rule', 'anp/deny-first-then-allow']],
  [
    '[ANP-18]',
    'allow and deny end it',
    ['anp/*-overrides-np', 'anp/allow-skips-baseline', 'anp/deny-beats-*'],
  ],
  ['[ANP-19]', 'pass', ['anp/pass-*']],
  ['[ANP-20]', 'baseline', ['anp/baseline-*', 'anp/network-policy-*']],
  ['[ANP-21]', 'subjects', ['anp/subject-*']],
  ['[ANP-22]', 'peers and ports', ['anp/peers-are-ored', 'anp/ports-are-ored', 'anp/ports-absent']],
  ['[ANP-23]', 'peers are pods', ['anp/ingress-from-outside', 'anp/peer-*']],
  ['[ANP-24]', 'networks', ['anp/egress-networks*', 'anp/networks*']],
  ['[ANP-25]', 'nodes', ['anp/nodes*']],
  ['[ANP-26]', 'domain names', ['anp/domain-names']],
  ['[ANP-27]', 'numbers and ranges', ['anp/port-*']],
  ['[ANP-28]', 'named ports', ['anp/named-port*']],
  ['[ANP-29]', 'unknown peers', ['anp/unknown-peer-*']],
  ['[ANP-30]', 'host network and ended pods', ['anp/host-network*', 'anp/ended-pod']],
  ['[ANP-31]', 'itself and its node', ['anp/self', 'anp/pod-to-itself', 'anp/own-node']],
  [
    '[ANP-32]',
    'same labels',
    ['anp/old/sameLabels*', 'anp/old-shape-sameLabels*', 'anp/old/subject-decides'],
  ],
  ['[ANP-33]', 'not same labels', ['anp/old/notSameLabels*', 'anp/old-shape-notSameLabels*']],
  ['[CNP-6]', 'namespaces left out', ['kcnp/subject-pods-without-*', 'kcnp/peer-pods-without-*']],
  ['[CNP-9]', 'tiers, side by side', ['kcnp/both-sides', 'kcnp/three-tiers', 'kcnp/egress-accept-*']],
  ['[CNP-10]', 'nothing is isolated', ['kcnp/empty', 'kcnp/no-match*', 'kcnp/no-rules-*']],
  ['[CNP-11]', 'order', ['kcnp/priority*', 'kcnp/baseline-priority', 'kcnp/equal-*', 'kcnp/rule-order']],
  ['[CNP-12]', 'accept and deny end it', ['kcnp/*-overrides-np', 'kcnp/accept-beats-*', 'kcnp/deny-beats-*']],
  ['[CNP-13]', 'pass', ['kcnp/pass-*', 'kcnp/baseline-pass-*']],
  ['[CNP-14]', 'NetworkPolicy before baseline', ['kcnp/np-*', 'kcnp/network-policy-*']],
  ['[CNP-15]', 'subjects', ['kcnp/subject-pods']],
  ['[CNP-16]', 'peers and protocols', ['kcnp/peers-are-ored', 'kcnp/protocols-*']],
  ['[CNP-17]', 'peers are pods', ['kcnp/ingress-from-outside', 'kcnp/peer-selectors-*']],
  ['[CNP-18]', 'networks', ['kcnp/networks-*', 'kcnp/host-network-networks']],
  ['[CNP-19]', 'nodes', ['kcnp/nodes*']],
  ['[CNP-20]', 'domain names', ['kcnp/domain-names*']],
  ['[CNP-21]', 'numbers and ranges', ['kcnp/protocol-*']],
  ['[CNP-22]', 'named ports', ['kcnp/named-port*']],
  ['[CNP-23]', 'unknown peers', ['kcnp/unknown-peer-*']],
  ['[CNP-24]', 'host network and ended pods', ['kcnp/host-network*', 'kcnp/ended-pod', 'kcnp/completed-*']],
  ['[CNP-25]', 'itself and its node', ['kcnp/self', 'kcnp/pod-to-itself', 'kcnp/own-node*']],
];

const recorded = ['kubernetes-anp', 'kubernetes-kcnp', 'kubernetes-directed'].flatMap((file) =>
  verdictCases(recordedText(file)),
);

function isNamed(id: string, name: string): boolean {
  const [before = '', after] = name.split('*');
  return after === undefined ? id === name : id.startsWith(before) && id.endsWith(after);
}

describe('deciding', () => {
  it.each(proofs)('%s %s', (_, __, names) => {
    for (const name of names) {
      const cases = recorded.filter(({ id }) => isNamed(id, name));
      expect(cases.length, name).toBeGreaterThan(0);
      const wrong = cases.flatMap((one) => runCase(one, evaluators.tracing));
      expect(wrong.map(({ of, query, got }) => [of.id, query, got])).toEqual([]);
    }
  });
});

describe.each([
  { folder: 'src/dialects/admin-network-policy', prefix: 'ANP' },
  { folder: 'src/dialects/cluster-network-policy', prefix: 'CNP' },
])('$folder/SPEC.md', ({ folder, prefix }) => {
  const text = readFileSync(`${folder}/SPEC.md`, 'utf8');
  const rules = [...text.matchAll(/^\| ([A-Z]+-\d+)\s*\|/gm)].map((found) => found[1]);

  it('numbers its rules without gaps', () => {
    expect(rules).toEqual(rules.map((_, index) => `${prefix}-${index + 1}`));
  });

  it('has a test for every rule', () => {
    const files = [`${folder}/decode.test.ts`, 'src/testing/admin-validation.test.ts'];
    const cited = new Set(
      files.flatMap((file) => readFileSync(file, 'utf8').match(/(?<=\[)[A-Z]+-\d+(?=\])/g) ?? []),
    );
    for (const [rule] of proofs) cited.add(rule.slice(1, -1));
    expect(rules.filter((rule) => rule === undefined || !cited.has(rule))).toEqual([]);
  });
});
