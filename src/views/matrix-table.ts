import type { Analysis, Meaning, PathMeaning } from '../analysis/types';
import { hasPort, subtractPorts, unionPorts } from '../model/ports';
import type { PortSet, Protocol } from '../model/ports';
import { protocolOf } from './explanation-flow';
import type { CellMeaning, MatrixRequest } from './matrix-types';
import { isSender } from './outside-kinds';

/** Meanings by their code in the table: the higher, the more it matters. 0 is closed. */
const meaningsByCode = [
  'closed',
  'unguarded',
  'admitted',
  'works',
  'unwanted',
  'depends',
  'blocked',
] as const satisfies readonly CellMeaning[];

const codes = new Map<CellMeaning, number>(meaningsByCode.map((meaning, code) => [meaning, code]));

/** More than one meaning, besides what is open since nothing isolates. */
const mixedBit = 8;
/** Something gets through. */
const reachedBit = 16;

/** By some port only some of what is asked gets through. */
const limitedBit = 32;

/** The worst meaning of every pair of ends, one byte each, and how many ends each end reaches and is reached by. */
export type MatrixTable = {
  readonly ends: number;
  /** Those that have rows. */
  readonly senders: number;
  readonly cells: Uint8Array;
  /** Distinct other ends. */
  readonly reaches: Uint32Array;
  readonly reachedBy: Uint32Array;
  /** Pairs of different ends by the code of their meaning; that of what is closed is not counted. */
  readonly pairsByCode: Float64Array;
  readonly limited: boolean;
  /** Pairs that are not as wanted, as `from * ends + to`. */
  readonly wrong: readonly number[];
};

export type PortFilter = { readonly protocol: Protocol; readonly port: number } | undefined;

const known = new WeakMap<Analysis, Map<string, MatrixTable>>();
const keptTables = 3;

/** The port of a request; undefined where every port counts. */
export function portFilter(request: Pick<MatrixRequest, 'port'>): PortFilter {
  const protocol = request.port === undefined ? undefined : protocolOf(request.port.protocol);
  return protocol === undefined || request.port === undefined
    ? undefined
    : { protocol, port: request.port.port };
}

/** The table of one revision, for every port or for one; made once. */
export function matrixTable(analysis: Analysis, port: PortFilter): MatrixTable {
  const tables = known.get(analysis) ?? new Map<string, MatrixTable>();
  known.set(analysis, tables);
  const key = port === undefined ? '' : `${port.protocol} ${port.port}`;
  const found = tables.get(key);
  if (found !== undefined) return found;
  if (tables.size >= keptTables) tables.clear();
  const made = makeTable(analysis, port);
  tables.set(key, made);
  return made;
}

/** Meanings that are counted, with their codes. */
export const countedMeanings = meaningsByCode.flatMap((meaning, code) =>
  meaning === 'closed' ? [] : [{ meaning, code }],
);

/** The meaning that a byte of the table stands for. */
export function meaningOf(byte: number): CellMeaning {
  return meaningsByCode[byte & 7] ?? 'closed';
}

export function isMixed(byte: number): boolean {
  return (byte & mixedBit) !== 0;
}

/** Ports that are merely unguarded do not make a cell mixed: they would mark nearly every cell. */
export function isMixedSet(present: readonly Meaning[]): boolean {
  return new Set(present.filter((meaning) => meaning !== 'unguarded')).size > 1;
}

export function isReached(byte: number): boolean {
  return (byte & reachedBit) !== 0;
}

export function isLimited(byte: number): boolean {
  return (byte & limitedBit) !== 0;
}

/** Two bytes as one cell: the worse meaning; mixed where they differ. */
export function joinBytes(a: number, b: number): number {
  const worst = Math.max(a & 7, b & 7);
  const mixed = (a & 7) !== (b & 7) ? mixedBit : 0;
  return worst | mixed | ((a | b) & (mixedBit | reachedBit | limitedBit));
}

/** The meanings of a pair that concern the port, worst first. */
export function meaningsAt(
  analysis: Analysis,
  from: number,
  to: number,
  port: PortFilter,
): readonly PathMeaning[] {
  const all = analysis.meanings(from, to);
  if (port === undefined) return all;
  const holds = (ports: PortSet) => hasPort(ports, port.protocol, port.port);
  return all
    .filter(({ ports }) => holds(ports))
    .map(({ conditional, ...said }) => {
      const ports = [{ protocol: port.protocol, first: port.port, last: port.port }];
      const isBound = conditional !== undefined && holds(conditional);
      return { ...said, ports, ...(isBound && { conditional: ports }) };
    });
}

function makeTable(analysis: Analysis, port: PortFilter): MatrixTable {
  const { ends } = analysis;
  const cells = new Uint8Array(ends * ends);
  const reaches = new Uint32Array(ends);
  const reachedBy = new Uint32Array(ends);
  const pairsByCode = new Float64Array(meaningsByCode.length);
  let limited = false;
  const holds = (ports: PortSet) =>
    port === undefined ? ports.length > 0 : hasPort(ports, port.protocol, port.port);
  for (let from = 0; from < ends; from++) {
    const row = from * ends;
    for (const { to, connection } of analysis.reaches(from)) {
      const open = subtractPorts(connection.allowed, connection.admitted);
      const some = unionPorts(connection.allowed, connection.partial);
      const present: Meaning[] = [];
      if (holds(connection.undetermined)) present.push('depends');
      if (holds(subtractPorts(some, open))) present.push('admitted');
      if (holds(open)) present.push('unguarded');
      const bound = connection.conditional !== undefined && holds(connection.conditional);
      limited ||= bound;
      const byte = byteOf(present, holds(some)) | (bound ? limitedBit : 0);
      if (byte === 0) continue;
      const isReach = isReached(byte);
      let others = 0;
      to.forEach((end) => {
        if (end === from) return;
        cells[row + end] = byte;
        others++;
        if (isReach) reachedBy[end] = (reachedBy[end] ?? 0) + 1;
      });
      if (isReach) reaches[from] = (reaches[from] ?? 0) + others;
      pairsByCode[byte & 7] = (pairsByCode[byte & 7] ?? 0) + others;
    }
  }
  const wrong = writeStatements(analysis, port, cells, ends, pairsByCode);
  const senders = ends - analysis.summary.outside.filter((end) => !isSender(end)).length;
  return { ends, senders, cells, reaches, reachedBy, pairsByCode, limited, wrong };
}

/** Pairs that statements speak of have more to say than what their gates do. Returns those that are not as wanted. */
function writeStatements(
  analysis: Analysis,
  port: PortFilter,
  cells: Uint8Array,
  ends: number,
  pairsByCode: Float64Array,
): readonly number[] {
  const written = new Set<number>();
  const wrong: number[] = [];
  for (const statement of analysis.statements) {
    for (const { from, to } of statement.pairs) {
      const at = from * ends + to;
      if (from === to || written.has(at)) continue;
      written.add(at);
      const present = meaningsAt(analysis, from, to, port).map(({ meaning }) => meaning);
      const before = cells[at] ?? 0;
      const byte = byteOf(present, isReached(before)) | (before & limitedBit);
      cells[at] = byte;
      pairsByCode[before & 7] = (pairsByCode[before & 7] ?? 0) - 1;
      pairsByCode[byte & 7] = (pairsByCode[byte & 7] ?? 0) + 1;
      if (isWrong(byte)) wrong.push(at);
    }
  }
  return wrong;
}

/** Wanted and blocked, or not wanted and allowed. */
export function isWrong(byte: number): boolean {
  const meaning = meaningOf(byte);
  return meaning === 'blocked' || meaning === 'unwanted';
}

function byteOf(present: readonly Meaning[], reached: boolean): number {
  const kinds = new Set(present);
  let worst = 0;
  for (const meaning of kinds) worst = Math.max(worst, codes.get(meaning) ?? 0);
  return worst | (isMixedSet(present) ? mixedBit : 0) | (reached ? reachedBit : 0);
}
