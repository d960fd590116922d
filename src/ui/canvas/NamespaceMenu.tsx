import { Ellipsis } from 'lucide-react';
import { classes } from '../kit/classes';
import { openNamespaceMenu } from './menu-state';
import styles from './NamespaceMenu.module.css';

/** The three dots of a namespace; one menu for all of them stands in `NamespaceMenuLayer`. */
export function NamespaceMenu({
  name,
  className,
}: {
  readonly name: string;
  readonly className?: string | undefined;
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes('nodrag', styles.dots, className)}
      aria-label={`Menu of namespace ${name.slice(0, 100)}`}
      aria-haspopup="menu"
      data-tip="What can be done with this namespace"
      onClick={(event) => {
        event.stopPropagation();
        const box = event.currentTarget.getBoundingClientRect();
        openNamespaceMenu({ name, x: box.left, y: box.bottom });
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Ellipsis size={14} aria-hidden="true" />
    </button>
  );
}
