import { Suspense, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Floating } from './Floating';
import { CloseMenu } from './close-menu';
import { moveInMenu } from './menu-keys';
import styles from './Menu.module.css';
import type { Align, Box } from './placement';

/** An open menu beside an element or at a place in the window. */
export function MenuAt({
  beside,
  align = 'start',
  width,
  label,
  startAtFirst = true,
  onClose,
  onReturn,
  children,
}: {
  readonly beside: HTMLElement | Box;
  readonly align?: Align;
  readonly width?: number;
  readonly label: string;
  /** The first item has the focus; else the menu itself, and arrows lead to the items. */
  readonly startAtFirst?: boolean;
  readonly onClose: () => void;
  /** Puts the focus back where it came from. Called before a chosen item acts, and after Escape and Tab. */
  readonly onReturn: () => void;
  readonly children: ReactNode;
}) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = menu.current;
    if (element === null) return undefined;
    if (startAtFirst && moveInMenu(element, 'Home')) return undefined;
    element.focus({ preventScroll: true });
    if (!startAtFirst) return undefined;
    // The items may still be on their way.
    const arrived = new MutationObserver(() => {
      if (document.activeElement === element && moveInMenu(element, 'Home')) arrived.disconnect();
    });
    arrived.observe(element, { childList: true, subtree: true });
    return () => arrived.disconnect();
  }, [startAtFirst]);
  const leave = () => {
    onClose();
    onReturn();
  };
  return (
    <Floating
      cardRef={menu}
      role="menu"
      aria-label={label}
      beside={beside}
      align={align}
      width={width}
      className={styles.menu}
      onClose={(how) => {
        if (how === 'escape') leave();
        else onClose();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Tab') leave();
        else if (event.ctrlKey || event.metaKey || !moveInMenu(event.currentTarget, event.key)) return;
        event.preventDefault();
      }}
    >
      <CloseMenu value={leave}>
        <Suspense fallback={null}>{children}</Suspense>
      </CloseMenu>
    </Floating>
  );
}
