import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluators, runCase } from './case-runner';
import { recordedText, verdictCases } from './cases';

/**
 * The recorded cases that prove each rule of deciding in Calico's SPEC.md. A `*` in a name stands for any text.
 */
const proofs: readonly (readonly [rule: string, about: string, names: readonly string[]])[] = [
  ['[CAL-2]', 'what is refused is absent', ['calico/invalid-policy-is-absent']],
  ['[CAL-4]', 'absent types', ['calico/types-default-*']],
  ['[CAL-5]', 'listed types', ['calico/types-exclude-a-direction', 'calico/types-egress-with-*']],
  ['[CAL-6]', 'staged', ['calico/staged-*']],
  [
    '[CAL-8]',
    'names of 3.31',
    ['calico/3.31-name-needs-tier', 'calico/3.31-default-prefix', 'calico/3.31-named-port-needs-protocol'],
  ],
  [
    '[CAL-14]',
    'labels of pods',
    [
      'calico/pod-label-*',
      'calico/own-label-*',
      'calico/*-account',
      'calico/long-service-*',
      'calico/rule-injected-labels',
    ],
  ],
  [
    '[CAL-15]',
    'labels of namespaces',
    ['calico/gnp-namespace-by-name', 'calico/rule-namespace-metadata-name'],
  ],
  ['[CAL-16]', 'labels of sets and hosts', ['calico/*network-set*', 'calico/host-as-peer*']],
  ['[CAL-17]', 'namespaced', ['calico/np-*']],
  [
    '[CAL-18]',
    'global',
    [
      'calico/gnp-selects-*',
      'calico/gnp-selectors-combine',
      'calico/gnp-service-account-selector',
      'calico/gnp-namespace-*',
    ],
  ],
  ['[CAL-19]', 'all()', ['calico/gnp-all-*', 'calico/host-selected-by-not-all', 'calico/host-*namespace*']],
  ['[CAL-20]', 'endpoints', ['calico/network-set-not-a-subject', 'calico/pod-finished', 'calico/pod-host-*']],
  ['[CAL-21]', 'any address', ['calico/rule-without-selectors-is-any-address']],
  [
    '[CAL-22]',
    'selector',
    ['calico/rule-np-selector-*', 'calico/rule-gnp-selector-*', 'calico/*-is-the-pod'],
  ],
  ['[CAL-23]', 'namespaceSelector', ['calico/rule-namespace-*']],
  ['[CAL-24]', 'negative ones', ['calico/rule-negative-*', 'calico/rule-not-has-namespace-leaks']],
  ['[CAL-25]', 'notSelector', ['calico/rule-*not-selector*']],
  ['[CAL-26]', 'accounts', ['calico/rule-account-*']],
  [
    '[CAL-27]',
    'addresses',
    ['calico/pods-sharing-an-address', 'calico/pod-address-reused', 'calico/selectors-match-both-families'],
  ],
  ['[CAL-28]', 'nets', ['calico/rule-nets*', 'calico/rule-not-nets']],
  ['[CAL-29]', 'families', ['calico/ip-version', 'calico/*-of-other-family', 'calico/*-implies-*']],
  ['[CAL-30]', 'protocols', ['calico/rule-*protocol*', 'calico/rule-udplite']],
  ['[CAL-31]', 'ICMP', ['calico/rule-icmp-*', 'calico/rule-not-icmp*', 'calico/icmpv6']],
  ['[CAL-32]', 'ports', ['calico/ports-*', 'calico/not-ports', 'calico/source-*ports', 'calico/sctp-ports']],
  ['[CAL-33]', 'named ports', ['calico/named-*', 'calico/host-named-port']],
  ['[CAL-34]', 'services', ['calico/service-*']],
  ['[CAL-35]', 'http', ['calico/http-is-plain-allow']],
  ['[CAL-37]', 'the first rule', ['calico/rules-in-order', 'calico/log-*', 'calico/no-match-*']],
  ['[CAL-38]', 'policies in order', ['calico/policy-order*', 'calico/policy-tie-*']],
  ['[CAL-39]', 'ties of 3.31', ['calico/3.31-tie-*']],
  [
    '[CAL-40]',
    'tiers in order',
    ['calico/tier-order*', 'calico/tier-after-default', 'calico/tier-allow-*', 'calico/tier-policy-*'],
  ],
  [
    '[CAL-41]',
    'default actions',
    [
      'calico/tier-default-*',
      'calico/tier-without-*',
      'calico/tier-per-direction',
      'calico/empty-policy-denies',
    ],
  ],
  ['[CAL-42]', 'pass', ['calico/pass-*']],
  ['[CAL-43]', 'unknown tiers', ['calico/tier-unknown-denies']],
  ['[CAL-44]', 'both directions', ['calico/policies-of-both-directions']],
  ['[CAL-45]', 'profiles of namespaces', ['calico/no-policy-allows', 'calico/namespace-unknown-denies']],
  ['[CAL-46]', 'before policy', ['calico/vxlan-*', 'calico/pod-to-*', 'calico/host-to-own-pod']],
  ['[CAL-47]', 'NetworkPolicy', ['calico/knp-*']],
  ['[CAL-48]', 'ClusterNetworkPolicy', ['calico/kcnp-*']],
  ['[CAL-49]', 'AdminNetworkPolicy', ['calico/anp-*', 'calico/banp-*']],
  [
    '[CAL-50]',
    'hosts',
    [
      'calico/host-without-endpoint',
      'calico/host-default-deny',
      'calico/host-policy',
      'calico/host-in-*',
      'calico/host-tier-default',
    ],
  ],
  ['[CAL-51]', 'failsafe ports', ['calico/host-failsafes-*', 'calico/apply-on-forward-no-failsafe']],
  ['[CAL-52]', 'profiles of hosts', ['calico/host-profile*']],
  [
    '[CAL-53]',
    'early policy',
    ['calico/host-pre-dnat', 'calico/host-do-not-track', 'calico/untracked-*', 'calico/pre-dnat-*'],
  ],
  [
    '[CAL-54]',
    'forward policy',
    [
      'calico/apply-on-forward*',
      'calico/host-does-not-police-forwarded',
      'calico/host-named-forward-same-node',
    ],
  ],
  ['[CAL-55]', 'all interfaces', ['calico/host-star*']],
];

const recorded = ['calico-3.32-directed', 'calico-3.31-directed'].flatMap((file) =>
  verdictCases(recordedText(file)),
);

function isNamed(id: string, name: string): boolean {
  const parts = name.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(id);
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

  it('leaves no recorded case out', () => {
    const names = proofs.flatMap(([, , all]) => all);
    const rest = recorded.filter(({ id }) => !names.some((name) => isNamed(id, name)));
    expect([...new Set(rest.map(({ id }) => id))].sort()).toEqual([]);
  });
});

describe('SPEC.md', () => {
  const text = readFileSync('src/dialects/calico/SPEC.md', 'utf8');
  const rules = [...text.matchAll(/^\| (CAL-\d+)\s*\|/gm)].map((found) => found[1]);

  it('numbers its rules without gaps', () => {
    expect(rules).toEqual(rules.map((_, index) => `CAL-${index + 1}`));
  });

  it('has a test for every rule', () => {
    const cited = new Set(proofs.map(([rule]) => rule.slice(1, -1)));
    for (const folder of ['src/dialects/calico', 'src/cni/calico', 'src/testing']) {
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!file.endsWith('.test.ts')) continue;
        const found = readFileSync(join(folder, file), 'utf8').match(/(?<=\[)CAL-\d+(?=\])/g) ?? [];
        for (const rule of found) cited.add(rule);
      }
    }
    expect(rules.filter((rule) => rule === undefined || !cited.has(rule))).toEqual([]);
  });
});
