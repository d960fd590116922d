import type { Direction } from '../../../model/policy';
import { drawnGateWidth } from '../../../views/graph/anchors';
import type { DrawnGate } from '../../../views/graph-types';
import { classes } from '../../kit/classes';
import { GateGlyph, type GateState } from '../../kit/GateGlyph';
import { useDropGate } from '../draw/draw-state';
import styles from './Gate.module.css';

/**
 * A gate on the border of a card or collapsed namespace. Drawing an edge starts on it; the pointer resting on it tells
 * who isolates and who is admitted. Its words are part of the card's own description.
 */
export function Gate({
  node,
  direction,
  gate,
  faded,
  top,
}: {
  readonly node: string;
  readonly direction: Direction;
  readonly gate: DrawnGate;
  readonly faded: boolean;
  /** From the node's top to the gate's. */
  readonly top: number;
}) {
  const drop = useDropGate(node, direction);
  const state: GateState = drop ? 'drop' : gate.flow === 'unknown' ? 'unknown' : gate.state;
  const width = drop || gate.flow === 'unknown' ? 18 : drawnGateWidth(gate);
  const cut = state === 'open' || state === 'not enforced' || state === 'drop';
  return (
    <span
      className={classes('nodrag', styles.gate, styles[direction])}
      style={{
        top: top - 9,
        width: width + 10,
        [direction === 'ingress' ? 'left' : 'right']: -(width - 9) - 5,
      }}
      data-gate={direction}
      data-gate-node={node}
      aria-hidden="true"
    >
      {cut ? <span className={styles.cut} /> : null}
      <GateGlyph state={state} text={gate.label} stopped={gate.flow === 'stopped'} faded={faded && !drop} />
    </span>
  );
}
