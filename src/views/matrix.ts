import type { Analysis, Meaning } from '../analysis/types';
import { cellOf, endsOf, joinedCell } from './matrix-cells';
import type { CellContext } from './matrix-cells';
import { axisOf } from './matrix-order';
import type { Axis, Line } from './matrix-order';
import { isReached, matrixTable, meaningOf, portFilter } from './matrix-table';
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
  const senders = endsOf(rows);
  const receivers = endsOf(columns);
  return {
    revision: analysis.summary.revision,
    rowCount: rows.lines.length,
    columnCount: columns.lines.length,
    rowGroups: rows.groups,
    columnGroups: columns.groups,
    rows: {
      first: rowPart.first,
      heads: rowPart.lines.map((line) => headOf(context.table, line, receivers, 'rows')),
    },
    columns: {
      first: columnPart.first,
      heads: columnPart.lines.map((line) => headOf(context.table, line, senders, 'columns')),
    },
    cells: rowPart.lines.map((row) => columnPart.lines.map((column) => cellOf(context, row, column))),
    counts: layout.counts,
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
  const { cells, ends } = context.table;
  const counts = { works: 0, blocked: 0, unwanted: 0, admitted: 0, depends: 0, unguarded: 0 };
  const workloads = context.analysis.snapshot.cluster.workloads.length;
  const wrong = new Set<number>();
  const columnEnds = endsOf(columns);
  let pairs = 0;
  for (const [row, line] of rows.lines.entries()) {
    for (const from of line.ends) {
      for (const to of columnEnds) {
        if (from === to || (from >= workloads && to >= workloads)) continue;
        pairs++;
        const meaning = meaningOf(cells[from * ends + to] ?? 0);
        if (meaning === 'closed' || meaning === 'itself' || meaning === 'no path') continue;
        counts[meaning]++;
        if (meaning === 'blocked' || meaning === 'unwanted') {
          wrong.add(row * columns.lines.length + (columns.lineOf[to] ?? 0));
        }
      }
    }
  }
  const width = Math.max(1, columns.lines.length);
  const shown = [...wrong].filter((cell) => isShownWrong(context, rows, columns, cell, width));
  shown.sort((a, b) => a - b);
  const mismatches = shown
    .slice(0, mismatchesKept)
    .map((cell) => ({ row: Math.floor(cell / width), column: cell % width }));
  return { counts, pairs, mismatches };
}

/** A joined cell shows its worst only, and something that depends ranks above what is not wanted. */
function isShownWrong(context: CellContext, rows: Axis, columns: Axis, cell: number, width: number): boolean {
  const row = rows.lines[Math.floor(cell / width)];
  const column = columns.lines[cell % width];
  if (row === undefined || column === undefined) return false;
  const meaning = meaningOf(joinedCell(context, row, column).byte);
  return meaning === 'blocked' || meaning === 'unwanted';
}

/** The total of a line: distinct ends of the other axis that it reaches, or that reach it, other than its own. */
function headOf(
  table: MatrixTable,
  line: Line,
  others: readonly number[],
  side: 'rows' | 'columns',
): MatrixHead {
  const own = new Set(line.ends);
  const members = line.alike ? line.ends.slice(0, 1) : line.ends;
  let total = 0;
  for (const other of others) {
    if (own.has(other) && !line.alike) continue;
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
