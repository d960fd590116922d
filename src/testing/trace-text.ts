import type { Miss, PartStep, RuleStep, SideTrace, Trace } from '../model/verdict';

/** A trace as indented lines, for people who look for the fault in an evaluator. */
export function traceText(trace: Trace): string {
  return [trace.egress, trace.ingress].flatMap(sideLines).join('\n');
}

function sideLines(side: SideTrace): readonly string[] {
  const head = `${side.direction}: ${side.verdict.kind}`;
  if (side.before !== undefined) return [`${head} (${side.before})`];
  return side.checkpoints.flatMap(({ state, tiers }) => [
    `${head} (${state})`,
    ...tiers.flatMap(({ policies }) =>
      policies.flatMap(({ ref, rules, decides }) => [
        `  ${ref.kind} ${ref.namespace ?? ''}/${ref.name}${decides ? ' decides' : ''}`,
        ...rules.map(ruleLine),
      ]),
    ),
  ]);
}

function ruleLine({ index, matched, peers, ports }: RuleStep): string {
  return `    rule ${index}: ${matched}; peers ${partsText(peers)}; ports ${partsText(ports)}`;
}

function partsText(parts: 'any' | readonly PartStep[]): string {
  if (parts === 'any') return 'any';
  return parts
    .map(({ matched, misses }) => (matched === 'yes' ? 'yes' : `${matched} (${missText(misses)})`))
    .join(', ');
}

function missText(misses: readonly Miss[]): string {
  return misses.map((miss) => JSON.stringify({ ...miss, origin: undefined })).join(' ');
}
