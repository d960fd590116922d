import { Popover as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import styles from './Popover.module.css';
import { classes } from './classes';

/**
 * A floating card at an element. Give `trigger` for a button that opens it, or `anchor` for an element that it stands
 * beside while `open` says so.
 */
export function Popover({
  trigger,
  anchor,
  open,
  onOpenChange,
  label,
  width,
  side = 'bottom',
  align = 'start',
  keepFocus = false,
  children,
}: {
  readonly trigger?: ReactElement;
  readonly anchor?: ReactElement;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** Its accessible name. */
  readonly label: string;
  readonly width?: number;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly align?: 'start' | 'center' | 'end';
  /** Focus stays where it is, as under a field. */
  readonly keepFocus?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Radix.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger === undefined ? null : <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      {anchor === undefined ? null : <Radix.Anchor asChild>{anchor}</Radix.Anchor>}
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          className={classes(styles.popover, 'nokey')}
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          style={width === undefined ? undefined : { width }}
          {...(keepFocus
            ? {
                onOpenAutoFocus: (event: Event) => event.preventDefault(),
                onCloseAutoFocus: (event: Event) => event.preventDefault(),
              }
            : {})}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
