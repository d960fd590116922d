import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';

const items = 'button:not(:disabled):not([role="radio"])';

/** A row or column of buttons that is one Tab stop; arrow keys, Home and End move inside it. */
export function Toolbar({
  label,
  vertical = false,
  className,
  children,
}: {
  readonly label: string;
  readonly vertical?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const buttons = [...(bar.current?.querySelectorAll<HTMLElement>(items) ?? [])];
    const stop = buttons.find((button) => button.tabIndex === 0 && button.dataset.stop === 'true');
    putStop(buttons, stop ?? buttons[0]);
  });
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>(items)];
    const at = buttons.findIndex((button) => button === document.activeElement);
    if (at === -1 || event.defaultPrevented) return;
    const to = nextIndex(event.key, at, buttons.length, vertical);
    const next = to === undefined ? undefined : buttons[to];
    if (next === undefined) return;
    event.preventDefault();
    putStop(buttons, next);
    next.focus();
  };
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={label}
      aria-orientation={vertical ? 'vertical' : 'horizontal'}
      className={className}
      onKeyDown={move}
      onFocus={(event) => {
        const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>(items)];
        const focused = buttons.find((button) => button === event.target);
        if (focused !== undefined) putStop(buttons, focused);
      }}
    >
      {children}
    </div>
  );
}

function putStop(buttons: readonly HTMLElement[], stop: HTMLElement | undefined): void {
  for (const button of buttons) {
    button.tabIndex = button === stop ? 0 : -1;
    button.dataset.stop = String(button === stop);
  }
}

function nextIndex(key: string, at: number, count: number, vertical: boolean): number | undefined {
  switch (key) {
    case vertical ? 'ArrowDown' : 'ArrowRight':
      return (at + 1) % count;
    case vertical ? 'ArrowUp' : 'ArrowLeft':
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
