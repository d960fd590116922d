import { FoldVertical, UnfoldVertical } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { MatrixGroup, MatrixHead } from '../../views/matrix-types';
import { classes } from '../kit/classes';
import styles from './MatrixHeads.module.css';
import { gateWords, SmallGate } from './SmallGate';
import { linesOf } from '../canvas/nodes/names';

/** Pixels that a name may take at a row and, upright, over a column. */
const rowRoom = 128;
const columnRoom = 96;

type HeadProps = {
  readonly head: MatrixHead | undefined;
  /** Its row or column is pointed at or chosen. */
  readonly lit: boolean;
  readonly onChoose: (head: MatrixHead) => void;
};

/** The name and the leaving gate of a row. */
export function RowHead({ head, lit, onChoose }: HeadProps) {
  if (head === undefined) return null;
  return (
    <>
      <HeadName head={head} lit={lit} onChoose={onChoose} className={styles.rowName} direction="egress" />
      <span className={styles.rowGate}>
        {head.egress === undefined ? null : <SmallGate gate={head.egress} />}
      </span>
    </>
  );
}

/** The name, upright, and the entering gate of a column. */
export function ColumnHead({ head, lit, onChoose }: HeadProps) {
  if (head === undefined) return null;
  return (
    <>
      <HeadName head={head} lit={lit} onChoose={onChoose} className={styles.columnName} direction="ingress" />
      <span className={styles.columnGate}>
        {head.ingress === undefined ? null : <SmallGate gate={head.ingress} />}
      </span>
    </>
  );
}

function HeadName({
  head,
  lit,
  onChoose,
  className,
  direction,
}: {
  readonly head: MatrixHead;
  readonly lit: boolean;
  readonly onChoose: (head: MatrixHead) => void;
  readonly className: string | undefined;
  readonly direction: 'egress' | 'ingress';
}) {
  const gate = head[direction];
  const room = direction === 'egress' ? rowRoom : columnRoom;
  const lines = linesOf(head.title, head.count > 1 ? room - 26 : room);
  const many = head.kind === 'workload' && head.count > 1 ? `, ${head.count} alike` : '';
  const inside = head.kind === 'namespace' ? `, namespace of ${head.count} workloads` : '';
  const spoken = `${head.title}${many}${inside}${gate === undefined ? '' : `, ${gateWords(gate, direction)}`}`;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes(styles.name, className, lit && styles.lit, head.inferred && styles.inferred)}
      title={head.namespace === '' ? head.title : `${head.title} in ${head.namespace}`}
      aria-label={spoken}
      onClick={() => onChoose(head)}
    >
      <span className={classes(styles.text, lines.length > 1 && styles.two)}>
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </span>
      {head.count > 1 ? <span className={styles.times}>&times;{head.count}</span> : null}
    </button>
  );
}

/** A group's name along its rows or over its columns; a namespace folds and unfolds by it. */
export function GroupLabel({
  group,
  axis,
  start,
  length,
  onFold,
}: {
  readonly group: MatrixGroup;
  readonly axis: 'rows' | 'columns';
  /** From the line that draws it. */
  readonly start: number;
  readonly length: number;
  readonly onFold: (namespace: string) => void;
}) {
  const style = axis === 'rows' ? { top: start, height: length } : { left: start, width: length };
  const className = axis === 'rows' ? styles.rowGroup : styles.columnGroup;
  const { namespace } = group;
  if (namespace === undefined) {
    return (
      <span className={className} style={style}>
        <span className={styles.groupText}>{group.title}</span>
      </span>
    );
  }
  const label = `${group.folded ? 'Unfold' : 'Fold'} ${group.title}`;
  const stop = (event: KeyboardEvent) => event.stopPropagation();
  return (
    <button
      type="button"
      tabIndex={-1}
      className={className}
      style={style}
      aria-label={label}
      title={label}
      aria-expanded={!group.folded}
      onKeyDown={stop}
      onClick={() => onFold(namespace)}
    >
      <span className={styles.groupText}>{group.title}</span>
      {group.folded ? (
        <UnfoldVertical size={12} aria-hidden="true" className={styles.groupIcon} />
      ) : (
        <FoldVertical size={12} aria-hidden="true" className={styles.groupIcon} />
      )}
    </button>
  );
}
