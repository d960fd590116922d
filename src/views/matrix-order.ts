import type { Analysis, OutsideSummary, WorkloadSummary } from '../analysis/types';
import { endNames } from './explanation-ends';
import { isSender } from './outside-kinds';
import type { MatrixTable } from './matrix-table';
import type { MatrixGroup, MatrixHead, MatrixRequest } from './matrix-types';

/** A row or column with the ends behind it. */
export type Line = {
  readonly head: Omit<MatrixHead, 'total'>;
  readonly ends: readonly number[];
  /** Ends that fare alike: the first stands for all. */
  readonly alike: boolean;
};

export type Axis = {
  readonly lines: readonly Line[];
  readonly groups: readonly MatrixGroup[];
  /** Line of each end, by its number; -1 where it is filtered out. */
  readonly lineOf: Int32Array;
  /** Ends of all lines. */
  readonly ends: readonly number[];
};

type Section = { title: string; namespace: string | undefined; lines: Line[]; folded: boolean };
type Side = 'rows' | 'columns';
export type OrderRequest = Pick<MatrixRequest, 'sort' | 'grouped' | 'foldAlike' | 'folded' | 'filter'>;

/** Rows, with those outside first, or columns, with those outside last: senders stand left, receivers right. */
export function axisOf(analysis: Analysis, table: MatrixTable, request: OrderRequest, side: Side): Axis {
  const keeps = filterOf(request.filter, side);
  const { summary } = analysis;
  const workloads =
    keeps === undefined
      ? summary.workloads
      : summary.workloads.filter((workload) => keeps(searchable(workload)));
  const outside = summary.outside.filter(
    (end) => (side === 'columns' || isSender(end)) && (keeps === undefined || keeps(searchableOutside(end))),
  );
  const inside = request.grouped
    ? groupedSections(analysis, workloads, request)
    : [
        {
          title: '',
          namespace: undefined,
          lines: workloadLines(analysis, workloads, request),
          folded: false,
        },
      ];
  const order = comparison(table, request.sort);
  const outsideSection: Section = {
    title: 'outside',
    namespace: undefined,
    lines: outside.map(outsideLine),
    folded: false,
  };
  const sections = (side === 'rows' ? [outsideSection, ...inside] : [...inside, outsideSection]).filter(
    ({ lines }) => lines.length > 0,
  );
  if (order !== undefined) for (const section of sections) section.lines.sort(order);
  return axisFrom(sections, table.ends);
}

function axisFrom(sections: readonly Section[], ends: number): Axis {
  const lines: Line[] = [];
  const groups: MatrixGroup[] = [];
  const lineOf = new Int32Array(ends).fill(-1);
  for (const section of sections) {
    const { title, namespace, folded } = section;
    groups.push({ title, namespace, first: lines.length, count: section.lines.length, folded });
    for (const line of section.lines) {
      for (const end of line.ends) lineOf[end] = lines.length;
      lines.push(line);
    }
  }
  return { lines, groups, lineOf, ends: lines.flatMap((line) => line.ends) };
}

function groupedSections(
  analysis: Analysis,
  workloads: readonly WorkloadSummary[],
  request: OrderRequest,
): Section[] {
  const byNamespace = new Map<string, WorkloadSummary[]>();
  for (const workload of workloads) {
    const list = byNamespace.get(workload.namespace);
    if (list === undefined) byNamespace.set(workload.namespace, [workload]);
    else list.push(workload);
  }
  const folded = new Set(request.folded);
  return [...byNamespace].map(([namespace, members]) => ({
    title: namespace,
    namespace,
    folded: folded.has(namespace),
    lines: folded.has(namespace)
      ? [namespaceLine(namespace, members)]
      : workloadLines(analysis, members, request),
  }));
}

function workloadLines(
  analysis: Analysis,
  workloads: readonly WorkloadSummary[],
  request: OrderRequest,
): Line[] {
  const alike = new Map<string, WorkloadSummary[]>();
  for (const workload of workloads) {
    const key = request.foldAlike ? workload.foldKey : workload.id;
    const list = alike.get(key);
    if (list === undefined) alike.set(key, [workload]);
    else list.push(workload);
  }
  return [...alike.values()].flatMap((members): readonly Line[] => {
    const [first] = members;
    if (first === undefined) return [];
    const head = {
      key: first.id,
      kind: 'workload',
      title: titleIn(analysis, first, request.grouped),
      count: members.length,
      namespace: first.namespace,
      egress: first.egress,
      ingress: first.ingress,
      inferred: first.inferred,
    } as const;
    return [{ head, ends: members.map((member) => member.end), alike: true }];
  });
}

/** Under its namespace's title a workload needs no more than its name, unless two kinds share it there. */
function titleIn(analysis: Analysis, workload: WorkloadSummary, grouped: boolean): string {
  const names = endNames(analysis);
  if (!grouped) return names.titleOf(workload.id);
  const here = names.called(workload.name).filter((other) => other.namespace === workload.namespace);
  return here.length === 1 ? workload.name : `${workload.shortKind}/${workload.name}`;
}

function namespaceLine(namespace: string, members: readonly WorkloadSummary[]): Line {
  const head = {
    key: `namespace/${namespace}`,
    kind: 'namespace',
    title: namespace,
    count: members.length,
    namespace,
    egress: undefined,
    ingress: undefined,
    inferred: false,
  } as const;
  return { head, ends: members.map((member) => member.end), alike: members.length === 1 };
}

function outsideLine(end: OutsideSummary): Line {
  const head = {
    key: end.id,
    kind: 'outside',
    title: end.title,
    count: 1,
    namespace: '',
    egress: undefined,
    ingress: undefined,
    inferred: false,
  } as const;
  return { head, ends: [end.end], alike: true };
}

/** Undefined where nothing is filtered. Words must all be met; `from:` and `to:` words speak of rows and columns alone. */
function filterOf(filter: string, side: Side): ((text: string) => boolean) | undefined {
  const words = filter
    .toLowerCase()
    .split(/\s+/u)
    .flatMap((word) => {
      const prefix = word.startsWith('from:') ? 'rows' : word.startsWith('to:') ? 'columns' : undefined;
      if (prefix === undefined) return [word];
      return prefix === side ? [word.slice(word.indexOf(':') + 1)] : [];
    })
    .filter((word) => word !== '');
  return words.length === 0 ? undefined : (text) => words.every((word) => text.includes(word));
}

function searchable(workload: WorkloadSummary): string {
  const labels = workload.labels.map(([key, value]) => `${key}=${value}`);
  return [workload.id, workload.shortKind, ...labels].join('\n').toLowerCase();
}

function searchableOutside(end: OutsideSummary): string {
  return ['outside', end.title, end.kind, end.detail, ...end.cidrs].join('\n').toLowerCase();
}

function comparison(
  table: MatrixTable,
  sort: OrderRequest['sort'],
): ((a: Line, b: Line) => number) | undefined {
  const total = (line: Line, counts: Uint32Array) =>
    line.ends.reduce((sum, end) => sum + (counts[end] ?? 0), 0);
  switch (sort) {
    case 'cluster':
      return undefined;
    case 'name':
      return (a, b) => (a.head.title < b.head.title ? -1 : a.head.title > b.head.title ? 1 : 0);
    case 'reaches':
      return (a, b) => total(b, table.reaches) - total(a, table.reaches);
    case 'reached by':
      return (a, b) => total(b, table.reachedBy) - total(a, table.reachedBy);
    case 'alike':
      return (a, b) => compareRows(table, a.ends[0] ?? 0, b.ends[0] ?? 0);
  }
}

/** Orders ends by what they reach, so that equal rows stand together and similar ones near. */
function compareRows(table: MatrixTable, a: number, b: number): number {
  const { cells, ends } = table;
  for (let to = 0; to < ends; to++) {
    const difference = ((cells[b * ends + to] ?? 0) & 7) - ((cells[a * ends + to] ?? 0) & 7);
    if (difference !== 0 && to !== a && to !== b) return difference;
  }
  return 0;
}
