import type { Analysis, Meaning } from '../analysis/types';
import { cellOf, joinedCell } from './matrix-cells';
import type { CellContext } from './matrix-cells';
import { axisOf } from './matrix-order';
import type { Axis, Line } from './matrix-order';
import { countedMeanings, isReached, isWrong, matrixTable, portFilter } from './matrix-table';
import type { MatrixTable } from './matrix-table';
import type { MatrixHead, MatrixPosition, MatrixRequest, MatrixView, MatrixWindow } from './matrix-types';
import { sentence } from './sentences';

/** All of a matrix but its cells: it serves every window of it. */
type Layout = {
  readonly key: string;
  readonly rows: Axis;
  readonly columns: Axis;
  readonly context: CellContext;
  readonly counts: Record<Meaning, number>;
  readonly pairs: number;
  readonly mismatches: readonly MatrixPosition[];
};

const layouts = new WeakMap<Analysis, Layout>();
const mismatchesKept = 1000;
const largestWindow = 200;

/** Rows that send by columns that receive: the part of it that is asked for. */
export function matrixView(analysis: Analysis, request: MatrixRequest): MatrixView {
  const layout = layoutOf(analysis, request);
  const { rows, columns, context } = layout;
  const rowPart = part(rows, request.rows);
  const columnPart = part(columns, request.columns);
  return {
    revision: analysis.summary.revision,
    rowCount: rows.lines.length,
    columnCount: columns.lines.length,
    rowGroups: rows.groups,
    columnGroups: columns.groups,
    rows: {
      first: rowPart.first,
      heads: rowPart.lines.map((line) => headOf(context.table, line, columns, 'rows')),
    },
    columns: {
      first: columnPart.first,
      heads: columnPart.lines.map((line) => headOf(context.table, line, rows, 'columns')),
    },
    cells: rowPart.lines.map((row) => columnPart.lines.map((column) => cellOf(context, row, column))),
    counts: layout.counts,
    limited: context.table.limited,
    pairs: layout.pairs,
    mismatches: layout.mismatches,
    found: request.find === undefined ? undefined : positionOf(analysis, layout, request.find),
    empty: emptyWords(analysis, rows, columns),
  };
}

function part(axis: Axis, window: MatrixWindow): { first: number; lines: readonly Line[] } {
  const first = Math.max(0, Math.min(Math.floor(window.first), axis.lines.length));
  const count = Math.max(0, Math.min(Math.floor(window.count), largestWindow));
  return { first, lines: axis.lines.slice(first, first + count) };
}

function layoutOf(analysis: Analysis, request: MatrixRequest): Layout {
  const { sort, grouped, foldAlike, folded, filter } = request;
  const port = portFilter(request);
  const key = JSON.stringify([sort, grouped, foldAlike, folded, filter, port]);
  const found = layouts.get(analysis);
  if (found?.key === key) return found;
  const table = matrixTable(analysis, port);
  const rows = axisOf(analysis, table, request, 'rows');
  const columns = axisOf(analysis, table, request, 'columns');
  const context: CellContext = { analysis, table, port, joined: new Map() };
  const made = { key, rows, columns, context, ...counted(context, rows, columns) };
  layouts.set(analysis, made);
  return made;
}

/** Counts pairs of ends by their worst meaning, and finds the cells that are not as wanted. */
function counted(
  context: CellContext,
  rows: Axis,
  columns: Axis,
): Pick<Layout, 'counts' | 'pairs' | 'mismatches'> {
  const { ends, wrong } = context.table;
  const width = columns.lines.length;
  const cells = new Set<number>();
  for (const pair of wrong) {
    const row = rows.lineOf[Math.floor(pair / ends)] ?? -1;
    const column = columns.lineOf[pair % ends] ?? -1;
    if (row >= 0 && column >= 0) cells.add(row * width + column);
  }
  // What depends ranks above what is not wanted, so a joined cell may show that instead.
  const shown = [...cells].filter((cell) => {
    const row = rows.lines[Math.floor(cell / width)];
    const column = columns.lines[cell % width];
    return row !== undefined && column !== undefined && isWrong(joinedCell(context, row, column).byte);
  });
  shown.sort((a, b) => a - b);
  const mismatches = shown
    .slice(0, mismatchesKept)
    .map((cell) => ({ row: Math.floor(cell / width), column: cell % width }));
  return {
    counts: countsOf(context.table, rows, columns),
    pairs: pairCount(context, rows, columns),
    mismatches,
  };
}

function countsOf(table: MatrixTable, rows: Axis, columns: Axis): Record<Meaning, number> {
  const isWhole = rows.ends.length === table.senders && columns.ends.length === table.ends;
  const byCode = isWhole ? table.pairsByCode : new Float64Array(table.pairsByCode.length);
  if (!isWhole) {
    for (const from of rows.ends) {
      for (const to of columns.ends) {
        const code = (table.cells[from * table.ends + to] ?? 0) & 7;
        byCode[code] = (byCode[code] ?? 0) + 1;
      }
    }
  }
  const counts = { works: 0, blocked: 0, unwanted: 0, admitted: 0, depends: 0, unguarded: 0 };
  for (const { meaning, code } of countedMeanings) counts[meaning] = byCode[code] ?? 0;
  return counts;
}

/** Pairs of different ends of which at least one is a workload. */
function pairCount(context: CellContext, rows: Axis, columns: Axis): number {
  const workloads = context.analysis.snapshot.cluster.workloads.length;
  const outside = (axis: Axis) => axis.ends.filter((end) => end >= workloads).length;
  const same = rows.ends.filter((end) => end < workloads && (columns.lineOf[end] ?? -1) >= 0).length;
  return rows.ends.length * columns.ends.length - outside(rows) * outside(columns) - same;
}

/** The total of a line: distinct ends of the other axis that it reaches, or that reach it, other than its own. */
function headOf(table: MatrixTable, line: Line, others: Axis, side: 'rows' | 'columns'): MatrixHead {
  const first = line.ends[0] ?? 0;
  const totals = side === 'rows' ? table.reaches : table.reachedBy;
  const all = side === 'rows' ? table.ends : table.senders;
  if (line.alike && others.ends.length === all) return { ...line.head, total: totals[first] ?? 0 };
  const own = new Set(line.alike ? [first] : line.ends);
  const members = [...own];
  let total = 0;
  for (const other of others.ends) {
    if (own.has(other)) continue;
    const reached = members.some((end) => {
      const at = side === 'rows' ? end * table.ends + other : other * table.ends + end;
      return isReached(table.cells[at] ?? 0);
    });
    if (reached) total++;
  }
  return { ...line.head, total };
}

function positionOf(
  analysis: Analysis,
  layout: Layout,
  path: { readonly from: string; readonly to: string },
): MatrixPosition | undefined {
  const from = analysis.endOf(path.from);
  const to = analysis.endOf(path.to);
  const row = from === undefined ? -1 : (layout.rows.lineOf[from] ?? -1);
  const column = to === undefined ? -1 : (layout.columns.lineOf[to] ?? -1);
  return row < 0 || column < 0 ? undefined : { row, column };
}

function emptyWords(analysis: Analysis, rows: Axis, columns: Axis): MatrixView['empty'] {
  if (analysis.summary.workloads.length === 0) {
    return sentence('There are no workloads yet. Paste or draw some, and who reaches whom stands here.');
  }
  if (rows.lines.length === 0 || columns.lines.length === 0) {
    return sentence('Nothing has this name or label.');
  }
  return undefined;
}
