import { ShieldHalf } from 'lucide-react';
import type { PolicyDetail } from '../../views/detail-types';
import { useAnswer } from '../app-context';
import { Blank } from '../kit/Blank';
import { PlaceLink } from '../kit/PlaceLink';
import { SentenceText } from '../panels/SentenceText';
import { EndLinks } from './EndLinks';
import styles from './Inspector.module.css';
import { StateBadge } from './PolicyRows';
import { RuleLines } from './RuleLines';

/** A policy: whom it selects, and whom each of its rules admits. */
export function PolicyInspector({ policyKey }: { readonly policyKey: string }) {
  const { value, failure } = useAnswer(
    async (engine) => ({ detail: await engine.policy(policyKey) }),
    [policyKey],
  );
  if (failure !== undefined) return <Blank>This cannot be shown right now: {failure.slice(0, 300)}</Blank>;
  if (value === undefined) return null;
  if (value.detail === undefined) return <Blank>This policy is no longer there. Undo brings it back.</Blank>;
  return <Policy detail={value.detail} />;
}

function Policy({ detail }: { readonly detail: PolicyDetail }) {
  return (
    <div className={styles.frame}>
      <div className={`${styles.grid ?? ''} ${styles.wideRules ?? ''}`}>
        <div className={styles.about}>
          <h2 className={styles.name}>
            <ShieldHalf size={14} aria-hidden="true" />
            <span
              className={styles.title}
              title={detail.name.length > 30 ? detail.name.slice(0, 300) : undefined}
            >
              {detail.name}
            </span>
          </h2>
          <p className={styles.meta}>
            {detail.kind}
            {detail.namespace === '' ? null : ` in ${detail.namespace}`}
            <PlaceLink place={detail.place} />
          </p>
          <p className={styles.badges}>
            <StateBadge state={detail.state} />
          </p>
          <p className={styles.sentence}>
            <SentenceText words={detail.sentence} />
          </p>
        </div>
        <div>
          <h2 className={styles.head}>Selects {detail.selects.total}</h2>
          <EndLinks ends={detail.selects} none="Its selector matches nothing here." />
        </div>
        <div>
          {detail.sides.map((side) => (
            <section key={side.direction} aria-label={side.direction}>
              <h2 className={styles.head}>
                {side.direction === 'ingress' ? 'Who may enter' : 'Where they may go'}
              </h2>
              <RuleLines rules={side.rules} direction={side.direction} />
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}
