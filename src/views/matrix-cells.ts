import type { Analysis, PathRef } from '../analysis/types';
import { portSetText } from '../model/ports';
import type { PortSet } from '../model/ports';
import { tellingPort } from '../model/telling-port';
import { endNames } from './explanation-ends';
import { limitsOf } from './limits';
import type { Line } from './matrix-order';
import { isLimited, isMixed, isMixedSet, joinBytes, meaningOf, meaningsAt } from './matrix-table';
import type { MatrixTable, PortFilter } from './matrix-table';
import type { CellMeaning, MatrixCell } from './matrix-types';
import { toldPorts } from './told-ports';

/** What cells are made from. */
export type CellContext = {
  readonly analysis: Analysis;
  readonly table: MatrixTable;
  readonly port: PortFilter;
  /** Joined cells of folded namespaces, made when first seen. */
  readonly joined: Map<string, JoinedCell>;
};

/** A cell of several ends. */
export type JoinedCell = { readonly byte: number; readonly pairs: number; readonly worst: number };

/** The words for a meaning, as a screen reader says them. */
export const meaningWords: Readonly<Record<CellMeaning, string>> = {
  works: 'wanted, works',
  blocked: 'wanted, blocked',
  unwanted: 'allowed, not wanted',
  admitted: 'allowed, nothing said about it',
  depends: 'depends',
  unguarded: 'allowed, since nothing isolates',
  closed: 'closed',
  itself: 'itself',
  'no path': 'both outside the cluster',
};

export function cellOf(context: CellContext, row: Line, column: Line): MatrixCell {
  const { analysis, port } = context;
  const who = `${row.head.title} to ${column.head.title}`;
  const outside = row.head.kind === 'outside' && column.head.kind === 'outside';
  if (row.head.key === column.head.key && row.ends.length === 1) return plainCell('itself', who);
  if (outside) return plainCell('no path', who);
  if (!row.alike || !column.alike) return namespaceCell(context, row, column, who);
  const { from, to } = pairOf(row, column);
  const isClosed = (context.table.cells[from * context.table.ends + to] ?? 0) === 0;
  const meanings = isClosed ? [] : meaningsAt(analysis, from, to, port);
  const [worst] = meanings;
  const meaning = worst?.meaning ?? 'closed';
  const ports = worst === undefined ? '' : portsText(analysis, worst.ports, port);
  const bound = meanings.find(({ conditional }) => conditional !== undefined);
  const limits = bound === undefined ? undefined : limitsOf(analysis, from, to, bound);
  const shown = worst?.conditional ?? worst?.ports;
  const pairs =
    row.ends.length * column.ends.length - (row.head.key === column.head.key ? row.ends.length : 0);
  return {
    meaning,
    ports,
    mixed: isMixedSet(meanings.map((one) => one.meaning)),
    pairs,
    worst: pairs,
    ...(limits !== undefined && { limits: limits.told }),
    path: pathOf(analysis, from, to, shown, port),
    spoken: [`${who}: ${meaningWords[meaning]}`, ports, limits?.told ?? '']
      .filter((words) => words !== '')
      .join(', '),
  };
}

/** The byte of any cell, joined over all its pairs of ends where they are not alike. */
export function joinedCell(context: CellContext, row: Line, column: Line): JoinedCell {
  const key = `${row.head.key}\n${column.head.key}`;
  const found = context.joined.get(key);
  if (found !== undefined) return found;
  const { cells, ends } = context.table;
  let byte: number | undefined;
  let pairs = 0;
  const counts = new Uint32Array(8);
  for (const from of row.ends) {
    for (const to of column.ends) {
      if (from === to) continue;
      const one = cells[from * ends + to] ?? 0;
      byte = byte === undefined ? one : joinBytes(byte, one);
      counts[one & 7] = (counts[one & 7] ?? 0) + 1;
      pairs++;
    }
  }
  const joined = { byte: byte ?? 0, pairs, worst: counts[(byte ?? 0) & 7] ?? 0 };
  context.joined.set(key, joined);
  return joined;
}

/** A port by which a path of two ends can be explained: the one that is asked about, else the most telling of `ports`. */
export function pathOf(
  analysis: Analysis,
  from: number,
  to: number,
  ports: PortSet | undefined,
  filter: PortFilter,
): PathRef {
  const ends = { from: analysis.endId(from), to: analysis.endId(to) };
  if (filter !== undefined) return { ...ends, protocol: filter.protocol, port: filter.port };
  return { ...ends, ...tellingPort(ports ?? [], endNames(analysis).workload(ends.to)?.ports ?? []) };
}

/** The ends that stand for a cell; two of them where alike workloads meet themselves. */
function pairOf(row: Line, column: Line): { from: number; to: number } {
  const from = row.ends[0] ?? 0;
  const same = row.head.key === column.head.key;
  return { from, to: (same ? column.ends[1] : column.ends[0]) ?? 0 };
}

function namespaceCell(context: CellContext, row: Line, column: Line, who: string): MatrixCell {
  const { analysis, port, table } = context;
  const { byte, pairs, worst } = joinedCell(context, row, column);
  const meaning = meaningOf(byte);
  const code = byte & 7;
  const example = row.ends.flatMap((from) => {
    const to = column.ends.find(
      (end) => end !== from && ((table.cells[from * table.ends + end] ?? 0) & 7) === code,
    );
    return to === undefined ? [] : [{ from, to }];
  })[0];
  const ports =
    example === undefined ? undefined : meaningsAt(analysis, example.from, example.to, port)[0]?.ports;
  return {
    meaning,
    ports: '',
    mixed: isMixed(byte),
    pairs,
    worst,
    ...(isLimited(byte) && { limits: 'for some pairs, only some requests' }),
    path: example === undefined ? undefined : pathOf(analysis, example.from, example.to, ports, port),
    spoken: `${who}: ${worst} of ${pairs} pairs ${meaningWords[meaning]}`,
  };
}

function plainCell(meaning: CellMeaning, who: string): MatrixCell {
  const spoken = `${who}: ${meaningWords[meaning]}`;
  return { meaning, ports: '', mixed: false, pairs: 0, worst: 0, path: undefined, spoken };
}

function portsText(analysis: Analysis, ports: PortSet, filter: PortFilter): string {
  return filter === undefined ? portSetText(toldPorts(analysis)(ports)) : `${filter.protocol} ${filter.port}`;
}
