import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { classes } from '../kit/classes';
import styles from './QuietField.module.css';

/**
 * A value that can be edited where it stands: text until it is pointed at. Enter or leaving it commits what changed,
 * Escape takes it back.
 */
export function QuietField({
  label,
  value,
  locked,
  onCommit,
  className,
  placeholder,
  numeric = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly locked: boolean;
  readonly onCommit: (value: string) => void;
  readonly className?: string | undefined;
  readonly placeholder?: string;
  readonly numeric?: boolean;
}) {
  const [typed, setTyped] = useState<string>();
  const isTakenBack = useRef(false);
  const text = typed ?? value;
  const commit = () => {
    const next = text.trim();
    setTyped(undefined);
    if (isTakenBack.current) isTakenBack.current = false;
    else if (next !== value && (next !== '' || value !== '')) onCommit(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    isTakenBack.current = event.key === 'Escape';
    event.currentTarget.blur();
  };
  return (
    <input
      className={classes(styles.field, 'nokey', className)}
      aria-label={label}
      title={text.length > 24 ? text.slice(0, 300) : undefined}
      value={text}
      size={Math.max(2, Math.min(text.length === 0 ? (placeholder?.length ?? 4) : text.length, 40))}
      placeholder={placeholder}
      readOnly={locked}
      spellCheck={false}
      autoComplete="off"
      inputMode={numeric ? 'numeric' : 'text'}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  );
}
