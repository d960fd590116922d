import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowRight } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import type { MatrixHead, MatrixPosition, MatrixView, MatrixWindow } from '../../views/matrix-types';
import { classes } from '../kit/classes';
import {
  cellWidth,
  groupAt,
  headHeight,
  headWidth,
  offsetOf,
  rowHeight,
  slotOf,
  totalWidth,
  trackOf,
} from './geometry';
import type { Track } from './geometry';
import { ColumnHead, GroupLabel, RowHead } from './MatrixHeads';
import styles from './MatrixGrid.module.css';
import { cellId, RowCells } from './MatrixRow';
import type { DrawnColumn } from './MatrixRow';
import type { MatrixOptions } from './matrix-options';

export type GridHandles = {
  readonly onWindow: (rows: MatrixWindow, columns: MatrixWindow) => void;
  readonly onPoint: (position: MatrixPosition | undefined) => void;
  readonly onChoose: (position: MatrixPosition) => void;
  readonly onHead: (head: MatrixHead) => void;
  readonly onFold: (namespace: string) => void;
  readonly onSort: (sort: MatrixOptions['sort']) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
};

/** The grid itself: headers that stick, and only the rows and columns in sight. */
export function MatrixGrid({
  view,
  scroller,
  active,
  chosen,
  pointed,
  sort,
  covered,
  handles,
}: {
  readonly view: MatrixView;
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Where the keys are. */
  readonly active: MatrixPosition;
  readonly chosen: MatrixPosition | undefined;
  readonly pointed: MatrixPosition | undefined;
  readonly sort: MatrixOptions['sort'];
  /** What the legend lies over at the bottom, in px. */
  readonly covered: number;
  readonly handles: GridHandles;
}) {
  const { rowGroups, rowCount, columnGroups, columnCount } = view;
  const rowTrack = useMemo(() => trackOf(rowGroups, rowCount, rowHeight), [rowGroups, rowCount]);
  const columnTrack = useMemo(
    () => trackOf(columnGroups, columnCount, cellWidth),
    [columnGroups, columnCount],
  );
  const rows = useLines(rowTrack, scroller, false);
  const columns = useLines(columnTrack, scroller, true);
  const isFocused = useRef(false);
  const { onWindow } = handles;
  const [firstRow, rowsShown] = [rows[0]?.index ?? 0, rows.length];
  const [firstColumn, columnsShown] = [columns[0]?.index ?? 0, columns.length];
  useEffect(() => {
    onWindow({ first: firstRow, count: rowsShown }, { first: firstColumn, count: columnsShown });
  }, [onWindow, firstRow, rowsShown, firstColumn, columnsShown]);
  // The keys move a cell that may be out of sight.
  useEffect(() => {
    if (isFocused.current) reveal(scroller.current, rowTrack, columnTrack, active, covered);
  });
  const lit = pointed ?? chosen;
  const width = headWidth + columnTrack.length + totalWidth;
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="grid"
      aria-label="Who reaches whom: rows send, columns receive"
      aria-rowcount={view.rowCount + 2}
      aria-colcount={view.columnCount + 2}
      aria-activedescendant={cellId(active.row, active.column)}
      tabIndex={0}
      data-region-focus=""
      onFocus={() => (isFocused.current = true)}
      onBlur={() => (isFocused.current = false)}
      onKeyDown={handles.onKeyDown}
      onPointerMove={(event) => handles.onPoint(positionAt(event))}
      onPointerLeave={() => handles.onPoint(undefined)}
      onClick={(event) => {
        const at = positionAt(event);
        if (at !== undefined) handles.onChoose(at);
      }}
    >
      <div role="row" aria-rowindex={1} className={styles.heads} style={{ width, height: headHeight }}>
        <div role="columnheader" className={styles.corner} style={{ width: headWidth }}>
          <span className={styles.to}>
            <ArrowRight size={20} strokeWidth={1.25} aria-hidden="true" /> to
          </span>
          <span className={styles.from}>
            from <ArrowDown size={16} strokeWidth={1.25} aria-hidden="true" />
          </span>
        </div>
        {columns.map(({ index, start }, at) => (
          <div
            key={index}
            role="columnheader"
            aria-colindex={index + 2}
            className={classes(styles.columnHead, lit?.column === index && styles.litColumn)}
            style={{ left: headWidth + start, width: cellWidth }}
          >
            <ColumnHead
              head={view.columns.heads[index - view.columns.first]}
              lit={lit?.column === index}
              onChoose={handles.onHead}
            />
            <Group track={columnTrack} lines={columns} at={at} axis="columns" onFold={handles.onFold} />
          </div>
        ))}
        <div
          role="columnheader"
          aria-sort={sort === 'reaches' ? 'descending' : 'none'}
          className={styles.totalHead}
          style={{ left: headWidth + columnTrack.length, width: totalWidth }}
        >
          <button
            type="button"
            tabIndex={-1}
            className={styles.totalName}
            title="Sort by it"
            onClick={() => handles.onSort('reaches')}
          >
            reaches
          </button>
        </div>
      </div>
      <div
        role="rowgroup"
        className={styles.body}
        style={{ width, height: rowTrack.length + rowHeight + covered }}
      >
        {lit === undefined ? null : (
          <div
            role="presentation"
            className={styles.columnBand}
            style={{
              left: headWidth + offsetOf(columnTrack, lit.column),
              width: cellWidth,
              height: rowTrack.length + rowHeight,
            }}
          />
        )}
        {rows.map(({ index, start }, at) => {
          const isLit = lit?.row === index;
          const head = view.rows.heads[index - view.rows.first];
          return (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              className={classes(styles.row, isLit && styles.litRow)}
              style={{ top: start, width, height: rowHeight }}
            >
              <div
                role="rowheader"
                className={classes(
                  styles.rowHead,
                  at === 0 || beginsGroup(rowTrack, index) ? styles.above : undefined,
                )}
                style={{ width: headWidth }}
              >
                <RowHead head={head} lit={isLit} onChoose={handles.onHead} />
                <Group track={rowTrack} lines={rows} at={at} axis="rows" onFold={handles.onFold} />
              </div>
              <RowCells
                row={index}
                columns={columns}
                cells={view.cells[index - view.rows.first]}
                firstColumn={view.columns.first}
                active={active.row === index ? active.column : undefined}
                chosen={chosen?.row === index ? chosen.column : undefined}
              />
              <div
                role="gridcell"
                aria-colindex={view.columnCount + 2}
                aria-label={head === undefined ? undefined : `${head.title} reaches ${head.total}`}
                className={classes(styles.total, isLit && styles.litTotal)}
                style={{ left: headWidth + columnTrack.length, width: totalWidth }}
              >
                {head?.total}
              </div>
            </div>
          );
        })}
        <div
          role="row"
          aria-rowindex={view.rowCount + 2}
          className={styles.row}
          style={{ top: rowTrack.length, width, height: rowHeight }}
        >
          <div role="rowheader" className={styles.rowHead} style={{ width: headWidth }}>
            <button
              type="button"
              tabIndex={-1}
              className={classes(styles.totalName, styles.reachedBy)}
              title="Sort by it"
              onClick={() => handles.onSort('reached by')}
            >
              reached by
            </button>
          </div>
          {columns.map(({ index, start }) => {
            const head = view.columns.heads[index - view.columns.first];
            return (
              <div
                key={index}
                role="gridcell"
                aria-colindex={index + 2}
                aria-label={head === undefined ? undefined : `${head.title} is reached by ${head.total}`}
                className={classes(styles.total, lit?.column === index && styles.litTotal)}
                style={{ left: headWidth + start, width: cellWidth }}
              >
                {head?.total}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The lines of an axis that are in sight, with where they begin. */
function useLines(
  track: Track,
  scroller: RefObject<HTMLDivElement | null>,
  horizontal: boolean,
): readonly DrawnColumn[] {
  const lines = useVirtualizer({
    count: track.count,
    horizontal,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => slotOf(track, index),
    overscan: 6,
  });
  const shape = JSON.stringify([track.count, track.groups.map((group) => group.first)]);
  useEffect(() => lines.measure(), [lines, shape]);
  const items = lines.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  // The same lines are the same list, so that rows can tell that nothing changed.
  return useMemo(
    () =>
      Array.from({ length: last - first + 1 }, (_, at) => ({
        index: first + at,
        start: offsetOf(track, first + at),
      })),
    [first, last, track],
  );
}

/** A group's label is drawn by the first of its lines that is in sight. */
function Group({
  track,
  lines,
  at,
  axis,
  onFold,
}: {
  readonly track: Track;
  readonly lines: readonly DrawnColumn[];
  readonly at: number;
  readonly axis: 'rows' | 'columns';
  readonly onFold: (namespace: string) => void;
}) {
  const line = lines[at];
  const before = lines[at - 1];
  if (line === undefined) return null;
  const number = groupAt(track, line.index);
  if (before !== undefined && groupAt(track, before.index) === number) return null;
  const group = track.groups[number];
  if (group === undefined || group.title === '') return null;
  const start = offsetOf(track, group.first) - line.start;
  return (
    <GroupLabel group={group} axis={axis} start={start} length={group.count * track.size} onFold={onFold} />
  );
}

function beginsGroup(track: Track, index: number): boolean {
  return track.groups[groupAt(track, index)]?.first === index;
}

function positionAt(
  event: PointerEvent<HTMLElement> | React.MouseEvent<HTMLElement>,
): MatrixPosition | undefined {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-column]') : null;
  if (cell === null) return undefined;
  return { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}

/** Scrolls as little as brings a cell out from under the headers and the legend, which covers px of the bottom. */
export function reveal(
  scroller: HTMLElement | null,
  rows: Track,
  columns: Track,
  at: MatrixPosition,
  covered: number,
): void {
  if (scroller === null) return;
  const top = offsetOf(rows, at.row);
  const left = offsetOf(columns, at.column);
  const height = Math.max(rowHeight, scroller.clientHeight - headHeight - covered);
  const width = scroller.clientWidth - headWidth;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + rowHeight > scroller.scrollTop + height) scroller.scrollTop = top + rowHeight - height;
  if (left < scroller.scrollLeft) scroller.scrollLeft = left;
  else if (left + cellWidth > scroller.scrollLeft + width) scroller.scrollLeft = left + cellWidth - width;
}
