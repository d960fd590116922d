import { CircleSlash, LockKeyhole, LockKeyholeOpen, PencilLine, X } from 'lucide-react';
import { memo } from 'react';
import type { NodeProps } from '@xyflow/react';
import { useWorkspace } from '../../app-context';
import { Badge } from '../../kit/Badge';
import { classes } from '../../kit/classes';
import { gateMiddle } from '../../../views/layout/sizes';
import type { CardNode } from '../../../views/graph-types';
import { useDraw } from '../draw/draw-state';
import type { FlowCard } from '../flow-nodes';
import { Gate } from './Gate';
import { KindIcon } from './kind-icon';
import { endCut, keyCut } from './names';
import { useNodeFrame } from './node-frame';
import styles from './WorkloadCard.module.css';

/** A workload, or several alike, with its two gates. */
export const WorkloadCard = memo(function WorkloadCard({ data }: NodeProps<FlowCard>) {
  const { card } = data;
  const underCaret = useWorkspace((state) => card.workloads.some((id) => state.matched.includes(id)));
  const matched = underCaret || card.lit;
  const frame = useNodeFrame(card.id, card.description, card.selected);
  const drawnTo = useDraw((draw) => draw.kind === 'deciding' && draw.to === card.id);
  const faded = card.tone === 'faded' && !matched;
  const top = gateMiddle - 13;
  const room = Math.floor((card.rect.width - 48 - (card.workloads.length > 1 ? 38 : 0)) / 6.6);
  const portRoom = Math.floor((card.rect.width - 28 - card.shortKind.length * 5.8 - 12) / 6.6);
  const last = card.labels.length - 1;
  return (
    <div
      {...frame}
      className={classes(
        styles.card,
        card.tone === 'end' && styles.end,
        faded && styles.faded,
        card.workloads.length > 1 && styles.folded,
        card.inferred && styles.inferred,
        matched && styles.matched,
        (card.selected || drawnTo) && styles.selected,
      )}
    >
      <div className={styles.name}>
        <KindIcon kind={card.workloadKind} />
        <Title name={card.title} most={Math.max(8, room + 2)} />
        {card.workloads.length > 1 ? <span className={styles.count}>×{card.workloads.length}</span> : null}
        {card.workloads.length === 1 && card.wantedShut !== undefined ? (
          <Lock state={card.wantedShut} />
        ) : null}
      </div>
      <div className={styles.meta}>
        {card.shortKind}
        {card.ports === '' ? null : (
          <>
            {' · '}
            <code>{endCut(card.ports, portRoom)}</code>
          </>
        )}
      </div>
      <div className={styles.labels}>
        {card.labels.map(([key, value], index) => (
          <div key={key}>
            <Label name={key} value={value} room={room + (index === last && card.moreLabels > 0 ? 0 : 3)} />
            {index === last && card.moreLabels > 0 ? <em>+{card.moreLabels}</em> : null}
          </div>
        ))}
      </div>
      <Gate node={card.id} direction="ingress" gate={card.ingress} faded={faded} top={top} />
      <Gate node={card.id} direction="egress" gate={card.egress} faded={faded} top={top} />
      <Badges card={card} />
    </div>
  );
});

/** A name, cut in its middle where only one line is for it; zoomed out it has two lines, and may need no cut. */
function Title({ name, most }: { readonly name: string; readonly most: number }) {
  if (name.length <= most) return <span className={styles.title}>{name}</span>;
  const tail = Math.min(Math.floor((most - 1) / 2), 8);
  return (
    <span className={classes(styles.title, styles.cut)} title={name.slice(0, 300)}>
      <span>{name.slice(0, -tail).slice(0, 300)}</span>
      <span>{name.slice(-tail)}</span>
    </span>
  );
}

function Lock({ state }: { readonly state: 'holds' | 'leaks' }) {
  return state === 'holds' ? (
    <LockKeyhole className={styles.lock} size={12} strokeWidth={2} aria-hidden="true" />
  ) : (
    <LockKeyholeOpen className={styles.leak} size={12} strokeWidth={2} aria-hidden="true" />
  );
}

/** A label in as many letters as there is room for; its value matters more than a long prefix of its key. */
function Label({
  name,
  value,
  room,
}: {
  readonly name: string;
  readonly value: string;
  readonly room: number;
}) {
  const key = keyCut(name, Math.max(8, room - 1 - Math.min(value.length, 12)));
  return (
    <span>
      <i>{key}=</i>
      {endCut(value, room - 1 - key.length)}
    </span>
  );
}

/** Words on the card's top edge; the one that matters most, since there is room for one. */
function Badges({ card }: { readonly card: CardNode }) {
  if (card.stale) {
    return (
      <Badge className={styles.badge} tone="unwanted" icon={<PencilLine size={12} strokeWidth={2} />}>
        from before this edit
      </Badge>
    );
  }
  if (card.failing > 0) {
    return (
      <Badge className={styles.badge} tone="denied" icon={<X size={12} strokeWidth={2} />}>
        {card.failing}
      </Badge>
    );
  }
  if (card.notEnforced > 0) {
    return (
      <Badge className={styles.badge} tone="unenforced" icon={<CircleSlash size={12} strokeWidth={2} />}>
        {card.notEnforced} not enforced
      </Badge>
    );
  }
  return card.inferred ? (
    <Badge className={styles.badge} tone="inferred">
      inferred
    </Badge>
  ) : null;
}
