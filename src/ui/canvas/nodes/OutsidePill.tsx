import { memo } from 'react';
import type { NodeProps } from '@xyflow/react';
import { nameWidth } from '../../../views/layout/sizes';
import { isNamed } from '../../../views/outside-kinds';
import { classes } from '../../kit/classes';
import { useDraw } from '../draw/draw-state';
import type { FlowOutside } from '../flow-nodes';
import { OutsideIcon } from './kind-icon';
import { endCut, middleCut } from './names';
import { useNodeFrame } from './node-frame';
import styles from './OutsidePill.module.css';

/** Something outside the cluster. It has no gates: its whole border is one. */
export const OutsidePill = memo(function OutsidePill({ data }: NodeProps<FlowOutside>) {
  const { outside } = data;
  const frame = useNodeFrame(outside.id, outside.description, outside.selected);
  const drop = useDraw(
    (draw) => (draw.kind === 'dragging' || draw.kind === 'choosing') && draw.over === outside.id,
  );
  const room = Math.floor((outside.rect.width - 44) / 6.6);
  const fits = nameWidth(outside.title) * 0.93 <= outside.rect.width - 44;
  return (
    <div
      {...frame}
      className={classes(
        styles.pill,
        outside.tone === 'faded' && styles.faded,
        outside.tone === 'end' && styles.end,
        outside.lit && styles.lit,
        (outside.selected || drop) && styles.selected,
      )}
    >
      <OutsideIcon kind={outside.outsideKind} id={outside.parts[0] ?? ''} />
      <span className={styles.words}>
        {fits ? outside.title : middleCut(outside.title, Math.max(10, room))}
        {outside.detail === '' ? null : <small>{endCut(outside.detail, room + 1)}</small>}
      </span>
      {isNamed(outside.outsideKind) ? null : (
        <>
          <span
            className={classes('nodrag', styles.port, styles.left)}
            data-gate="ingress"
            data-gate-node={outside.id}
          />
          <span
            className={classes('nodrag', styles.port, styles.right)}
            data-gate="egress"
            data-gate-node={outside.id}
          />
        </>
      )}
    </div>
  );
});
