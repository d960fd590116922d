import { Check } from 'lucide-react';
import { cloneElement, createContext, Suspense, useContext, useEffect, useRef, useState } from 'react';
import type { ComponentProps, MouseEvent, ReactElement, ReactNode } from 'react';
import { classes } from './classes';
import { Floating } from './Floating';
import { Keys } from './Keys';
import { moveInMenu } from './menu-keys';
import styles from './Menu.module.css';
import type { Align, Box } from './placement';

const CloseMenu = createContext<() => void>(() => undefined);

/** A menu under a button. `trigger` must be one button, such as `Button` or `IconButton`. */
export function Menu({
  trigger,
  children,
  align = 'start',
  width,
  onOpenChange,
}: {
  readonly trigger: ReactElement<ComponentProps<'button'>>;
  readonly children: ReactNode;
  readonly align?: Align;
  readonly width?: number;
  readonly onOpenChange?: (open: boolean) => void;
}) {
  const [anchor, setAnchor] = useState<HTMLElement>();
  const [byKeyboard, setByKeyboard] = useState(false);
  const show = (element: HTMLElement | undefined, keyboard: boolean) => {
    setAnchor(element);
    setByKeyboard(keyboard);
    onOpenChange?.(element !== undefined);
  };
  return (
    <>
      {cloneElement(trigger, {
        'aria-haspopup': 'menu',
        'aria-expanded': anchor !== undefined,
        ...{ 'data-state': anchor === undefined ? 'closed' : 'open' },
        onClick: (event: MouseEvent<HTMLButtonElement>) => {
          trigger.props.onClick?.(event);
          show(anchor === undefined ? event.currentTarget : undefined, event.detail === 0);
        },
        onKeyDown: (event) => {
          trigger.props.onKeyDown?.(event);
          if (event.key !== 'ArrowDown' || event.defaultPrevented) return;
          event.preventDefault();
          event.stopPropagation();
          show(event.currentTarget, true);
        },
      })}
      {anchor === undefined ? null : (
        <MenuAt
          beside={anchor}
          align={align}
          {...(width === undefined ? {} : { width })}
          label={anchor.getAttribute('aria-label') ?? anchor.textContent ?? ''}
          startAtFirst={byKeyboard}
          onClose={() => show(undefined, false)}
          onReturn={() => anchor.focus()}
        >
          {children}
        </MenuAt>
      )}
    </>
  );
}

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
