import styles from './StartPictures.module.css';

/** Two small cards, drawn once for all pictures. */
function Cards() {
  return (
    <>
      <rect className={styles.card} x="5" y="18" width="72" height="46" rx="6" />
      <rect className={styles.card} x="115" y="18" width="72" height="46" rx="6" />
      {[22, 132].map((x) => (
        <g key={x}>
          <rect className={styles.word} x={x} y="31" width="38" height="5" rx="2.5" />
          <rect className={styles.faint} x={x} y="43" width="26" height="5" rx="2.5" />
        </g>
      ))}
    </>
  );
}

function Post({ x, y }: { readonly x: number; readonly y: number }) {
  return <rect className={styles.post} x={x} y={y} width="10" height="5" rx="2.5" />;
}

export function SamplePicture() {
  return (
    <svg viewBox="0 0 192 82" aria-hidden="true">
      <Cards />
      <Post x={72} y={28} />
      <Post x={72} y={48} />
      <path className={styles.blocked} d="M83 41h12" />
      <circle className={styles.stop} cx="98" cy="41" r="8" />
      <path className={styles.cross} d="m95 38 6 6m0-6-6 6" />
      <rect className={styles.shut} x="107" y="29" width="16" height="24" rx="5" />
      <path className={styles.slit} d="M111.5 33v16M115 33v16M118.5 33v16" />
    </svg>
  );
}

export function DrawPicture() {
  return (
    <svg viewBox="0 0 192 82" aria-hidden="true">
      <Cards />
      <Post x={72} y={28} />
      <Post x={72} y={48} />
      <path className={styles.drawn} d="M83 41h20" />
      <path className={styles.head} d="m102 36.5 8 4.5-8 4.5Z" />
      <rect className={styles.gate} x="108" y="29" width="15" height="24" rx="5" />
      <text className={styles.count} x="115.5" y="45" textAnchor="middle">
        1
      </text>
    </svg>
  );
}

export function PastePicture() {
  return (
    <svg viewBox="0 0 192 82" aria-hidden="true">
      <rect className={styles.card} x="5" y="10" width="182" height="62" rx="6" />
      {['kind:', 'metadata:', '  name:', 'spec:'].map((line, index) => (
        <text key={line} className={styles.key} x="18" y={26 + index * 13} xmlSpace="preserve">
          {line}
        </text>
      ))}
      <rect className={styles.faint} x="52" y="22" width="42" height="5" rx="2.5" />
      <rect className={styles.faint} x="66" y="48" width="28" height="5" rx="2.5" />
      <path className={styles.arrow} d="M100 41h20m-5-5 5 5-5 5" />
      <rect className={styles.small} x="130" y="22" width="46" height="16" rx="4" />
      <rect className={styles.small} x="130" y="45" width="46" height="16" rx="4" />
    </svg>
  );
}
