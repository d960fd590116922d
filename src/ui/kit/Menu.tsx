import { cloneElement, useState } from 'react';
import type { ComponentProps, MouseEvent, ReactElement, ReactNode } from 'react';
import { MenuAt } from './late-kit';
import type { Align } from './placement';

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
