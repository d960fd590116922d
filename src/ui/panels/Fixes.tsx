import { useState } from 'react';
import type { Candidate, Plan } from '../../authoring/types';
import type { Explanation } from '../../views/explanation-types';
import { fromBackticks } from '../../views/sentences';
import { useAnswer, useCommands, useWorkspace } from '../app-context';
import { Button } from '../kit/Button';
import { classes } from '../kit/classes';
import { Popover } from '../kit/Popover';
import { applyCandidate, previewOf } from '../patch/apply-candidate';
import { PatchCard } from '../patch/PatchCard';
import { sizeWords } from '../patch/words';
import styles from './Fixes.module.css';
import { consequences, planRequest } from './plan-words';
import { SentenceText } from './SentenceText';

/** Edits that open a denied path or close an open one, narrowest first, each with what else it changes. */
export function Fixes({ explanation }: { readonly explanation: Explanation }) {
  const { change, meaning, path } = explanation;
  const [asked, setAsked] = useState('');
  const key = JSON.stringify(path);
  if (change === 'none') return null;
  // What nobody minds is changed only where somebody asks for it.
  const isWrong = meaning === 'blocked' || meaning === 'unwanted';
  const shown = isWrong || asked === key;
  const title = isWrong ? 'Fixes' : change === 'open' ? 'Open this path' : 'Close this path';
  return (
    <section className={styles.fixes} aria-label={title}>
      <h2 className={styles.head}>
        {title}
        {shown ? <span className={styles.hint}>narrowest first</span> : null}
      </h2>
      {shown ? (
        <Candidates kind={change} explanation={explanation} />
      ) : (
        <Button variant="line" size="s" onClick={() => setAsked(key)}>
          {change === 'open' ? 'Find edits that open it' : 'Find edits that close it'}
        </Button>
      )}
    </section>
  );
}

function Candidates({
  kind,
  explanation,
}: {
  readonly kind: 'open' | 'close';
  readonly explanation: Explanation;
}) {
  const summary = useWorkspace((state) => state.summary);
  const follows = useWorkspace((state) => state.role === 'follower');
  const { path } = explanation;
  const request = summary === undefined ? undefined : planRequest(summary, kind, path);
  const { value: plan, failure } = useAnswer<Plan>(
    request === undefined ? undefined : (engine) => engine.plan(request),
    [kind, path.from, path.to, path.protocol, path.port],
  );
  if (request === undefined) return null;
  if (failure !== undefined) {
    return <p className={styles.note}>No fixes right now: {failure.slice(0, 200)}</p>;
  }
  if (plan === undefined) return null;
  return (
    <>
      {plan.candidates.length === 0 ? <Reasons plan={plan} /> : null}
      <ul className={styles.list}>
        {plan.candidates.map((candidate, index) => (
          <CandidateRow
            key={candidate.id}
            plan={plan}
            candidate={candidate}
            kind={kind}
            first={index === 0}
            locked={follows}
          />
        ))}
      </ul>
      {plan.untried > 0 ? <p className={styles.note}>{plan.untried} more places were not tried.</p> : null}
    </>
  );
}

function Reasons({ plan }: { readonly plan: Plan }) {
  const reasons = plan.reasons.length > 0 ? plan.reasons : ['No edit of the policies does this.'];
  return (
    <>
      {reasons.map((reason, index) => (
        <p key={index} className={styles.note}>
          <SentenceText words={fromBackticks(reason)} />
        </p>
      ))}
    </>
  );
}

function CandidateRow({
  plan,
  candidate,
  kind,
  first,
  locked,
}: {
  readonly plan: Plan;
  readonly candidate: Candidate;
  readonly kind: 'open' | 'close';
  readonly first: boolean;
  readonly locked: boolean;
}) {
  const commands = useCommands();
  const [isOpen, setOpen] = useState(false);
  const { preview } = commands;
  return (
    <li
      className={classes(styles.fix, first && styles.best)}
      onPointerEnter={() => preview(previewOf(candidate))}
      onPointerLeave={() => {
        if (!isOpen) preview(undefined);
      }}
    >
      <div className={styles.words}>
        <p className={styles.title}>
          <SentenceText words={fromBackticks(candidate.title)} />
        </p>
        <p className={styles.sub}>
          {sizeWords({ ...candidate, diff: [] })}
          {consequences(candidate, kind).map((one, index) => (
            <span key={index} className={styles[one.tone]}>
              {' \u00b7 '}
              <SentenceText words={fromBackticks(one.text)} />
            </span>
          ))}
        </p>
      </div>
      <div className={styles.acts}>
        <Popover
          label={`Preview: ${candidate.title.replaceAll('`', '')}`}
          width={438}
          side="top"
          align="end"
          open={isOpen}
          onOpenChange={setOpen}
          trigger={<Button size="s">Preview</Button>}
        >
          <div className={styles.preview}>
            <PatchCard
              plan={plan}
              request={kind}
              initial={candidate.id}
              writes={!locked}
              onLook={(looked) => preview(looked === undefined ? undefined : previewOf(looked))}
              onWrite={(written) => {
                if (applyCandidate(commands, written)) setOpen(false);
              }}
              onCancel={() => setOpen(false)}
            />
          </div>
        </Popover>
        {first ? (
          <Button
            variant="primary"
            size="s"
            disabled={locked}
            onClick={() => applyCandidate(commands, candidate)}
          >
            Apply
          </Button>
        ) : null}
      </div>
    </li>
  );
}
