import type { ReactNode } from 'react';
import styles from './Badge.module.css';
import { classes } from './classes';

export type Tone =
  'plain' | 'accent' | 'allowed' | 'denied' | 'unwanted' | 'conditional' | 'inferred' | 'unenforced';

/** A word on a tint: a verdict, a state, a count. Icons in it are 12. */
export function Badge({
  tone = 'plain',
  icon,
  title,
  children,
  className,
}: {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly title?: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}) {
  return (
    <span className={classes(styles.badge, styles[tone], className)} title={title}>
      {icon}
      {children}
    </span>
  );
}
