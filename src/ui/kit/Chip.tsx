import type { ComponentProps, ReactNode } from 'react';
import styles from './Chip.module.css';
import { classes } from './classes';

/** A choice that is on or off, in mono: a port, a label. `hint` is its name or origin. */
export function Chip({
  on = false,
  hint,
  children,
  className,
  ...rest
}: Omit<ComponentProps<'button'>, 'type'> & { readonly on?: boolean; readonly hint?: ReactNode }) {
  return (
    <button
      {...rest}
      type="button"
      aria-pressed={on}
      className={classes(styles.chip, on && styles.on, className)}
    >
      {children}
      {hint === undefined ? null : <small>{hint}</small>}
    </button>
  );
}
