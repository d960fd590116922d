import type { SpecRule } from '../../model/policy';
import { Popover } from '../kit/Popover';
import styles from './SpecRuleNote.module.css';

/** The number of the rule by which something was decided; one click tells what it says. */
export function SpecRuleNote({ spec }: { readonly spec: SpecRule }) {
  return (
    <Popover
      label={`Rule ${spec.id}`}
      width={320}
      align="end"
      trigger={
        <button type="button" className={styles.spec} aria-label={`By rule ${spec.id}`}>
          {spec.id}
        </button>
      }
    >
      <p className={styles.says}>
        <span className={styles.id}>{spec.id}</span> {spec.says}
      </p>
    </Popover>
  );
}
