import { Check } from 'lucide-react';
import { useContext } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes';
import { Keys } from './Keys';
import { CloseMenu } from './close-menu';
import styles from './Menu.module.css';

type ItemProps = {
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
};

function Item({
  danger = false,
  disabled = false,
  onSelect,
  children,
  ...rest
}: ItemProps & Pick<ComponentProps<'button'>, 'role' | 'aria-checked'>) {
  const close = useContext(CloseMenu);
  return (
    <button
      {...rest}
      type="button"
      tabIndex={-1}
      disabled={disabled}
      className={classes(styles.item, danger && styles.danger)}
      onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      onClick={() => {
        close();
        onSelect();
      }}
    >
      {children}
    </button>
  );
}

export function MenuItem({
  icon,
  keys,
  hint,
  children,
  ...rest
}: ItemProps & {
  readonly icon?: ReactNode;
  readonly keys?: string;
  /** A few words at the right. */
  readonly hint?: ReactNode;
}) {
  return (
    <Item role="menuitem" {...rest}>
      <span className={styles.icon}>{icon}</span>
      <span className={styles.text}>{children}</span>
      {hint === undefined ? null : <span className={styles.hint}>{hint}</span>}
      {keys === undefined ? null : <Keys keys={keys} />}
    </Item>
  );
}

/** One of several, with a check at the chosen one and an optional sentence below. */
export function MenuChoice({
  checked,
  about,
  hint,
  children,
  ...rest
}: ItemProps & { readonly checked: boolean; readonly about?: ReactNode; readonly hint?: ReactNode }) {
  return (
    <Item role="menuitemcheckbox" aria-checked={checked} {...rest}>
      <span className={styles.icon}>{checked ? <Check size={14} strokeWidth={2} /> : null}</span>
      <span className={styles.text}>
        {children}
        {about === undefined ? null : <small className={styles.about}>{about}</small>}
      </span>
      {hint === undefined ? null : <span className={styles.hint}>{hint}</span>}
    </Item>
  );
}

export function MenuSeparator() {
  return <div role="separator" className={styles.separator} />;
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <div className={styles.label}>{children}</div>;
}
