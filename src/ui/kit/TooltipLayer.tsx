import { useEffect, useRef, useState } from 'react';
import { Keys } from './Keys';
import styles from './TooltipLayer.module.css';

type Tip = { readonly text: string; readonly keys: string | undefined; readonly box: DOMRect };

const delay = 450;

/**
 * Shows the name of what the pointer or the keyboard focus rests on, for every element with `data-tip`. One layer for
 * the whole window: a picture with a thousand buttons costs no more than one with ten.
 */
export function TooltipLayer() {
  const [tip, setTip] = useState<Tip>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const hide = () => {
      clearTimeout(timer.current);
      setTip(undefined);
    };
    const wait = (target: EventTarget | null, needsFocusRing: boolean) => {
      clearTimeout(timer.current);
      const holder = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
      if (holder === null || (needsFocusRing && !holder.matches(':focus-visible'))) {
        setTip(undefined);
        return;
      }
      timer.current = setTimeout(() => {
        const { tip: text, tipKeys: keys } = holder.dataset;
        if (text === undefined || !holder.isConnected || holder.dataset.state === 'open') return;
        setTip({ text, keys, box: holder.getBoundingClientRect() });
      }, delay);
    };
    const over = (event: PointerEvent) => wait(event.target, false);
    const focus = (event: FocusEvent) => wait(event.target, true);
    document.addEventListener('pointerover', over);
    document.addEventListener('focusin', focus);
    document.addEventListener('pointerdown', hide, true);
    document.addEventListener('keydown', hide, true);
    document.addEventListener('scroll', hide, true);
    return () => {
      clearTimeout(timer.current);
      document.removeEventListener('pointerover', over);
      document.removeEventListener('focusin', focus);
      document.removeEventListener('pointerdown', hide, true);
      document.removeEventListener('keydown', hide, true);
      document.removeEventListener('scroll', hide, true);
    };
  }, []);
  if (tip === undefined) return null;
  return (
    <div className={styles.tip} style={placeOf(tip.box)} aria-hidden="true">
      {tip.text}
      {tip.keys === undefined ? null : <Keys keys={tip.keys} />}
    </div>
  );
}

/** Below the element, or above it near the bottom of the window; right of it in the rail at the left edge. */
function placeOf(box: DOMRect): Record<string, string> {
  if (box.right < 60) {
    return {
      left: `${box.right + 8}px`,
      top: `${box.top + box.height / 2}px`,
      transform: 'translateY(-50%)',
    };
  }
  const middle = Math.min(Math.max(box.left + box.width / 2, 90), window.innerWidth - 90);
  const left = `${middle}px`;
  if (box.bottom + 40 > window.innerHeight) {
    return { left, bottom: `${window.innerHeight - box.top + 6}px`, transform: 'translateX(-50%)' };
  }
  return { left, top: `${box.bottom + 6}px`, transform: 'translateX(-50%)' };
}
