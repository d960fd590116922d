import type { GraphNode, GraphView } from '../../../views/graph-types';
import { arrivesAt, leavesAt, portOf } from '../../../views/graph/anchors';
import { measure, pointAt } from '../../../views/layout/curves';
import { across } from '../../../views/layout/route';
import { lineBetween } from '../live-edges';
import { LoudLine } from '../edges/EdgeLayer';
import styles from './DrawingLine.module.css';
import { useDraw } from './draw-state';

/** The line in the making: to the pointer, or between its two ends while port and way are chosen. */
export function DrawingLine({ view }: { readonly view: GraphView }) {
  const draw = useDraw((state) => state);
  const node = (id: string | undefined): GraphNode | undefined => view.nodes.find((one) => one.id === id);
  let curve: readonly number[] | undefined;
  switch (draw.kind) {
    case 'idle':
    case 'closing':
      break;
    case 'dragging': {
      const [start, over] = [node(draw.node), node(draw.over)];
      if (start === undefined) break;
      const port = portOf(start);
      if (over !== undefined) {
        curve = draw.gate === 'egress' ? lineBetween(start, over) : lineBetween(over, start);
      } else {
        curve =
          draw.gate === 'egress'
            ? across(leavesAt(port), draw.pointer)
            : across(draw.pointer, arrivesAt(port));
      }
      break;
    }
    case 'choosing':
    case 'deciding': {
      const from = node(draw.kind === 'choosing' ? draw.node : draw.from);
      const to = node(draw.kind === 'choosing' ? draw.over : draw.to);
      if (from !== undefined && to !== undefined) curve = lineBetween(from, to);
    }
  }
  if (curve === undefined) return null;
  const label = draw.kind === 'deciding' ? draw.label : undefined;
  const at = label === undefined ? undefined : pointAt(measure(curve), 0.42);
  return (
    <>
      <LoudLine
        kind="drawn"
        edge={{
          id: 'drawn',
          from: '',
          to: '',
          meaning: 'works',
          label: '',
          labelAt: undefined,
          at: [],
          tone: 'shown',
          curve,
          around: false,
          path: { from: '', to: '', protocol: 'TCP', port: 0 },
          description: '',
        }}
      />
      {at === undefined ? null : (
        <span className={styles.drawnLabel} style={{ left: Math.round(at.x), top: Math.round(at.y) }}>
          {label}
        </span>
      )}
    </>
  );
}
