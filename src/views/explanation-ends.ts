import type { Analysis, OutsideSummary, WorkloadSummary } from '../analysis/types';
import { namedFlowEnd } from '../model/flow';
import type { ExplainedEnd } from './explanation-types';
import type { EndName } from './detail-types';

/** What ends are called, so that no two of one revision read alike. */
export type EndNames = {
  /** The name alone where that is clear, `namespace/name` or `kind namespace/name` where it is not. */
  titleOf(id: string): string;
  nameOf(id: string): EndName;
  workload(id: string): WorkloadSummary | undefined;
  outside(id: string): OutsideSummary | undefined;
  /** Everything of a name: workloads of any namespace, lower case not needed to match. */
  called(name: string): readonly WorkloadSummary[];
  end(id: string): ExplainedEnd | undefined;
};

const known = new WeakMap<Analysis['summary'], EndNames>();

/** The names of one revision; made once for each. */
export function endNames(analysis: Pick<Analysis, 'summary'>): EndNames {
  const found = known.get(analysis.summary);
  if (found !== undefined) return found;
  const made = makeNames(analysis.summary);
  known.set(analysis.summary, made);
  return made;
}

function makeNames(summary: Analysis['summary']): EndNames {
  const workloads = new Map(summary.workloads.map((workload) => [workload.id, workload]));
  const outside = new Map(summary.outside.map((end) => [end.id, end]));
  const byName = new Map<string, WorkloadSummary[]>();
  for (const workload of summary.workloads) {
    const list = byName.get(workload.name);
    if (list === undefined) byName.set(workload.name, [workload]);
    else list.push(workload);
  }
  const titles = new Map<string, string>();
  for (const list of byName.values()) {
    for (const workload of list) titles.set(workload.id, titleAmong(workload, list));
  }
  for (const end of summary.outside) titles.set(end.id, end.title);
  const titleOf = (id: string) => titles.get(id) ?? namedTitle(id) ?? id;
  return {
    titleOf,
    nameOf: (id) => ({ id, title: titleOf(id), namespace: workloads.get(id)?.namespace ?? '' }),
    workload: (id) => workloads.get(id),
    outside: (id) => outside.get(id),
    called: (name) => byName.get(name) ?? [],
    end: (id) => {
      const workload = workloads.get(id);
      if (workload !== undefined) {
        const { namespace, place } = workload;
        return { id, title: titleOf(id), kind: 'workload', namespace, place };
      }
      if (!outside.has(id) && namedTitle(id) === undefined) return undefined;
      return { id, title: titleOf(id), kind: 'outside', namespace: undefined, place: undefined };
    },
  };
}

/** What an end is called that has no card: `entity:host`, `node:n1`, and a domain by its name alone. */
function namedTitle(id: string): string | undefined {
  const named = namedFlowEnd(id);
  return named?.kind === 'domain' ? named.domain : named === undefined ? undefined : id;
}

function titleAmong(workload: WorkloadSummary, same: readonly WorkloadSummary[]): string {
  if (same.length === 1) return workload.name;
  const here = same.filter((other) => other.namespace === workload.namespace);
  const title = `${workload.namespace}/${workload.name}`;
  return here.length === 1 ? title : `${workload.shortKind} ${title}`;
}
