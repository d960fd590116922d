import { memo } from 'react';
import type { CellMeaning, MatrixCell } from '../../views/matrix-types';
import { classes } from '../kit/classes';
import { cellWidth, headWidth } from './geometry';
import styles from './MatrixGrid.module.css';
import { Tile } from './Tile';

/** A drawn column: its number and where it begins. */
export type DrawnColumn = { readonly index: number; readonly start: number };

/** The cells of one row. Scrolling past it and pointing at it do not draw them again. */
export const RowCells = memo(function RowCells({
  row,
  columns,
  cells,
  firstColumn,
  active,
  chosen,
}: {
  readonly row: number;
  readonly columns: readonly DrawnColumn[];
  readonly cells: readonly MatrixCell[] | undefined;
  /** Column of the first of `cells`. */
  readonly firstColumn: number;
  /** Column of the cell that the keys are at. */
  readonly active: number | undefined;
  readonly chosen: number | undefined;
}) {
  return columns.map(({ index, start }) => {
    const cell = cells?.[index - firstColumn];
    return (
      <Cell
        key={index}
        row={row}
        column={index}
        left={headWidth + start}
        meaning={cell?.meaning}
        mixed={cell?.mixed === true}
        limited={cell?.limits !== undefined}
        spoken={cell?.spoken}
        active={active === index}
        chosen={chosen === index}
      />
    );
  });
});

/** One cell, by plain values: a new view draws only the cells that differ. */
const Cell = memo(function Cell({
  row,
  column,
  left,
  meaning,
  mixed,
  limited,
  spoken,
  active,
  chosen,
}: {
  readonly row: number;
  readonly column: number;
  readonly left: number;
  readonly meaning: CellMeaning | undefined;
  readonly mixed: boolean;
  readonly limited: boolean;
  readonly spoken: string | undefined;
  readonly active: boolean;
  readonly chosen: boolean;
}) {
  return (
    <div
      role="gridcell"
      id={cellId(row, column)}
      aria-colindex={column + 2}
      aria-label={spoken}
      aria-selected={chosen}
      data-row={row}
      data-column={column}
      className={classes(styles.cell, active && styles.active, chosen && styles.chosen)}
      style={{ left, width: cellWidth }}
    >
      {meaning === undefined ? null : <Tile meaning={meaning} mixed={mixed} limited={limited} />}
    </div>
  );
});

export function cellId(row: number, column: number): string {
  return `matrix-cell-${row}-${column}`;
}
