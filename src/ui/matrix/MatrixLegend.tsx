import { useEffect, useRef } from 'react';
import type { CellMeaning, MatrixView } from '../../views/matrix-types';
import { classes } from '../kit/classes';
import styles from './MatrixLegend.module.css';
import { Tile } from './Tile';

const entries: readonly { readonly meaning: CellMeaning; readonly label: string }[] = [
  { meaning: 'works', label: 'Wanted, works' },
  { meaning: 'blocked', label: 'Blocked' },
  { meaning: 'unwanted', label: 'Not wanted' },
  { meaning: 'admitted', label: 'Allowed' },
  { meaning: 'depends', label: 'Depends' },
  { meaning: 'unguarded', label: 'Unguarded' },
  { meaning: 'closed', label: 'Closed' },
];

/** Below it, as the style sheet has it, and the same above it. */
const gap = 24;

/** What the signs mean and how many pairs each has; meanings that no pair has are left out. */
export function MatrixLegend({
  view,
  onCovered,
}: {
  readonly view: MatrixView;
  /** Told how much of the matrix's bottom it lies over, in px: words wrap where there is little room. */
  readonly onCovered: (height: number) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => onCovered(element.offsetHeight + gap));
    observer.observe(element);
    return () => observer.disconnect();
  }, [onCovered]);
  const shown = entries.filter(({ meaning }) => countOf(view, meaning) !== 0);
  return (
    <ul ref={list} className={styles.legend} aria-label="Legend">
      {shown.map(({ meaning, label }) => (
        <li key={meaning} className={styles.entry}>
          <Tile meaning={meaning} />
          {label}
          {countOf(view, meaning) === undefined ? null : <b>{countOf(view, meaning)}</b>}
        </li>
      ))}
      {view.limited ? (
        <li className={classes(styles.entry, styles.limited)}>
          <Tile meaning="admitted" limited />
          Only some requests
        </li>
      ) : null}
    </ul>
  );
}

/** Undefined where it is not counted. */
function countOf(view: MatrixView, meaning: CellMeaning): number | undefined {
  switch (meaning) {
    case 'closed':
    case 'itself':
    case 'no path':
      return undefined;
    default:
      return view.counts[meaning];
  }
}
