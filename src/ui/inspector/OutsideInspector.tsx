import type { OutsideKind } from '../../analysis/types';
import { useAnswer, useWorkspace } from '../app-context';
import { OutsideIcon } from '../canvas/nodes/kind-icon';
import { Blank } from '../kit/Blank';
import styles from './Inspector.module.css';
import { PartnerList } from './PartnerList';

const cidrsShown = 60;

function aboutKind(kind: OutsideKind, detail: string): string {
  switch (kind) {
    case 'internet':
    case 'cidr':
    case 'named':
      return 'outside the cluster';
    case 'set':
      return 'a named set of networks';
    case 'domain':
      return detail === 'domain' ? 'a DNS name, by any address' : 'DNS names of this pattern';
    case 'entity':
      return `entity of Cilium: ${detail}`;
    case 'node':
      return 'a node of the cluster';
  }
}

/** An end outside the cluster: its addresses, whom it reaches and who reaches it. */
export function OutsideInspector({ id }: { readonly id: string }) {
  const summary = useWorkspace((state) => state.summary);
  const { value, failure } = useAnswer(async (engine) => ({ detail: await engine.outside(id) }), [id]);
  const end = summary?.outside.find((one) => one.id === id);
  if (failure !== undefined) return <Blank>This cannot be shown right now: {failure.slice(0, 300)}</Blank>;
  if (value === undefined) return null;
  const { detail } = value;
  if (detail === undefined || end === undefined) {
    return <Blank>These addresses are no longer told apart from others. Undo brings them back.</Blank>;
  }
  const more = detail.cidrs.length - cidrsShown;
  return (
    <div className={styles.frame}>
      <div className={`${styles.grid ?? ''} ${styles.three ?? ''}`}>
        <div className={styles.about}>
          <h2 className={styles.name}>
            <OutsideIcon kind={end.kind} id={id} />
            <span className={styles.title}>{detail.title}</span>
          </h2>
          <p className={styles.meta}>{aboutKind(end.kind, end.detail)}</p>
          {detail.cidrs.length === 0 ? null : (
            <>
              <h3 className={`${styles.head ?? ''} ${styles.section ?? ''}`}>Addresses</h3>
              <p className={styles.cidrs}>
                {detail.cidrs.slice(0, cidrsShown).join(' ')}
                {more > 0 ? ` and ${more} more ranges` : ''}
              </p>
            </>
          )}
        </div>
        {end.kind === 'domain' ? null : (
          <div>
            <PartnerList title="Reaches" lines={detail.reaches} none="It reaches nobody." />
          </div>
        )}
        <div>
          <PartnerList title="Reached by" lines={detail.reachedBy} none="Nobody reaches it." />
        </div>
      </div>
    </div>
  );
}
