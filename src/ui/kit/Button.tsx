import type { ComponentProps, ReactNode } from 'react';
import styles from './Button.module.css';
import { classes } from './classes';

export type ButtonProps = ComponentProps<'button'> & {
  /** `primary` at most once per surface; `line` has an outline; `plain` is for bars. */
  readonly variant?: 'plain' | 'line' | 'primary' | 'danger';
  readonly size?: 's' | 'm' | 'l';
  readonly icon?: ReactNode;
};

export function Button({
  variant = 'plain',
  size = 'm',
  icon,
  className,
  children,
  type,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      className={classes(styles.button, styles[variant], styles[size], className)}
    >
      {icon}
      {children}
    </button>
  );
}
