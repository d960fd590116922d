import type { ComponentProps, ReactNode } from 'react';
import buttonStyles from './Button.module.css';
import styles from './IconButton.module.css';
import { classes } from './classes';

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  /** Its name, for people who see it (as a tooltip) and people who hear it. */
  readonly label: string;
  /** Keys shown behind the name: `mod+Z`. */
  readonly keys?: string;
  readonly icon: ReactNode;
  readonly size?: 's' | 'm' | 'l';
  readonly variant?: 'plain' | 'line';
};

/** A button without a word. The tooltip is drawn by `TooltipLayer`, one for the whole window. */
export function IconButton({
  label,
  keys,
  icon,
  size = 'm',
  variant = 'plain',
  className,
  type,
  ...rest
}: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      aria-label={label}
      data-tip={label}
      data-tip-keys={keys}
      className={classes(buttonStyles.button, buttonStyles[variant], styles.icon, styles[size], className)}
    >
      {icon}
    </button>
  );
}
