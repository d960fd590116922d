import { useEffect, useLayoutEffect, useRef } from 'react';
import type { ComponentProps, ReactNode, RefObject } from 'react';
import { createPortal } from 'react-dom';
import { classes } from './classes';
import styles from './Floating.module.css';
import { placeBeside } from './placement';
import type { Align, Box, Side } from './placement';

/** What is open, the topmost last: only the topmost answers Escape, and a click in a later one is no click outside. */
const stack: HTMLElement[] = [];

export type FloatingProps = {
  /** What it stands beside: an element, or a place in the window. */
  readonly beside: HTMLElement | Box;
  readonly side?: Side;
  readonly align?: Align;
  readonly width?: number | undefined;
  readonly className?: string | undefined;
  readonly cardRef: RefObject<HTMLDivElement | null>;
  /** `away`: the pointer went down elsewhere. */
  readonly onClose: (how: 'escape' | 'away') => void;
  readonly children: ReactNode;
};

/**
 * A card over everything else, beside an element. Keys and clicks in it do not reach what it stands over. It goes away
 * by Escape and by a click elsewhere.
 */
export function Floating({
  beside,
  side = 'bottom',
  align = 'start',
  width,
  className,
  cardRef,
  onClose,
  onKeyDown,
  children,
  ...rest
}: FloatingProps & Pick<ComponentProps<'div'>, 'role' | 'aria-label' | 'onKeyDown'>) {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });

  useLayoutEffect(() => {
    const element = cardRef.current;
    if (element === null) return undefined;
    const place = () => {
      const box = beside instanceof HTMLElement ? beside.getBoundingClientRect() : beside;
      element.style.maxHeight = '';
      const size = { width: element.offsetWidth, height: element.offsetHeight };
      const room = { width: window.innerWidth, height: window.innerHeight };
      const { left, top, most } = placeBeside(box, size, room, { side, align, gap: 4 });
      element.style.left = `${left}px`;
      element.style.top = `${top}px`;
      element.style.maxHeight = `${most}px`;
    };
    place();
    const sizes = new ResizeObserver(place);
    if (element.firstElementChild !== null) sizes.observe(element.firstElementChild);
    window.addEventListener('resize', place);
    return () => {
      sizes.disconnect();
      window.removeEventListener('resize', place);
    };
  }, [cardRef, beside, side, align]);

  useEffect(() => {
    const element = cardRef.current;
    if (element === null) return undefined;
    stack.push(element);
    const down = (event: PointerEvent) => {
      const inside = stack.slice(stack.indexOf(element)).some((open) => isIn(open, event.target));
      const onAnchor = beside instanceof HTMLElement && isIn(beside, event.target);
      if (!inside && !onAnchor) close.current('away');
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || stack.at(-1) !== element) return;
      event.preventDefault();
      event.stopPropagation();
      close.current('escape');
    };
    document.addEventListener('pointerdown', down, true);
    document.addEventListener('keydown', key, true);
    return () => {
      stack.splice(stack.indexOf(element), 1);
      document.removeEventListener('pointerdown', down, true);
      document.removeEventListener('keydown', key, true);
    };
  }, [cardRef, beside]);

  const holder = beside instanceof HTMLElement ? beside.closest<HTMLElement>('[role="dialog"]') : null;
  return createPortal(
    // What happens in a portal bubbles through the React tree to what the card stands over, which is none of its business.
    <section aria-label={rest['aria-label']} className={styles.landmark}>
      <div
        {...rest}
        ref={cardRef}
        tabIndex={-1}
        className={classes(styles.floating, 'nokey', className)}
        style={width === undefined ? undefined : { width }}
        onKeyDown={(event) => {
          onKeyDown?.(event);
          event.stopPropagation();
        }}
        onClick={stop}
        onDoubleClick={stop}
        onPointerDown={stop}
        onContextMenu={stop}
      >
        {children}
      </div>
    </section>,
    holder ?? document.body,
  );
}

function stop(event: { stopPropagation: () => void }): void {
  event.stopPropagation();
}

function isIn(element: HTMLElement, target: EventTarget | null): boolean {
  return target instanceof Node && element.contains(target);
}
