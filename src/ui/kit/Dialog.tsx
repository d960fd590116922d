import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './Dialog.module.css';
import { IconButton } from './IconButton';
import { classes } from './classes';

/** A dialog in the middle of the window: title, what it asks, and its buttons at the right end of the foot. */
export function Dialog({
  open,
  onOpenChange,
  title,
  about,
  width = 480,
  foot,
  children,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** One sentence under the title. */
  readonly about?: ReactNode;
  readonly width?: number;
  readonly foot?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content
          className={classes(styles.dialog, 'nokey')}
          style={{ width: `min(${width}px, calc(100vw - 32px))` }}
          {...(about === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className={styles.head}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label="Close" icon={<X size={16} strokeWidth={1.75} />} />
            </Radix.Close>
          </header>
          <div className={styles.body}>
            {about === undefined ? null : (
              <Radix.Description className={styles.about}>{about}</Radix.Description>
            )}
            {children}
          </div>
          {foot === undefined ? null : <footer className={styles.foot}>{foot}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
