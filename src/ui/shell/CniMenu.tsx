import { ChevronDown, SlidersHorizontal } from 'lucide-react';
import { useCommands, useWorkspace } from '../app-context';
import { openDialog } from '../app/dialogs-state';
import { Button } from '../kit/Button';
import { classes } from '../kit/classes';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../kit/Menu';
import styles from './menus.module.css';

/** What enforces the policies. The choice is written into the Settings document. */
export function CniMenu({ compact }: { readonly compact: boolean }) {
  const chosen = useWorkspace((state) => state.summary?.cni);
  const cnis = useWorkspace((state) => state.summary?.cnis);
  const options = useWorkspace((state) => state.summary?.options ?? 0);
  const follows = useWorkspace((state) => state.role === 'follower');
  const { chooseCni } = useCommands();
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
      <MenuLabel>What enforces the policies</MenuLabel>
      {cnis.map((cni) => (
        <MenuChoice
          key={cni.name}
          checked={cni.name === chosen}
          about={cni.about}
          onSelect={() => {
            if (cni.name !== chosen) chooseCni(cni.name);
          }}
        >
          {cni.title}
        </MenuChoice>
      ))}
      {options === 0 ? null : (
        <>
          <MenuSeparator />
          <MenuItem
            icon={<SlidersHorizontal size={14} />}
            onSelect={() => openDialog({ kind: 'engine options' })}
          >
            Options of {title}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
