import { Eye } from 'lucide-react';
import { useCommands, useWorkspace } from '../app-context';
import { Button } from '../kit/Button';
import { useRoom } from './use-room';
import styles from './FollowerBar.module.css';

/** Says that this tab only follows another one, and offers to write here instead. */
export function FollowerBar() {
  const follows = useWorkspace((state) => state.role === 'follower');
  const { takeOver } = useCommands();
  const isNarrow = useRoom() === 'phone';
  // A narrow window is to read only anyway, in whichever tab.
  if (isNarrow || !follows) return null;
  return (
    <div className={styles.bar} role="status">
      <Eye size={14} />
      <span className={styles.text}>
        This workspace is open in another tab. Here you see it live, to read only.
      </span>
      <Button size="s" variant="line" onClick={takeOver}>
        Take over
      </Button>
    </div>
  );
}
