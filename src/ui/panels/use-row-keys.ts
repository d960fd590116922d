import { useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';

/**
 * One Tab stop for a list of rows: up, down, Home and End move the focus among elements with `data-row`. Rows that are
 * not drawn yet are scrolled to first.
 */
export function useRowKeys(
  count: number,
  scrollTo: (row: number) => void,
  scroller: RefObject<HTMLElement | null>,
) {
  const [at, setAt] = useState(0);
  const current = Math.min(at, Math.max(0, count - 1));
  const focus = (row: number) => {
    setAt(row);
    scrollTo(row);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${row}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const inRow = event.target instanceof HTMLElement && event.target.dataset.row !== undefined;
    const to = inRow ? nextRow(event.key, current, count) : undefined;
    if (to === undefined) return;
    event.preventDefault();
    focus(to);
  };
  return { current, focused: setAt, container: { onKeyDown } };
}

function nextRow(key: string, current: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(current + 1, count - 1);
    case 'ArrowUp':
      return Math.max(current - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
