import { memo } from 'react';
import type { NodeProps } from '@xyflow/react';
import { nameWidth } from '../../../views/layout/sizes';
import { classes } from '../../kit/classes';
import { useDraw } from '../draw/draw-state';
import type { FlowNamespace } from '../flow-nodes';
import { NamespaceMenu } from '../NamespaceMenu';
import { middleCut } from './names';
import { useMatchedIn } from './matched-in';
import { useNodeFrame } from './node-frame';
import styles from './NamespaceBox.module.css';

/** The box around the cards of one namespace. */
export const NamespaceBox = memo(function NamespaceBox({ data }: NodeProps<FlowNamespace>) {
  const { namespace } = data;
  const frame = useNodeFrame(namespace.id, namespace.description, namespace.selected);
  const drop = useDraw(
    (draw) => (draw.kind === 'dragging' || draw.kind === 'choosing') && draw.over === namespace.id,
  );
  const matched = useMatchedIn(namespace.name);
  const words = nameWidth(namespace.count) * 0.8 + (namespace.inferred ? 50 : 0);
  const fits = nameWidth(namespace.name) * 0.95 <= namespace.rect.width - words - 34;
  const room = fits ? namespace.name.length : Math.floor((namespace.rect.width - words - 34) / 7);
  return (
    <div
      className={classes(
        styles.box,
        namespace.tone === 'faded' && styles.faded,
        namespace.inferred && styles.inferred,
        (namespace.lit || matched) && styles.lit,
        (namespace.selected || drop) && styles.selected,
      )}
    >
      <header className={styles.header}>
        <div
          {...frame}
          className={styles.name}
          title={namespace.name.length > room ? namespace.name.slice(0, 300) : undefined}
        >
          {middleCut(namespace.name, Math.max(12, room))}
        </div>
        {namespace.inferred ? <span className={styles.inferredWord}>inferred</span> : null}
        <span className={styles.count}>{namespace.count}</span>
        <NamespaceMenu name={namespace.name} className={styles.menu} />
      </header>
    </div>
  );
});
