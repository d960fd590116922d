import type { GateView } from '../../analysis/types';
import styles from './SmallGate.module.css';

/** A gate beside a header, 18 × 20; an open one 12 × 16, so that posts of neighboring rows never pair. */
export function SmallGate({ gate }: { readonly gate: GateView }) {
  const words = String(gate.rules);
  const width = words.length > 1 ? 24 : 18;
  return (
    <svg
      width={width}
      height={20}
      viewBox={`0 0 ${width} 20`}
      aria-hidden="true"
      focusable="false"
      className={styles.gate}
    >
      <Drawing gate={gate} words={words} width={width} />
    </svg>
  );
}

function Drawing({
  gate,
  words,
  width,
}: {
  readonly gate: GateView;
  readonly words: string;
  readonly width: number;
}) {
  switch (gate.state) {
    case 'open':
    case 'not enforced': {
      const className = gate.state === 'open' ? styles.post : styles.hollow;
      return (
        <>
          <rect className={className} x="3" y="2" width="12" height="4.5" rx="2.25" />
          <rect className={className} x="3" y="13.5" width="12" height="4.5" rx="2.25" />
        </>
      );
    }
    case 'shut':
      return (
        <>
          <rect className={styles.shut} width="18" height="20" rx="5" />
          {[4.1, 8.1, 12.1].map((x) => (
            <rect key={x} className={styles.slit} x={x} y="4" width="1.8" height="12" rx="0.9" />
          ))}
        </>
      );
    case 'guarded':
      return (
        <>
          <rect className={styles.box} x="0.75" y="0.75" width={width - 1.5} height="18.5" rx="5" />
          <text className={styles.count} x={width / 2} y="14" textAnchor="middle">
            {words}
          </text>
        </>
      );
  }
}

/** The gate in words, for its header's name. */
export function gateWords(gate: GateView, direction: 'egress' | 'ingress'): string {
  switch (gate.state) {
    case 'open':
      return `${direction} open`;
    case 'not enforced':
      return `${direction} not enforced`;
    case 'shut':
      return `${direction} shut`;
    case 'guarded':
      return `${direction} guarded by ${gate.rules} ${gate.rules === 1 ? 'rule' : 'rules'}`;
  }
}
