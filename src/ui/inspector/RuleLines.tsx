import type { RuleDetail } from '../../views/detail-types';
import { PlaceLink } from '../kit/PlaceLink';
import { SentenceText } from '../panels/SentenceText';
import { EndLinks } from './EndLinks';
import styles from './RuleLines.module.css';

const rulesShown = 60;

const actionWords = { allow: '', deny: ' denies', pass: ' passes on', log: ' logs' } as const;

/** Rules as they work here: who is named, on which ports, and which workloads that is. */
export function RuleLines({
  rules,
  direction,
}: {
  readonly rules: readonly RuleDetail[];
  readonly direction: 'egress' | 'ingress';
}) {
  if (rules.length === 0) {
    return <p className={styles.none}>{direction === 'egress' ? 'lets nothing out' : 'admits nobody'}</p>;
  }
  return (
    <ol className={styles.rules}>
      {rules.slice(0, rulesShown).map((rule) => (
        <li key={rule.number} className={styles.rule}>
          <span className={styles.words}>
            <span className={styles.number}>
              rule {rule.number}
              {actionWords[rule.action]}
            </span>{' '}
            <SentenceText words={rule.peers} /> on {rule.ports}
          </span>
          <PlaceLink place={rule.place} />
          <span className={styles.ends}>
            <EndLinks ends={rule.admits} none="matches nothing here" />
          </span>
        </li>
      ))}
      {rules.length > rulesShown ? (
        <li className={styles.none}>{rules.length - rulesShown} more rules</li>
      ) : null}
    </ol>
  );
}
