import { cloneElement, useState } from 'react';
import type { ComponentProps, MouseEvent, ReactElement, ReactNode } from 'react';
import { PopoverCard } from './late-kit';
import type { Align, Side } from './placement';

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
  readonly trigger?: ReactElement<ComponentProps<'button'>>;
  readonly anchor?: ReactElement;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** Its accessible name. */
  readonly label: string;
  readonly width?: number;
  readonly side?: Side;
  readonly align?: Align;
  /** Focus stays where it is, as under a field. */
  readonly keepFocus?: boolean;
  readonly children: ReactNode;
}) {
  const [holder, setHolder] = useState<HTMLElement | null>(null);
  const [opened, setOpened] = useState(false);
  const isOpen = open ?? opened;
  const change = (next: boolean) => {
    setOpened(next);
    onOpenChange?.(next);
  };
  const beside = holder?.firstElementChild;
  return (
    <>
      <span ref={setHolder} style={{ display: 'contents' }}>
        {trigger === undefined
          ? anchor
          : cloneElement(trigger, {
              'aria-haspopup': 'dialog',
              'aria-expanded': isOpen,
              ...{ 'data-state': isOpen ? 'open' : 'closed' },
              onClick: (event: MouseEvent<HTMLButtonElement>) => {
                trigger.props.onClick?.(event);
                change(!isOpen);
              },
            })}
      </span>
      {isOpen && beside instanceof HTMLElement ? (
        <PopoverCard
          beside={beside}
          label={label}
          side={side}
          align={align}
          width={width}
          keepFocus={keepFocus}
          onClose={() => change(false)}
        >
          {children}
        </PopoverCard>
      ) : null}
    </>
  );
}
