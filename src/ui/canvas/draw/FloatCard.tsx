import { X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { IconButton } from '../../kit/IconButton';
import styles from './FloatCard.module.css';
import { placeFor, type ScreenRect } from './place';

/**
 * A card that floats over the canvas and asks something. It stands below or beside what it is about, covers none of the
 * rects in `avoid` if there is any way, and keeps the focus until it is closed.
 */
export function FloatCard({
  label,
  title,
  width,
  avoid,
  frame,
  onClose,
  children,
}: {
  readonly label: string;
  readonly title: ReactNode;
  readonly width: number;
  readonly avoid: readonly ScreenRect[];
  readonly frame: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const card = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number; most: number }>();
  const near = useRef(avoid);
  useLayoutEffect(() => {
    const element = card.current;
    const home = frame.current;
    if (element === null || home === null) return;
    const put = () => {
      const room = home.getBoundingClientRect();
      const height = Math.min(element.scrollHeight, room.height - 16);
      setPlace({
        ...placeFor({ width, height }, { width: room.width, height: room.height }, near.current),
        most: room.height - 16,
      });
    };
    put();
    const watch = new ResizeObserver(put);
    watch.observe(element);
    watch.observe(home);
    return () => watch.disconnect();
  }, [frame, width]);
  const placed = place !== undefined;
  useEffect(() => {
    const element = card.current;
    if (!placed || element === null || element.contains(document.activeElement)) return;
    const first = element.querySelector<HTMLElement>('[data-first]');
    (first ?? element).focus({ preventScroll: true });
  }, [placed]);
  return (
    <div
      ref={card}
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      className={`nokey ${styles.card ?? ''}`}
      style={{
        width,
        left: place?.left ?? 0,
        top: place?.top ?? 0,
        maxHeight: place?.most,
        opacity: place === undefined ? 0 : undefined,
      }}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onClose();
      }}
    >
      <header className={styles.header}>
        <div className={styles.title}>{title}</div>
        <IconButton size="s" label="Close" icon={<X size={14} />} onClick={onClose} />
      </header>
      {children}
    </div>
  );
}
