import { memo, type MouseEvent } from 'react';
import type { GraphEdge } from '../../../views/graph-types';
import { pathText } from '../../../views/layout/curves';
import { setHoveredEdge } from './hover-state';
import styles from './EdgeLayer.module.css';

/** Lines beyond these are found by their labels, by their cards and in the matrix. */
const hitUpTo = 800;

/** Where the pointer meets a line: 12 wide, never painted. */
export const HitLayer = memo(function HitLayer({
  edges,
  onPick,
}: {
  readonly edges: readonly GraphEdge[];
  readonly onPick: (edge: GraphEdge, event: MouseEvent) => void;
}) {
  // Shown lines come last in drawing order, so that they are hit first.
  const shown = edges.length <= hitUpTo ? edges : edges.filter((edge) => edge.tone === 'shown');
  return (
    <svg className={styles.hits} style={{ zIndex: 1 }}>
      {shown.slice(0, hitUpTo).map((edge) =>
        edge.meaning === 'opens' || edge.meaning === 'closes' ? null : (
          <path
            key={edge.id}
            className={`nopan ${styles.hit ?? ''}`}
            d={pathText(edge.curve)}
            // A line with a label is its label to a screen reader.
            {...(edge.labelAt === undefined
              ? { role: 'button', tabIndex: -1, 'aria-label': edge.description }
              : { 'aria-hidden': true })}
            data-edge={edge.id}
            onPointerEnter={() => setHoveredEdge(edge.id)}
            onPointerLeave={() => setHoveredEdge(undefined)}
            onClick={(event) => onPick(edge, event)}
          />
        ),
      )}
    </svg>
  );
});
