import { describe, expect, it } from 'vitest';
import type { Analysis } from '../analysis/types';
import { flowOfQuery, podsByName, readQuery } from '../cli/query';
import { settingsOf } from '../cli/verdicts';
import type { FlowEnd } from '../model/flow';
import { explain } from '../views/explanation';
import { plainText } from '../views/sentences';
import { analyzed, manifestText } from './analyzed';
import { recordedText, verdictCases } from './cases';

describe('the words for recorded cases', () => {
  const files = [
    'kubernetes-anp',
    'kubernetes-kcnp',
    'calico-3.32',
    'calico-3.32-directed',
    'calico-3.31-anp',
    'cilium-1.20',
    'cilium-1.19',
    'cilium-1.20-kcnp',
  ];

  it.each(files)('law: the sentence and the lanes say what was recorded: %s', (file) => {
    const cases = verdictCases(recordedText(file))
      .filter((_, index) => index % 25 === 0)
      .slice(0, 12);
    expect(cases.length).toBeGreaterThan(4);
    const seen = new Set<string>();
    for (const one of cases) {
      const { resources, cni, options = {}, names = {} } = one;
      const analysis = analyzed([manifestText([...settingsOf({ options, names }), ...resources])], { cni });
      const pods = podsByName(analysis.snapshot.cluster);
      for (const query of one.queries.slice(0, 10)) {
        const flow = flowOfQuery(readQuery(query, 'query'), pods, 'query');
        const ids = [flow.from, flow.to].map((end) => idOf(analysis, end));
        const [from = '', to = ''] = ids;
        const { protocol, port, sourcePort, family, http, dns, sni } = flow;
        const details = {
          ...(sourcePort !== undefined && { sourcePort }),
          ...(family !== undefined && { family }),
          ...(http !== undefined && { http }),
          ...(dns !== undefined && { dns }),
          ...(sni !== undefined && { sni }),
        };
        const explanation = explain(
          analysis,
          { from, to, protocol, port, details },
          { from: flow.from, to: flow.to },
        );
        if (explanation === undefined || from === '' || to === '') continue;
        const said = plainText(explanation.sentence);
        seen.add(query.expect);
        expect(explanation.verdict).toBe(query.expect);
        expect(said).toMatch(sentences[query.expect as keyof typeof sentences]);
        expect(said).not.toMatch(/block|undefined|: \.|``| {2}/u);
        for (const lane of explanation.lanes) {
          const decided = lane.tiers.flatMap((tier) => tier.steps).filter((step) => step.dot !== 'looked at');
          if (lane.verdict === 'denied') expect(decided.some((step) => step.dot === 'denied')).toBe(true);
          for (const finding of lane.tiers.flatMap((tier) => tier.steps.flatMap((step) => step.findings))) {
            expect(plainText(finding.words)).not.toBe('');
          }
        }
      }
    }
    expect([...seen]).toEqual(expect.arrayContaining(['allowed', 'denied']));
  });
});

const sentences = {
  allowed: / reaches .+ on .+: .+\.$/su,
  denied: / cannot reach .+ on .+: .+\.$/su,
  undetermined: /^Whether .+ cannot be told: .+\.$/su,
} as const;

/** The id of the end that an end of a flow is part of; empty where it is none that can be named. */
function idOf(analysis: Analysis, end: FlowEnd): string {
  const { cluster, evaluator } = analysis.snapshot;
  switch (end.kind) {
    case 'pod':
      return analysis.endId(cluster.pods[end.pod]?.workload ?? -1);
    case 'node':
      return `node:${end.node}`;
    case 'entity':
      return `entity:${end.entity}`;
    case 'domain':
      return `fqdn:${end.domain}`;
    case 'address': {
      const { family, value } = end.address;
      const at = evaluator.outside.findIndex(({ ranges }) =>
        ranges.some(
          ({ first, last }) => first.family === family && first.value <= value && value <= last.value,
        ),
      );
      return at < 0 ? '' : analysis.endId(cluster.workloads.length + at);
    }
  }
}
