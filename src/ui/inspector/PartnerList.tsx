import type { PartnerLine, PartnerLines } from '../../views/detail-types';
import { useCommands } from '../app-context';
import { Tile } from '../matrix/Tile';
import { EndLinks } from './EndLinks';
import styles from './PartnerList.module.css';

/** Whom an end reaches, or who reaches it; a line leads to why. */
export function PartnerList({
  title,
  lines,
  none,
}: {
  readonly title: string;
  readonly lines: PartnerLines;
  readonly none: string;
}) {
  const isEmpty = lines.total === 0 && lines.unguarded.total === 0;
  return (
    <section aria-label={title}>
      <h2 className={styles.head}>
        {title} <span className={styles.count}>{lines.total + lines.unguarded.total}</span>
      </h2>
      {isEmpty ? <p className={styles.none}>{none}</p> : null}
      <ul className={styles.list}>
        {lines.items.map((line, index) => (
          <li key={index}>
            <Partner line={line} />
          </li>
        ))}
      </ul>
      {lines.total > lines.items.length ? (
        <p className={styles.none}>{lines.total - lines.items.length} more</p>
      ) : null}
      {lines.unguarded.total > 0 ? (
        <div className={styles.unguarded}>
          <span className={styles.none}>unguarded, since nothing isolates</span>
          <EndLinks ends={lines.unguarded} none="" />
        </div>
      ) : null}
    </section>
  );
}

const words: Readonly<Record<PartnerLine['meaning'], string>> = {
  works: 'wanted',
  blocked: 'blocked',
  unwanted: 'not wanted',
  admitted: '',
  depends: 'depends',
  unguarded: '',
};

function Partner({ line }: { readonly line: PartnerLine }) {
  const { select, openPanel } = useCommands();
  const note = line.note === '' ? words[line.meaning] : line.note;
  return (
    <button
      type="button"
      className={styles.line}
      title={note === '' ? 'Why' : `${note}: why`}
      onClick={() => {
        select({ kind: 'path', path: line.path });
        openPanel('why');
      }}
    >
      <span className={styles.tile}>
        <Tile meaning={line.meaning} limited={line.limited} />
      </span>
      <span className={styles.name}>{line.end.title}</span>
      <span className={styles.ports}>{line.ports}</span>
      <span className={styles.note}>{note}</span>
    </button>
  );
}
