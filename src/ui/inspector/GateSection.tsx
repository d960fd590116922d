import type { GateDetail } from '../../views/detail-types';
import { useCommands } from '../app-context';
import { Badge } from '../kit/Badge';
import { GateGlyph } from '../kit/GateGlyph';
import { PlaceLink } from '../kit/PlaceLink';
import { SentenceText } from '../panels/SentenceText';
import styles from './GateSection.module.css';
import { RuleLines } from './RuleLines';

/** One gate of a workload: how it stands, and the policies that make it so. */
export function GateSection({ detail }: { readonly detail: GateDetail }) {
  const { select } = useCommands();
  const title = detail.direction === 'egress' ? 'Leaving' : 'Entering';
  return (
    <section aria-label={`${title}: ${detail.gate.state}`}>
      <h2 className={styles.head}>
        <GateGlyph state={detail.gate.state} rules={detail.gate.rules} />
        {title}
        <span className={styles.state}>{detail.gate.state}</span>
      </h2>
      <p className={styles.sentence}>
        <SentenceText words={detail.sentence} />
      </p>
      <ul>
        {detail.policies.map((policy) => (
          <li key={policy.key} className={styles.policy}>
            <div className={styles.row}>
              <button
                type="button"
                className={styles.name}
                title={`${policy.kind} ${policy.name}: whom it selects`}
                onClick={() => select({ kind: 'policy', key: policy.key })}
              >
                {policy.name}
              </button>
              {policy.stale ? <Badge tone="unwanted">from before this edit</Badge> : null}
              <span className={styles.grow} />
              <PlaceLink place={policy.place} />
            </div>
            <RuleLines rules={policy.rules} direction={detail.direction} />
          </li>
        ))}
      </ul>
    </section>
  );
}
