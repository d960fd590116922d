import type { StatementPair } from '../expectations/types';
import { tellingPort } from '../model/telling-port';
import type { Snapshot } from '../snapshot/types';
import type { Places } from './places';
import type { OutsideSummary, PathRef, StatementSummary } from './types';

/** The statements of all Expectations documents, each with a pair to show. */
export function statementSummaries(
  { cluster, statements }: Snapshot,
  places: Places,
  outside: readonly OutsideSummary[],
): readonly StatementSummary[] {
  const idOf = (end: number) =>
    cluster.workloads[end]?.id ?? outside[end - cluster.workloads.length]?.id ?? '';
  const pathOf = (pair: StatementPair): PathRef | undefined => {
    const ports = [pair.failing, pair.undetermined, pair.ports].find((set) => set.length > 0);
    if (ports === undefined) return undefined;
    const pods = cluster.workloads[pair.to]?.pods ?? [];
    const declared = pods.flatMap((pod) => cluster.pods[pod]?.ports ?? []);
    return { from: idOf(pair.from), to: idOf(pair.to), ...tellingPort(ports, declared) };
  };
  return statements.map((statement) => {
    const { origin, name, verdict, from, to, ports, because, status, reason, pairs } = statement;
    const failing = pairs.filter((pair) => pair.failing.length > 0);
    const shown = failing[0] ?? pairs.find((pair) => pair.undetermined.length > 0) ?? pairs[0];
    return {
      id: `${origin.file}:${origin.document}:${origin.path.join('.')}`,
      ...(name === undefined ? {} : { name }),
      verdict,
      from,
      to,
      ports,
      ...(because === undefined ? {} : { because }),
      status,
      ...(reason === undefined ? {} : { reason }),
      example: shown === undefined ? undefined : pathOf(shown),
      pairs: pairs.length,
      failingPairs: failing.length,
      place: places.ofOrigin(origin),
    };
  });
}
