import styles from './LimitIcon.module.css';

/** The sign of a proxy that lets only some of what is asked through: a sieve. */
export function LimitIcon() {
  return (
    <svg className={styles.icon} viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
      <path d={sieve} />
    </svg>
  );
}

/** Three bars, each shorter than the one above, in a square of 10. */
export const sieve = 'M1 2h8M2.8 5h4.4M4.3 8h1.4';
