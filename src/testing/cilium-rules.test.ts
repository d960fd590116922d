import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recordedText, verdictCases } from './cases';
import { evaluators, runCase } from './case-runner';

/**
 * The recorded cases that prove rules of Cilium's SPEC.md, by their names without `cilium/`. A star stands for any part of
 * a name.
 */
const proofs: readonly (readonly [rule: string, names: readonly string[]])[] = [
  ['[CIL-1]', ['from-nodes-option-off', 'from-entity-unknown']],
  ['[CIL-2]', ['from-endpoints-null*']],
  ['[CIL-3]', ['specs-list', 'spec-and-specs']],
  ['[CIL-4]', ['rule-empty', 'rule-deny-empty*']],
  ['[CIL-5]', ['*-empty-list', '*-empty-list-with-ports', 'only-ports']],
  ['[CIL-6]', ['to-fqdns-empty-list*', 'to-services-empty-list*', 'to-groups-empty-list*']],
  ['[CIL-7]', ['ports-empty-list', 'ports-item-without-ports*']],
  ['[CIL-8]', ['items-are-ored', 'from-entities-two']],
  ['[CIL-9]', ['port-octal', 'port-hex-is-a-name', 'port-lower-case-protocol', 'named-port-case']],
  [
    '[CIL-12]',
    [
      'peer-in',
      'peer-not-in',
      'peer-exists',
      'peer-does-not-exist',
      'peer-any-source-key',
      'peer-wrong-source-key',
    ],
  ],
  ['[CIL-13]', ['peer-service-account', 'peer-namespace-name-label', 'pod-label-cilium-owned']],
  ['[CIL-14]', ['label-filter-*', 'knp-label-with-other-source']],
  ['[CIL-15]', ['subject-*', 'ccnp-subject-in-namespace']],
  [
    '[CIL-16]',
    ['peer-same-namespace-only', 'peer-namespace-*', 'from-endpoints-wildcard*', 'to-endpoints-wildcard'],
  ],
  ['[CIL-17]', ['ccnp-wildcard-peer', 'ccnp-peer-*', 'ccnp-init-subject']],
  ['[CIL-18]', ['peer-other-cluster', 'peer-own-cluster-named', 'peer-cluster-exists', 'peer-any-cluster']],
  ['[CIL-19]', ['peer-reserved-*']],
  ['[CIL-20]', ['peer-reserved-world*', 'world-single-stack', 'from-cidr-all-single-stack']],
  ['[CIL-21]', ['peer-negative-only*', 'kcnp-namespaces-not-in*']],
  ['[CIL-22]', ['from-entity-*', 'to-entity-*']],
  [
    '[CIL-23]',
    [
      'from-nodes',
      'to-nodes*',
      '*-with-node-labels',
      'host-labels-as-peer',
      'address-node*',
      'host-network-pods',
    ],
  ],
  ['[CIL-24]', ['from-nodes', 'to-nodes']],
  ['[CIL-25]', ['from-cidr*', 'cidr-mode-*', 'cidr-and-kube-apiserver', 'to-cidr-ports']],
  ['[CIL-26]', ['from-cidrset-*', 'cidr-deny-except', 'cidr-group-ref-except*']],
  ['[CIL-27]', ['cidr-group-*']],
  ['[CIL-28]', ['fqdn-*']],
  [
    '[CIL-29]',
    [
      'to-services-by-*',
      'to-services-selectorless',
      'to-services-both-kinds',
      'to-services-with-ports',
      'to-services-ccnp',
    ],
  ],
  ['[CIL-30]', ['to-services-unresolved*', 'to-services-no-endpoints-with-ports', 'to-services-deny*']],
  ['[CIL-32]', ['no-ports-everything', 'port-without-protocol', 'port-any', 'port-zero-any']],
  ['[CIL-33]', ['port-zero-*', 'end-port*']],
  [
    '[CIL-34]',
    [
      'named-port-ingress*',
      'named-port-end-port*',
      'named-port-egress*',
      'named-port-any-protocol',
      'named-port-unknown',
      'named-port-wrong-protocol',
      'named-port-and-number',
      'named-port-deny',
    ],
  ],
  ['[CIL-35]', ['named-port-init-containers', 'named-port-twice*']],
  ['[CIL-36]', ['icmp-*']],
  ['[CIL-37]', ['no-policy', 'direction-only-*', 'mode-*']],
  ['[CIL-38]', ['default-deny-*', 'localhost-non-default-deny']],
  ['[CIL-39]', ['default-deny-false-http', 'default-deny-false-dns']],
  ['[CIL-40]', ['localhost-*', 'mode-always-no-policy', 'http-host-bypasses', 'knp-localhost']],
  ['[CIL-41]', ['pod-label-named-*']],
  ['[CIL-42]', ['ccnp-node-selector-*', 'ccnp-endpoint-selector-never-host', 'ccnp-health-subject']],
  ['[CIL-43]', ['deny-*', 'cidr-deny-*', 'ccnp-and-cnp-union']],
  [
    '[CIL-44]',
    ['both-sides-needed', 'self-traffic', 'address-self', 'address-ended-pod', 'address-second-pod-ip*'],
  ],
  ['[CIL-45]', ['dns-match-name', 'dns-pattern-*', 'fqdn-match-*']],
  [
    '[CIL-46]',
    [
      'dns-merge-*',
      'dns-any-protocol',
      'dns-other-port',
      'dns-named-port',
      'dns-name-and-pattern',
      'dns-empty-item*',
    ],
  ],
  [
    '[CIL-47]',
    [
      'http-path-*',
      'http-method*',
      'http-host',
      'http-host-regex',
      'http-header*',
      'http-fields-are-anded',
      'http-empty-rule*',
      'http-rules-are-ored',
      'http-egress-and-ingress',
      'http-to-world',
      'http-named-port*',
      'http-port-range',
    ],
  ],
  ['[CIL-48]', ['http-merge-*', 'http-range-and-port', 'knp-and-cnp-http']],
  ['[CIL-49]', ['sni-*']],
  [
    '[CIL-50]',
    [
      'http-merge-port-zero-with-end',
      'named-port-egress-end-port-in-envoy',
      'http-beside-named-port-with-end',
    ],
  ],
  ['[CIL-51]', ['http-none-asked']],
  ['[CIL-52]', ['conflict-*', 'sni-with-http*']],
  ['[CIL-53]', ['two-*-for-one-port']],
  ['[CIL-54]', ['auth-*']],
  ['[CIL-55]', ['knp-and-cnp*', 'knp-off']],
  ['[CIL-56]', ['knp-types-*', 'knp-deny-all']],
  [
    '[CIL-57]',
    [
      'knp-ip-block*',
      'knp-namespace-selector*',
      'knp-pod-selector*',
      'knp-both-selectors*',
      'knp-peer-without-fields',
      'knp-*-from',
      'knp-*-rule-empty',
    ],
  ],
  ['[CIL-58]', ['knp-port*']],
  [
    '[CIL-59]',
    [
      'kcnp-off',
      'kcnp-*-over-*',
      'kcnp-pass-*',
      'kcnp-first-rule-wins',
      'kcnp-priorities',
      'kcnp-baseline-*',
      'kcnp-deny',
    ],
  ],
  [
    '[CIL-60]',
    [
      'kcnp-baseline-accept-*',
      'kcnp-accept-lifts-http',
      'kcnp-http-under-admin-deny',
      'kcnp-pass-keeps-http',
    ],
  ],
  [
    '[CIL-61]',
    [
      'kcnp-namespaces-*',
      'kcnp-pods-peer',
      'kcnp-egress-*',
      'kcnp-host-labels',
      'kcnp-named-port',
      'kcnp-range',
      'kcnp-subject-pods',
    ],
  ],
];

const recorded = verdictCases(recordedText('cilium-1.20')).filter(({ id }) => id.startsWith('cilium/'));

function isNamed(id: string, name: string): boolean {
  const [before = '', ...rest] = name.split('*');
  const own = id.slice('cilium/'.length);
  if (rest.length === 0) return own === name;
  const after = rest.at(-1) ?? '';
  const between = rest.slice(0, -1);
  return own.startsWith(before) && own.endsWith(after) && between.every((part) => own.includes(part));
}

describe('deciding', () => {
  it.each(proofs)('%s', (_, names) => {
    for (const name of names) {
      const cases = recorded.filter(({ id }) => isNamed(id, name));
      expect(cases.length, name).toBeGreaterThan(0);
      const wrong = cases.flatMap((one) => runCase(one, evaluators.tracing));
      expect(wrong.map(({ of, query, got }) => [of.id, query, got])).toEqual([]);
    }
  });

  it('every recorded small case proves some rule', () => {
    const names = proofs.flatMap(([, own]) => own);
    const idle = recorded.filter(({ id }) => !names.some((name) => isNamed(id, name)));
    expect(idle.map(({ id }) => id)).toEqual([]);
  });
});

describe('SPEC.md', () => {
  const folder = 'src/dialects/cilium';
  const text = readFileSync(`${folder}/SPEC.md`, 'utf8');
  const rules = [...text.matchAll(/^\| (CIL-\d+)\s*\|/gm)].map((found) => found[1]);

  it('numbers its rules without gaps', () => {
    expect(rules).toEqual(rules.map((_, index) => `CIL-${index + 1}`));
  });

  it('has a test for every rule', () => {
    const files = ['decode.test.ts', 'names.test.ts'].map((file) => `${folder}/${file}`);
    files.push('src/cni/cilium/arrange.test.ts', 'src/testing/cilium-cases.test.ts');
    files.push('src/testing/cilium-unchecked-rules.test.ts');
    const cited = new Set(
      files.flatMap((file) => readFileSync(file, 'utf8').match(/(?<=\[)CIL-\d+(?=\])/g) ?? []),
    );
    for (const [rule] of proofs) cited.add(rule.slice(1, -1));
    expect(rules.filter((rule) => rule === undefined || !cited.has(rule))).toEqual([]);
  });
});
