import { useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import styles from './Segmented.module.css';
import { classes } from './classes';

export type SegmentedOption<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly icon?: ReactNode;
};

/** One of a few, all in sight. Arrow keys choose; the group is one Tab stop. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  iconsOnly = false,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly SegmentedOption<Value>[];
  readonly onChange: (value: Value) => void;
  readonly iconsOnly?: boolean;
}) {
  const group = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = options.findIndex((option) => option.value === value);
    const next = (at + by + options.length) % options.length;
    const option = options[next];
    if (option === undefined) return;
    onChange(option.value);
    group.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div ref={group} role="radiogroup" aria-label={label} className={styles.group} onKeyDown={step}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          aria-label={iconsOnly ? option.label : undefined}
          data-tip={iconsOnly ? option.label : undefined}
          tabIndex={option.value === value ? 0 : -1}
          className={classes(styles.option, option.value === value && styles.on)}
          onClick={() => onChange(option.value)}
        >
          {option.icon}
          {iconsOnly ? null : option.label}
        </button>
      ))}
    </div>
  );
}
