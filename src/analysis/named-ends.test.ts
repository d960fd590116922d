import { describe, expect, test } from 'vitest';
import { hasPort, icmp, otherPort } from '../model/ports';
import type { FlowEnd } from '../model/flow';
import { settingsOf } from '../cli/verdicts';
import { analyzed, manifestText } from '../testing/analyzed';
import { answerOf, endsOf, portPoints } from '../testing/ask-flows';
import type { PortAnswer, PortPoint } from '../testing/ask-flows';
import { recordedText, verdictCases } from '../testing/cases';
import type { RecordedCase } from '../testing/cases';
import type { Analysis } from './types';

/** What tracing tells of every pod of a workload with an end that is told by name. */
function traced(
  { snapshot: { cluster, evaluator } }: Analysis,
  [from, to]: readonly [number | FlowEnd, number | FlowEnd],
  point: PortPoint,
): { readonly answer: PortAnswer; readonly conditional: boolean } {
  const ends = (end: number | FlowEnd) => (typeof end === 'number' ? endsOf(cluster, evaluator, end) : [end]);
  const kinds = new Set<string>();
  let conditional = false;
  for (const source of ends(from)) {
    for (const destination of ends(to)) {
      const { verdict } = evaluator.trace({ from: source, to: destination, ...point });
      kinds.add(verdict.kind);
      conditional ||= verdict.kind === 'allowed' && verdict.conditions !== undefined;
    }
  }
  const told = (): PortAnswer => {
    if (kinds.size === 1 && kinds.has('allowed')) return 'allowed';
    if (kinds.has('allowed') && kinds.has('denied')) return 'partial';
    return kinds.has('allowed') || kinds.has('undetermined') ? 'undetermined' : 'denied';
  };
  return { answer: told(), conditional };
}

function analysisOf({ resources, cni, options = {}, names = {} }: RecordedCase): Analysis {
  return analyzed([manifestText([...settingsOf({ options, names }), ...resources])], { cni });
}

/** How many clusters of a file are asked. */
const asked = 14;

const files = [
  'kubernetes-anp',
  'kubernetes-kcnp',
  'calico-3.32-directed',
  'calico-3.32',
  'cilium-1.20',
  'cilium-1.19',
];

describe('a line to or from an end that a policy tells by name says what tracing says of each pod', () => {
  test.each(files)('%s', (file) => {
    const named = /toFQDNs|fromEntities|toEntities|fromNodes|toNodes|domainNames|HostEndpoint|"nodes"/;
    const cases = verdictCases(recordedText(file)).filter((one) => named.test(JSON.stringify(one.resources)));
    const step = Math.max(1, Math.floor(cases.length / asked));
    const wrong: unknown[] = [];
    let lines = 0;
    for (const recorded of cases.filter((_, index) => index % step === 0)) {
      const analysis = analysisOf(recorded);
      const { cluster, policies } = analysis.snapshot;
      const points: readonly PortPoint[] = [
        ...portPoints(cluster, policies).filter((_point, index) => index % 5 === 0),
        { protocol: 'other', port: otherPort(icmp, 8) },
        { protocol: 'TCP', port: 80 },
        { protocol: 'UDP', port: 53 },
      ];
      for (let end = analysis.snapshot.evaluator.ends; end < analysis.ends; end++) {
        const flowEnd = analysis.namedEnd(end);
        if (flowEnd === undefined) throw new Error('a named end is no end of a flow');
        for (const { index } of cluster.workloads) {
          for (const out of [true, false]) {
            const connection = out ? analysis.connection(index, end) : analysis.connection(end, index);
            lines++;
            for (const point of points) {
              const wanted = traced(analysis, out ? [index, flowEnd] : [flowEnd, index], point);
              const conditional = hasPort(connection.conditional ?? [], point.protocol, point.port);
              const got = answerOf(connection, point);
              if (got.length !== 1 || got[0] !== wanted.answer || conditional !== wanted.conditional) {
                wrong.push({ id: recorded.id, index, flowEnd, out, point, got, conditional, wanted });
              }
            }
          }
        }
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(lines).toBeGreaterThan(20);
  });
});

test('a gate that lets only an end through that is told by name is no shut one', () => {
  const pod = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', labels: { app: name } },
    spec: { containers: [] },
  });
  const policy = (egress: readonly object[]) => ({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'p', namespace: 'shop' },
    spec: { endpointSelector: { matchLabels: { app: 'api' } }, egress },
  });
  const gateUnder = (egress: readonly object[]) =>
    analyzed([manifestText([pod('api'), pod('web'), policy(egress)])], {
      cni: 'cilium-1.20',
    }).summary.workloads.find(({ name }) => name === 'api')?.egress;
  expect(gateUnder([{ toFQDNs: [{ matchName: 'pay.example.com' }] }])).toEqual({
    state: 'guarded',
    rules: 1,
  });
  expect(gateUnder([{ toEndpoints: [{ matchLabels: { app: 'nobody' } }] }])).toMatchObject({ state: 'shut' });
});
