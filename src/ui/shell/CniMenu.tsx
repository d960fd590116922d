import { ChevronDown } from 'lucide-react';
import { useWorkspace } from '../app-context';
import { Button } from '../kit/Button';
import { classes } from '../kit/classes';
import { Menu } from '../kit/Menu';
import { CniItems } from './late-items';
import styles from './menus.module.css';

/** What enforces the policies. The choice is written into the Settings document. */
export function CniMenu({ compact }: { readonly compact: boolean }) {
  const chosen = useWorkspace((state) => state.summary?.cni);
  const cnis = useWorkspace((state) => state.summary?.cnis);
  const follows = useWorkspace((state) => state.role === 'follower');
  const current = cnis?.find((cni) => cni.name === chosen);
  const title = current?.title ?? chosen ?? '';
  if (cnis === undefined) return null;
  return (
    <Menu
      trigger={
        <Button className={styles.cni} data-anchor="cni" aria-label={`CNI ${title}`} disabled={follows}>
          {compact ? null : <span className={styles.quiet}>CNI</span>}
          <span className={classes(styles.clip, styles.strong)}>{title}</span>
          <ChevronDown size={12} className={styles.caret} />
        </Button>
      }
      width={320}
    >
      <CniItems title={title} />
    </Menu>
  );
}
