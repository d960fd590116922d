import styles from './GateGlyph.module.css';
import { classes } from './classes';

export type GateState = 'open' | 'guarded' | 'shut' | 'unknown' | 'not enforced' | 'drop';

/**
 * The drawing of a gate, 18 × 26 (wider for numbers of two digits and more). `stopped` marks the gate that stops the
 * flow that is shown. Decorative by itself: the words beside it say the same.
 */
export function GateGlyph({
  state,
  rules = 0,
  text,
  stopped = false,
  faded = false,
  className,
}: {
  readonly state: GateState;
  readonly rules?: number;
  /** Instead of the number of rules: `all`, `8/17`. */
  readonly text?: string;
  readonly stopped?: boolean;
  readonly faded?: boolean;
  readonly className?: string | undefined;
}) {
  const words = text ?? String(rules);
  const width = gateWidth(state, words);
  return (
    <svg
      className={classes(styles.gate, stopped && styles.stopped, faded && styles.faded, className)}
      width={width}
      height={26}
      viewBox={`0 0 ${width} 26`}
      aria-hidden="true"
      focusable="false"
    >
      <GateShape state={state} words={words} width={width} />
    </svg>
  );
}

/** Width of the drawing in px. */
export function gateWidth(state: GateState, words: string): number {
  if (state !== 'guarded' || words.length < 2) return 18;
  return words.length === 2 ? 24 : Math.ceil(6.6 * words.length + 10);
}

function GateShape({ state, words, width }: { state: GateState; words: string; width: number }) {
  switch (state) {
    case 'open':
      return <Posts className={styles.post} />;
    case 'not enforced':
      return <Posts className={styles.hollow} />;
    case 'drop':
      return (
        <>
          <rect className={styles.ring} x="-0.25" y="-0.25" width="18.5" height="26.5" rx="6" />
          <Posts className={styles.dropPost} />
        </>
      );
    case 'shut':
      return (
        <>
          <rect className={styles.bar} x="0.75" y="0.75" width="16.5" height="24.5" rx="4.5" />
          {[4.1, 8.1, 12.1].map((x) => (
            <rect key={x} className={styles.slit} x={x} y="4" width="1.8" height="18" rx="0.9" />
          ))}
        </>
      );
    case 'guarded':
    case 'unknown':
      return (
        <>
          <rect
            className={state === 'unknown' ? styles.unknown : styles.box}
            x="0.75"
            y="0.75"
            width={width - 1.5}
            height="24.5"
            rx="5"
          />
          <text className={styles.count} x={width / 2} y="17" textAnchor="middle">
            {state === 'unknown' ? '?' : words}
          </text>
        </>
      );
  }
}

function Posts({ className }: { readonly className: string | undefined }) {
  return (
    <>
      <rect className={className} x="3" y="0.4" width="12" height="5" rx="2.5" />
      <rect className={className} x="3" y="20.6" width="12" height="5" rx="2.5" />
    </>
  );
}
