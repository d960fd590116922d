import type { MatrixPosition } from '../../views/matrix-types';

/** What a key does in the grid. */
export type CellAct =
  | { readonly kind: 'move'; readonly to: MatrixPosition }
  | { readonly kind: 'jump'; readonly step: 1 | -1 }
  | { readonly kind: 'explain' }
  | { readonly kind: 'open text' }
  | { readonly kind: 'fold' };

type Press = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
};

/** Reads a key press at a cell of a grid of so many rows and columns. */
export function cellAct(
  press: Press,
  at: MatrixPosition,
  rows: number,
  columns: number,
  page: number,
): CellAct | undefined {
  const far = press.ctrlKey || press.metaKey;
  const move = (row: number, column: number): CellAct => ({
    kind: 'move',
    to: { row: clamp(row, rows), column: clamp(column, columns) },
  });
  if (press.altKey) return undefined;
  switch (press.key) {
    case 'ArrowUp':
      return move(far ? 0 : at.row - 1, at.column);
    case 'ArrowDown':
      return move(far ? rows - 1 : at.row + 1, at.column);
    case 'ArrowLeft':
      return move(at.row, far ? 0 : at.column - 1);
    case 'ArrowRight':
      return move(at.row, far ? columns - 1 : at.column + 1);
    case 'PageUp':
      return move(at.row - page, at.column);
    case 'PageDown':
      return move(at.row + page, at.column);
    case 'Home':
      return move(far ? 0 : at.row, 0);
    case 'End':
      return move(far ? rows - 1 : at.row, columns - 1);
    default:
      return far ? undefined : plainAct(press);
  }
}

function plainAct(press: Press): CellAct | undefined {
  switch (press.key) {
    case 'Enter':
      return { kind: press.shiftKey ? 'open text' : 'explain' };
    case ' ':
    case 'g':
    case 'G':
      return { kind: 'fold' };
    case 'f':
    case 'F':
      return { kind: 'explain' };
    case '[':
      return { kind: 'jump', step: -1 };
    case ']':
      return { kind: 'jump', step: 1 };
    default:
      return undefined;
  }
}

/** The mismatch after (or before) a cell in reading order; round at the ends. */
export function nextMismatch(
  mismatches: readonly MatrixPosition[],
  at: MatrixPosition,
  step: 1 | -1,
): MatrixPosition | undefined {
  const isAfter = (one: MatrixPosition) => one.row > at.row || (one.row === at.row && one.column > at.column);
  const isBefore = (one: MatrixPosition) =>
    one.row < at.row || (one.row === at.row && one.column < at.column);
  return step === 1
    ? (mismatches.find(isAfter) ?? mismatches[0])
    : (mismatches.findLast(isBefore) ?? mismatches.at(-1));
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1));
}
