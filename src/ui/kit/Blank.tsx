import type { ReactNode } from 'react';
import styles from './Blank.module.css';

/** An empty panel: one sentence and at most one button. */
export function Blank({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className={styles.blank}>
      <p>{children}</p>
      {action}
    </div>
  );
}
