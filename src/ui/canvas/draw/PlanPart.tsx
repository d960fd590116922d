import type { Candidate } from '../../../authoring/types';
import { useCommands, useWorkspace } from '../../app-context';
import { applyCandidate, previewOf } from '../../patch/apply-candidate';
import { PatchCard } from '../../patch/PatchCard';
import styles from './FloatCard.module.css';
import type { Planned } from './use-plan';

/** The ways of a plan inside a floating card; what is looked at is shown on the canvas, what is chosen is written. */
export function PlanPart({
  planned,
  request,
  cancelWord,
  onDns,
  onDone,
}: {
  readonly planned: Planned;
  readonly request: 'open' | 'close';
  readonly cancelWord?: string;
  readonly onDns?: (dns: boolean) => void;
  readonly onDone: (written: Candidate | undefined) => void;
}) {
  const commands = useCommands();
  const writes = useWorkspace((state) => state.role === 'writer');
  const { plan, failure } = planned;
  if (failure !== undefined) {
    return <p className={styles.wait}>This could not be worked out: {failure.slice(0, 300)}</p>;
  }
  if (plan === undefined) return <p className={styles.wait}>Looking for the smallest change.</p>;
  return (
    <PatchCard
      plan={plan}
      request={request}
      writes={writes}
      {...(cancelWord === undefined ? {} : { cancelWord })}
      {...(onDns === undefined ? {} : { onDns })}
      onLook={(candidate) => commands.preview(candidate === undefined ? undefined : previewOf(candidate))}
      onWrite={(candidate) => {
        if (applyCandidate(commands, candidate)) onDone(candidate);
      }}
      onCancel={() => onDone(undefined)}
    />
  );
}
