import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Floating } from './Floating';
import type { Align, Side } from './placement';

const focusable = 'button:not(:disabled), input:not(:disabled), select, textarea, a[href], [tabindex="0"]';

/** The card of an open popover. */
export function PopoverCard(props: {
  readonly beside: HTMLElement;
  readonly label: string;
  readonly side: Side;
  readonly align: Align;
  readonly width: number | undefined;
  readonly keepFocus: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const card = useRef<HTMLDivElement>(null);
  const { beside, keepFocus } = props;
  useEffect(() => {
    const element = card.current;
    if (element === null || keepFocus) return undefined;
    (element.querySelector<HTMLElement>(focusable) ?? element).focus({ preventScroll: true });
    return () => {
      // Gone with the focus inside: back to what opened it.
      if (document.activeElement === null || document.activeElement === document.body) beside.focus();
    };
  }, [beside, keepFocus]);
  return (
    <Floating
      cardRef={card}
      role="dialog"
      aria-label={props.label}
      beside={beside}
      side={props.side}
      align={props.align}
      width={props.width}
      onClose={(how) => {
        props.onClose();
        if (how === 'escape' && !keepFocus) beside.focus();
      }}
    >
      {props.children}
    </Floating>
  );
}
