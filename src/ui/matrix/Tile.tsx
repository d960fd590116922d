import type { CellMeaning } from '../../views/matrix-types';
import styles from './Tile.module.css';

/** What a cell says, told apart by shape before color: 26 × 20, smaller for what is not asked about. */
export function Tile({
  meaning,
  mixed = false,
  limited = false,
}: {
  readonly meaning: CellMeaning;
  readonly mixed?: boolean;
  /** A proxy lets only some of what is asked through. */
  readonly limited?: boolean;
}) {
  return (
    <svg
      className={styles.tile}
      width={26}
      height={20}
      viewBox="0 0 26 20"
      aria-hidden="true"
      focusable="false"
    >
      <Shape meaning={meaning} />
      {mixed ? <path className={styles.tick} d="M20 0h2a4 4 0 0 1 4 4v2z" /> : null}
      {limited ? (
        <g className={styles.limits}>
          <rect x="18.5" y="11" width="11" height="11" rx="3.5" />
          <path d="M21 14.2h6M22.4 16.5h3.2M23.5 18.8h1" />
        </g>
      ) : null}
    </svg>
  );
}

function Shape({ meaning }: { readonly meaning: CellMeaning }) {
  switch (meaning) {
    case 'works':
      return (
        <>
          <rect className={styles.works} width="26" height="20" rx="5" />
          <path className={styles.worksMark} d="m8.5 10.5 3 3 6-6.8" />
        </>
      );
    case 'blocked':
      return (
        <>
          <rect className={styles.blocked} x="0.75" y="0.75" width="24.5" height="18.5" rx="5" />
          <path className={styles.blockedMark} d="m9 6 8 8m0-8-8 8" />
        </>
      );
    case 'unwanted':
      return (
        <>
          <rect className={styles.unwanted} x="0.75" y="0.75" width="24.5" height="18.5" rx="5" />
          <path className={styles.unwantedMark} d="m10.5 5.5 5.5 4.5-5.5 4.5" />
        </>
      );
    case 'admitted':
      return (
        <>
          <rect className={styles.admitted} x="0.75" y="0.75" width="24.5" height="18.5" rx="5" />
          <path className={styles.admittedMark} d="m9 10.5 2.7 2.7 5.4-6.1" />
        </>
      );
    case 'depends':
      return (
        <>
          <rect className={styles.depends} x="1" y="1" width="24" height="18" rx="5" />
          <text className={styles.dependsMark} x="13" y="14" textAnchor="middle">
            if
          </text>
        </>
      );
    case 'unguarded':
      return <circle className={styles.unguarded} cx="13" cy="10" r="4.5" />;
    case 'closed':
      return <circle className={styles.closed} cx="13" cy="10" r="1.25" />;
    case 'itself':
    case 'no path':
      return <path className={styles.itself} d="M9 14.5 17 5.5" />;
  }
}
