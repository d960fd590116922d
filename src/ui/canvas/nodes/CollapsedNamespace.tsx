import { X } from 'lucide-react';
import { memo, type CSSProperties } from 'react';
import type { NodeProps } from '@xyflow/react';
import { collapsedGateMiddle } from '../../../views/layout/sizes';
import { Badge } from '../../kit/Badge';
import { classes } from '../../kit/classes';
import { useDraw } from '../draw/draw-state';
import type { FlowCollapsed } from '../flow-nodes';
import { NamespaceMenu } from '../NamespaceMenu';
import { Gate } from './Gate';
import { KindIcon } from './kind-icon';
import { endCut, middleCut } from './names';
import { useMatchedIn } from './matched-in';
import { useNodeFrame } from './node-frame';
import styles from './CollapsedNamespace.module.css';

/** A whole namespace as one card or, from far away, as one box in its place. */
export const CollapsedNamespace = memo(function CollapsedNamespace({ data }: NodeProps<FlowCollapsed>) {
  const { collapsed } = data;
  const frame = useNodeFrame(collapsed.id, collapsed.description, collapsed.selected);
  const drop = useDraw(
    (draw) => (draw.kind === 'dragging' || draw.kind === 'choosing') && draw.over === collapsed.id,
  );
  const underCaret = useMatchedIn(collapsed.name);
  const matched = underCaret || collapsed.lit;
  const faded = collapsed.tone === 'faded' && !matched;
  const [number, words] = collapsed.fact;
  return (
    <div
      style={{ '--wide': collapsed.rect.width, '--tall': collapsed.rect.height } as CSSProperties}
      className={classes(
        collapsed.overview ? styles.overview : styles.card,
        faded && styles.faded,
        collapsed.tone === 'end' && styles.end,
        collapsed.inferred && styles.inferred,
        matched && styles.lit,
        (collapsed.selected || drop) && styles.selected,
      )}
    >
      <div {...frame} className={styles.body}>
        <div className={styles.name}>
          <KindIcon kind="Namespace" />
          <span
            className={styles.title}
            title={collapsed.name.length > 18 ? collapsed.name.slice(0, 300) : undefined}
          >
            {collapsed.overview ? collapsed.name.slice(0, 120) : middleCut(collapsed.name, 18)}
          </span>
        </div>
        <div className={styles.meta}>
          {collapsed.overview ? collapsed.count : endCut(collapsed.count, 29)}
        </div>
        <div className={styles.fact}>
          {number === '' ? null : <b>{number}</b>} {words}
        </div>
      </div>
      {collapsed.overview ? null : (
        <>
          <NamespaceMenu name={collapsed.name} className={styles.menu} />
          <Gate
            node={collapsed.id}
            direction="ingress"
            gate={collapsed.ingress}
            faded={faded}
            top={collapsedGateMiddle - 13}
          />
          <Gate
            node={collapsed.id}
            direction="egress"
            gate={collapsed.egress}
            faded={faded}
            top={collapsedGateMiddle - 13}
          />
          {collapsed.failing > 0 ? (
            <Badge className={styles.badge} tone="denied" icon={<X size={12} strokeWidth={2} />}>
              {collapsed.failing}
            </Badge>
          ) : null}
        </>
      )}
    </div>
  );
});
