import { CircleSlash } from 'lucide-react';
import { useWorkspace } from '../app-context';
import styles from './MainRegion.module.css';

/** Says that the chosen CNI enforces no policy at all. */
export function NothingEnforced() {
  const enforces = useWorkspace((state) => state.summary?.enforces ?? true);
  const count = useWorkspace((state) => state.summary?.notEnforced ?? 0);
  if (enforces) return null;
  return (
    <p className={styles.notice}>
      <CircleSlash size={14} />
      <span>
        This network enforces no policies: every path is open
        {count === 0
          ? '.'
          : `, and ${count === 1 ? 'the one policy has' : `all ${count} policies have`} no effect.`}
      </span>
    </p>
  );
}
