import { EyeOff } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import type { Meaning } from '../../analysis/types';
import type { LegendEntry } from '../../views/graph-types';
import { classes } from '../kit/classes';
import { Toolbar } from '../kit/Toolbar';
import { LimitIcon } from './edges/LimitIcon';
import { meaningOrder } from './edges/shapes';
import { pictureState, setPicture } from './picture-state';
import styles from './Legend.module.css';

const words: Readonly<Record<Meaning, string>> = {
  works: 'Wanted, works',
  blocked: 'Blocked',
  unwanted: 'Not wanted',
  admitted: 'Allowed',
  depends: 'Depends',
  unguarded: 'Unguarded',
};

/** What the lines mean, how many there are, and which are shown. */
export function Legend({
  entries,
  limited,
}: {
  readonly entries: readonly LegendEntry[];
  /** Lines by which only some of what is asked gets through. */
  readonly limited: number;
}) {
  if (entries.length === 0) return null;
  const toggle = (meaning: Meaning, event: MouseEvent) => {
    const { meanings } = pictureState();
    if (event.altKey) {
      const alone = meanings.length === 1 && meanings[0] === meaning;
      setPicture({ meanings: alone ? meaningOrder.filter((other) => other !== 'unguarded') : [meaning] });
    } else {
      const others = meanings.filter((other) => other !== meaning);
      setPicture({ meanings: others.length === meanings.length ? [...meanings, meaning] : others });
    }
  };
  return (
    <Toolbar label="Legend" className={styles.legend}>
      {entries.map(({ meaning, count, shown }) => (
        <button
          key={meaning}
          type="button"
          aria-pressed={shown}
          aria-label={`${words[meaning]}${count === undefined ? '' : ` ${count}`}`}
          className={classes(styles.entry, !shown && styles.off)}
          data-tip={shown ? `Hide; with Alt show only these` : `Show; with Alt show only these`}
          onClick={(event) => toggle(meaning, event)}
        >
          {shown ? samples[meaning] : <EyeOff size={14} aria-hidden="true" />}
          <span className={styles.words}>{words[meaning]}</span>
          {count === undefined ? null : <b>{count}</b>}
        </button>
      ))}
      {limited === 0 ? null : (
        <span className={styles.entry} data-tip="A proxy lets only some requests or names through">
          <LimitIcon />
          <span className={styles.words}>Only some requests</span>
          <b>{limited}</b>
        </span>
      )}
    </Toolbar>
  );
}

function Sample({ children }: { readonly children: ReactNode }) {
  return (
    <svg className={styles.sample} viewBox="0 0 26 12" width="26" height="12" aria-hidden="true">
      {children}
    </svg>
  );
}

const samples: Readonly<Record<Meaning, ReactNode>> = {
  works: (
    <Sample>
      <path d="M0 6H18" stroke="var(--allowed)" strokeWidth="2" />
      <path d="M17 1.5L25.5 6L17 10.5Z" fill="var(--allowed)" />
    </Sample>
  ),
  blocked: (
    <Sample>
      <path d="M0 6H14" stroke="var(--denied)" strokeWidth="2" strokeDasharray="6 3" />
      <circle cx="19" cy="6" r="6" fill="var(--denied)" />
      <path
        d="M16.8 3.8L21.2 8.2M21.2 3.8L16.8 8.2"
        stroke="var(--on-denied)"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </Sample>
  ),
  unwanted: (
    <Sample>
      <path d="M0 6H25M18 2L25 6L18 10" stroke="var(--unwanted)" strokeWidth="1.25" fill="none" />
    </Sample>
  ),
  admitted: (
    <Sample>
      <path d="M0 6H25M18 2L25 6L18 10" stroke="var(--text-3)" strokeWidth="1.25" fill="none" />
    </Sample>
  ),
  depends: (
    <Sample>
      <path
        d="M1 6H17"
        stroke="var(--conditional)"
        strokeWidth="2"
        strokeDasharray="0.1 4"
        strokeLinecap="round"
      />
      <path d="M17 2L24.5 6L17 10Z" stroke="var(--conditional)" strokeWidth="1.5" fill="none" />
    </Sample>
  ),
  unguarded: (
    <Sample>
      <path d="M0 6H25M19 3L25 6L19 9" stroke="var(--unguarded)" strokeWidth="1" fill="none" />
    </Sample>
  ),
};
