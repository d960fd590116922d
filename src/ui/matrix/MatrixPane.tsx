import { useCallback, useEffect, useRef, useState } from 'react';
import type { ComponentProps, KeyboardEvent } from 'react';
import type { MatrixPosition, MatrixView, MatrixWindow } from '../../views/matrix-types';
import { useCommands, useWorkspace } from '../app-context';
import { Blank } from '../kit/Blank';
import { Button } from '../kit/Button';
import { SentenceText } from '../panels/SentenceText';
import { cellAct, nextMismatch } from './cell-keys';
import { CellCard } from './CellCard';
import { cellWidth, headHeight, headWidth, offsetOf, rowHeight, trackOf } from './geometry';
import { MatrixBar } from './MatrixBar';
import { MatrixGrid, reveal } from './MatrixGrid';
import type { GridHandles } from './MatrixGrid';
import { MatrixLegend } from './MatrixLegend';
import styles from './MatrixPane.module.css';
import { firstOptions } from './matrix-options';
import type { MatrixOptions } from './matrix-options';
import { useMatrixView } from './use-matrix-view';

const firstWindow: MatrixWindow = { first: 0, count: 20 };
/** What was chosen stays while the window is open, whatever else is looked at in between. */
let keptOptions: MatrixOptions = firstOptions;

/** Rows send, columns receive: the canvas's equal. */
export function MatrixPane() {
  const { select, openPanel, revealPlace } = useCommands();
  const selection = useWorkspace((state) => state.selection);
  const summary = useWorkspace((state) => state.summary);
  const [options, setOptions] = useState(keptOptions);
  const [rows, setRows] = useState(firstWindow);
  const [columns, setColumns] = useState(firstWindow);
  const [active, setActive] = useState<MatrixPosition>({ row: 0, column: 0 });
  const [pointed, setPointed] = useState<Pointed>();
  const [covered, setCovered] = useState(64);
  const scroller = useRef<HTMLDivElement>(null);
  const find = selection.kind === 'path' ? selection.path : undefined;
  const { view, failure } = useMatrixView(options, rows, columns, find && { from: find.from, to: find.to });
  const chosen = find === undefined ? undefined : view?.found;
  const change = (next: MatrixOptions) => {
    keptOptions = next;
    setOptions(next);
    setPointed(undefined);
  };
  // What is chosen elsewhere is brought into sight once.
  const shownPath = useRef('');
  useEffect(() => {
    const key = find === undefined ? '' : `${find.from}\n${find.to}`;
    if (view === undefined || chosen === undefined || shownPath.current === key) return;
    shownPath.current = key;
    setActive(chosen);
    scrollTo(scroller.current, view, chosen, covered);
  }, [find, chosen, view, covered]);
  const explain = (at: MatrixPosition) => {
    const cell = cellOf(view, at);
    if (cell?.path === undefined) return;
    shownPath.current = `${cell.path.from}\n${cell.path.to}`;
    select({ kind: 'path', path: cell.path });
    openPanel('why');
  };
  const fold = (namespace: string) => {
    const folded = options.folded.includes(namespace)
      ? options.folded.filter((one) => one !== namespace)
      : [...options.folded, namespace];
    change({ ...options, folded });
  };
  const jump = (step: 1 | -1) => {
    const to = view === undefined ? undefined : nextMismatch(view.mismatches, active, step);
    if (to === undefined || view === undefined) return;
    setActive(to);
    setPointed(undefined);
    scrollTo(scroller.current, view, to, covered);
    scroller.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (view === undefined || view.rowCount === 0) return;
    const page = Math.max(
      1,
      Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1,
    );
    const act = cellAct(event, active, view.rowCount, view.columnCount, page);
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    switch (act.kind) {
      case 'move':
        setActive(act.to);
        setPointed(undefined);
        return;
      case 'jump':
        jump(act.step);
        return;
      case 'explain':
        explain(active);
        return;
      case 'open text': {
        const id = view.rows.heads[active.row - view.rows.first]?.key;
        const place = summary?.workloads.find((workload) => workload.id === id)?.place;
        if (place !== undefined) revealPlace(place);
        return;
      }
      case 'fold': {
        const head = view.rows.heads[active.row - view.rows.first];
        if (head !== undefined && head.namespace !== '' && options.grouped) fold(head.namespace);
      }
    }
  };
  const onWindow = useCallback((nextRows: MatrixWindow, nextColumns: MatrixWindow) => {
    setRows((old) => (same(old, nextRows) ? old : nextRows));
    setColumns((old) => (same(old, nextColumns) ? old : nextColumns));
  }, []);
  const onPoint = (at: MatrixPosition | undefined) => {
    if (pointed?.row === at?.row && pointed?.column === at?.column) return;
    const element = scroller.current;
    setPointed(
      at === undefined || view === undefined || element === null ? undefined : pointedAt(view, at, element),
    );
  };
  const handles: GridHandles = {
    onWindow,
    onPoint,
    onChoose: (at) => {
      setActive(at);
      setPointed((old) => old && { ...old, isQuiet: true });
      explain(at);
    },
    onHead: (head) => {
      if (head.kind === 'namespace') fold(head.namespace);
      else {
        select({ kind: head.kind, id: head.key });
        openPanel('inspector');
      }
    },
    onFold: fold,
    onSort: (sort) => change({ ...options, sort: options.sort === sort ? 'cluster' : sort }),
    onKeyDown,
  };
  return (
    <section className={styles.pane} aria-label="Matrix">
      <MatrixBar options={options} onChange={change} view={view} onJump={jump} />
      <div className={styles.main}>
        {failure !== undefined && view === undefined ? (
          <Blank>The matrix cannot be shown right now: {failure.slice(0, 300)}</Blank>
        ) : view === undefined ? null : view.empty !== undefined ? (
          <Blank
            action={
              options.filter === '' ? undefined : (
                <Button variant="line" onClick={() => change({ ...options, filter: '' })}>
                  Clear the filter
                </Button>
              )
            }
          >
            <SentenceText words={view.empty} />
          </Blank>
        ) : (
          <>
            <MatrixGrid
              view={view}
              scroller={scroller}
              active={within(view, active)}
              chosen={chosen}
              pointed={pointed}
              sort={options.sort}
              covered={covered}
              handles={handles}
            />
            <PointedCard view={view} pointed={pointed} />
            <MatrixLegend view={view} onCovered={setCovered} />
          </>
        )}
      </div>
    </section>
  );
}

/** A cell under the pointer, and where it is in sight. */
type Pointed = MatrixPosition &
  Pick<ComponentProps<typeof CellCard>, 'left' | 'top' | 'room'> & {
    /** It was chosen: Why says it all. */
    readonly isQuiet?: boolean;
  };

function pointedAt(view: MatrixView, at: MatrixPosition, scroller: HTMLElement): Pointed {
  const rows = trackOf(view.rowGroups, view.rowCount, rowHeight);
  const columns = trackOf(view.columnGroups, view.columnCount, cellWidth);
  return {
    ...at,
    left: headWidth + offsetOf(columns, at.column) - scroller.scrollLeft,
    top: headHeight + offsetOf(rows, at.row) + rowHeight - scroller.scrollTop,
    room: { width: scroller.clientWidth, height: scroller.clientHeight },
  };
}

function PointedCard({
  view,
  pointed,
}: {
  readonly view: MatrixView;
  readonly pointed: Pointed | undefined;
}) {
  const cell = pointed === undefined ? undefined : cellOf(view, pointed);
  if (cell?.path === undefined || pointed === undefined || pointed.isQuiet === true) return null;
  const { row, column, left, top, room } = pointed;
  return <CellCard key={`${row} ${column}`} cell={cell} left={left} top={top} room={room} />;
}

function cellOf(view: MatrixView | undefined, at: MatrixPosition) {
  return view?.cells[at.row - view.rows.first]?.[at.column - view.columns.first];
}

function within(view: MatrixView, at: MatrixPosition): MatrixPosition {
  return { row: Math.min(at.row, view.rowCount - 1), column: Math.min(at.column, view.columnCount - 1) };
}

function scrollTo(scroller: HTMLElement | null, view: MatrixView, at: MatrixPosition, covered: number): void {
  const rows = trackOf(view.rowGroups, view.rowCount, rowHeight);
  const columns = trackOf(view.columnGroups, view.columnCount, cellWidth);
  reveal(scroller, rows, columns, at, covered);
}

function same(a: MatrixWindow, b: MatrixWindow): boolean {
  return a.first === b.first && a.count === b.count;
}
