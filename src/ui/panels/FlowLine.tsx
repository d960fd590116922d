import { ArrowRight } from 'lucide-react';
import { NameCode } from '../kit/NameCode';
import styles from './FlowLine.module.css';
import { VerdictBadge } from './VerdictBadge';
import type { ShownVerdict } from './VerdictBadge';

/** From, to and port of a path in one line, with its verdict in front where there is one. */
export function FlowLine({
  verdict,
  from,
  to,
  port,
}: {
  readonly verdict?: ShownVerdict | undefined;
  readonly from: string;
  readonly to: string;
  readonly port: string;
}) {
  return (
    <div className={styles.line}>
      {verdict === undefined ? null : <VerdictBadge verdict={verdict} />}
      <NameCode>{from}</NameCode>
      <ArrowRight size={14} role="img" aria-label="to" className={styles.arrow} />
      <NameCode>{to}</NameCode>
      <span className={styles.port}>{port}</span>
    </div>
  );
}
