import { memo } from 'react';
import type { MatrixCell } from '../../views/matrix-types';
import { classes } from '../kit/classes';
import { cellWidth, headWidth } from './geometry';
import styles from './MatrixGrid.module.css';
import { Tile } from './Tile';

/** A drawn column: its number and where it begins. */
export type DrawnColumn = { readonly index: number; readonly start: number };

/** The cells of one row. Pointing at cells does not draw them again. */
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
      <div
        key={index}
        role="gridcell"
        id={cellId(row, index)}
        aria-colindex={index + 2}
        aria-label={cell?.spoken}
        aria-selected={chosen === index}
        data-row={row}
        data-column={index}
        className={classes(styles.cell, active === index && styles.active, chosen === index && styles.chosen)}
        style={{ left: headWidth + start, width: cellWidth }}
      >
        {cell === undefined ? null : <Tile meaning={cell.meaning} mixed={cell.mixed} />}
      </div>
    );
  });
});

export function cellId(row: number, column: number): string {
  return `matrix-cell-${row}-${column}`;
}
