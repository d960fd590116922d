import type { MouseEvent } from 'react';
import type { GraphEdge } from '../../../views/graph-types';
import { useFocusState } from '../focus-state';
import { LoudLine } from './EdgeLayer';
import { useHoveredEdge } from './hover-state';
import { EdgeLabel } from './LabelLayer';

/** The line under the pointer, or the one that the keyboard walks along: thicker, and with its label. */
export function LoudLayer({
  edges,
  onPick,
}: {
  readonly edges: readonly GraphEdge[];
  readonly onPick: (edge: GraphEdge, event: MouseEvent) => void;
}) {
  const hovered = useHoveredEdge();
  const walked = useFocusState((state) => state.walk?.edge);
  const loud = edges.filter((edge) => edge.id === hovered || edge.id === walked);
  return loud.map((edge) => (
    <div key={edge.id}>
      <LoudLine edge={edge} />
      {edge.labelAt === undefined && edge.label !== '' ? (
        <div style={{ position: 'absolute', zIndex: 4, pointerEvents: 'none' }}>
          <EdgeLabel edge={edge} at={0.5} onPick={onPick} />
        </div>
      ) : null}
    </div>
  ));
}
