import { ChevronDown } from 'lucide-react';
import { useWorkspace } from '../app-context';
import { Button } from '../kit/Button';
import { Menu } from '../kit/Menu';
import { WorkspaceItems } from './late-items';
import styles from './menus.module.css';

/** Which workspace is open; its menu has the others. */
export function WorkspaceMenu() {
  const name = useWorkspace((state) => state.name);
  return (
    <Menu
      trigger={
        <Button className={styles.workspace} aria-label={`Workspace ${name}`}>
          <span className={styles.clip}>{name}</span>
          <ChevronDown size={12} className={styles.caret} />
        </Button>
      }
      width={260}
    >
      <WorkspaceItems />
    </Menu>
  );
}
