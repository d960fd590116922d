import { useEffect, useState, type RefObject } from 'react';
import type { StepResult } from '../../../authoring/types';
import { useApp } from '../../app-context';
import { Button } from '../../kit/Button';
import { NameCode } from '../../kit/NameCode';
import { applyStep } from '../../patch/apply-candidate';
import { Diff } from '../../patch/Diff';
import { NoteLine } from '../../patch/Note';
import { FloatCard } from './FloatCard';
import styles from './FloatCard.module.css';
import type { ScreenRect } from './place';
import type { Removal } from './removal-state';

/** Removing a workload or namespace: the lines that go, before they go. */
export function RemovalCard({
  removal,
  avoid,
  frame,
  onClose,
}: {
  readonly removal: Removal;
  readonly avoid: readonly ScreenRect[];
  readonly frame: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}) {
  const { engine, commands } = useApp();
  const [result, setResult] = useState<StepResult>();
  const { of } = removal;
  useEffect(() => {
    let current = true;
    engine.removal(of).then(
      (found) => {
        if (current) setResult(found);
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        if (current) setResult({ ok: false, reason });
      },
    );
    return () => {
      current = false;
    };
  }, [engine, of]);
  return (
    <FloatCard
      label={`Remove ${removal.name}`}
      width={438}
      avoid={avoid}
      frame={frame}
      onClose={onClose}
      title={
        <>
          Remove <NameCode>{removal.name}</NameCode>
        </>
      }
    >
      <div className={styles.form}>
        {result === undefined ? (
          <p className={styles.wait}>Looking for its document.</p>
        ) : result.ok ? (
          <Diff files={result.diff} />
        ) : (
          <NoteLine tone="unwanted" text={result.reason} />
        )}
        <div className={styles.foot}>
          {result?.ok === true ? (
            <Button
              variant="primary"
              autoFocus
              onClick={() => {
                if (applyStep(commands, result)) {
                  commands.say(`Removed ${removal.name.slice(0, 60)}`, { undo: true });
                }
                onClose();
              }}
            >
              Remove it
            </Button>
          ) : null}
          <Button onClick={onClose}>{result?.ok === true ? 'Cancel' : 'Close'}</Button>
        </div>
      </div>
    </FloatCard>
  );
}
