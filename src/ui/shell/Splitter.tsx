import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import styles from './Splitter.module.css';
import { classes } from '../kit/classes';

const step = 16;

/**
 * The line between two regions. Dragging, arrow keys (by 16) and a double click (back to the usual size) change the
 * size of the region after it. While dragging only `onDrag` is told; `onChange` comes once at the end.
 */
export function Splitter({
  label,
  direction,
  size,
  least,
  most,
  usual,
  onDrag,
  onChange,
}: {
  readonly label: string;
  /** `columns`: the region at its right. `rows`: the region below it. */
  readonly direction: 'columns' | 'rows';
  /** In px. */
  readonly size: number;
  readonly least: number;
  readonly most: number;
  readonly usual: number;
  readonly onDrag: (size: number) => void;
  readonly onChange: (size: number) => void;
}) {
  const start = useRef<{ at: number; size: number; last: number } | undefined>(undefined);
  const fit = (wanted: number) => Math.round(Math.min(Math.max(wanted, least), Math.max(most, least)));
  const place = (event: PointerEvent) => (direction === 'columns' ? event.clientX : event.clientY);

  const byKey = (event: KeyboardEvent) => {
    const by = { ArrowLeft: step, ArrowUp: step, ArrowRight: -step, ArrowDown: -step }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onChange(fit(size + by));
  };
  const end = () => {
    if (start.current !== undefined && start.current.last !== start.current.size) {
      onChange(start.current.last);
    }
    start.current = undefined;
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={direction === 'columns' ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(size)}
      aria-valuemin={least}
      aria-valuemax={Math.max(most, least)}
      className={classes(styles.splitter, styles[direction])}
      onKeyDown={byKey}
      onDoubleClick={() => onChange(fit(usual))}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { at: place(event), size, last: size };
      }}
      onPointerMove={(event) => {
        const from = start.current;
        if (from === undefined) return;
        from.last = fit(from.size + from.at - place(event));
        onDrag(from.last);
      }}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
