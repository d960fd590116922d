import { memo, useMemo } from 'react';
import type { GraphBundle, GraphEdge } from '../../../views/graph-types';
import { pathText } from '../../../views/layout/curves';
import { classes } from '../../kit/classes';
import { batches, headText, lineKind, type LineKind } from './shapes';
import styles from './EdgeLayer.module.css';

/** Up to so many lines each is drawn by itself, so that every crossing reads as a bridge. */
const singlyUpTo = 160;
const casingsUpTo = 400;

/** All lines of the picture, under the cards. */
export const EdgeLayer = memo(function EdgeLayer({
  edges,
  bundles,
}: {
  readonly edges: readonly GraphEdge[];
  readonly bundles: readonly GraphBundle[];
}) {
  const drawn = useMemo(
    () =>
      edges.length <= singlyUpTo
        ? edges.flatMap((edge) => batches([edge], true).map((batch) => ({ ...batch, key: edge.id })))
        : batches(edges, edges.length <= casingsUpTo),
    [edges],
  );
  return (
    <svg className={styles.layer} aria-hidden="true">
      {bundles.map((bundle) => (
        <Strands key={bundle.id} bundle={bundle} />
      ))}
      {drawn.map((batch) => (
        <g key={batch.key} className={classes(styles[batch.kind], batch.tone === 'faded' && styles.faded)}>
          {batch.casing === '' ? null : <path className={styles.casing} d={batch.casing} />}
          <path className={styles.line} d={batch.lines} />
          {batch.heads === '' ? null : <path className={styles.head} d={batch.heads} />}
        </g>
      ))}
    </svg>
  );
});

function Strands({ bundle }: { readonly bundle: GraphBundle }) {
  return (
    <g>
      {bundle.strands.map(({ meaning, width, curve }) => (
        <g
          key={meaning}
          className={classes(
            styles[meaning],
            meaning === 'admitted' && styles.calm,
            bundle.tone === 'faded' && styles.faded,
          )}
        >
          <path className={styles.line} style={{ strokeWidth: width }} d={pathText(curve)} />
          <path className={styles.head} d={strandHead(meaning, width, curve)} />
        </g>
      ))}
    </g>
  );
}

/** Heads grow with thick strands. */
function strandHead(kind: LineKind, width: number, curve: readonly number[]): string {
  if (width <= 3 || kind !== 'works') return headText(kind, curve);
  const x = curve[curve.length - 2] ?? 0;
  const y = curve[curve.length - 1] ?? 0;
  const half = width / 2 + 3;
  return `M${x - 9} ${y - half}L${x + 1} ${y}L${x - 9} ${y + half}Z`;
}

/** One line drawn on top of the others: under the pointer, walked along, or in the making. */
export function LoudLine({ edge, kind }: { readonly edge: GraphEdge; readonly kind?: LineKind }) {
  const drawn = kind ?? lineKind(edge);
  return (
    <svg className={styles.loud} aria-hidden="true">
      <g className={styles[drawn]}>
        <path className={styles.line} d={pathText(edge.curve)} />
        <path className={styles.head} d={headText(drawn, edge.curve)} />
      </g>
    </svg>
  );
}
