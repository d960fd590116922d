import { useEffect, useState } from 'react';
import type { MatrixCell } from '../../views/matrix-types';
import { useAnswer } from '../app-context';
import { Keys } from '../kit/Keys';
import { FlowLine } from '../panels/FlowLine';
import { SentenceText } from '../panels/SentenceText';
import styles from './CellCard.module.css';

const delay = 200;
const width = 372;

/** The sentence of the cell that is pointed at, after a moment. `left` and `top` are inside the matrix. */
export function CellCard({
  cell,
  left,
  top,
  room,
}: {
  readonly cell: MatrixCell;
  readonly left: number;
  readonly top: number;
  /** Width and height of the matrix. */
  readonly room: { readonly width: number; readonly height: number };
}) {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), delay);
    return () => clearTimeout(timer);
  }, []);
  const { path } = cell;
  const { value } = useAnswer(isDue && path !== undefined ? (engine) => engine.explain(path) : undefined, [
    isDue,
    path?.from,
    path?.to,
    path?.protocol,
    path?.port,
  ]);
  if (!isDue || value === undefined) return null;
  const below = top + 180 < room.height;
  return (
    <div
      className={styles.card}
      style={{
        left: Math.max(8, Math.min(left - 24, room.width - width - 8)),
        width: Math.min(width, room.width - 16),
        ...(below ? { top: top + 6 } : { bottom: room.height - top + 40 }),
      }}
      aria-hidden="true"
    >
      <FlowLine
        verdict={value.conditions === undefined ? value.verdict : 'conditional'}
        from={value.from.title}
        to={value.to.title}
        port={value.port}
      />
      <p className={styles.sentence}>
        <SentenceText words={value.sentence} />
      </p>
      {cell.mixed ? <p className={styles.more}>Other ports of this pair fare differently.</p> : null}
      {cell.pairs > 1 ? (
        <p className={styles.more}>
          {cell.worst} of {cell.pairs} pairs are so.
        </p>
      ) : null}
      <p className={styles.keys}>
        <Keys keys="Enter" /> why
      </p>
    </div>
  );
}
