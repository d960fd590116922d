import { CornerDownLeft } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Candidate, Plan } from '../../authoring/types';
import { Badge } from '../kit/Badge';
import { Button } from '../kit/Button';
import { classes } from '../kit/classes';
import { Sentence } from '../kit/NameCode';
import { Diff } from './Diff';
import { NoteLine } from './Note';
import styles from './PatchCard.module.css';
import { actWords, alsoWords, effectWords, sizeWords } from './words';

export type PatchCardProps = {
  readonly plan: Plan;
  readonly request: 'open' | 'close';
  /** Which candidate is chosen at first; the best one if absent. */
  readonly initial?: string;
  /** False where this tab may only read. */
  readonly writes: boolean;
  /** The candidate that is looked at, so that the canvas and the editor can show what it does. */
  readonly onLook: (candidate: Candidate | undefined) => void;
  readonly onWrite: (candidate: Candidate) => void;
  readonly onCancel: () => void;
  readonly cancelWord?: string;
  /** Asks for the plan again with or without DNS. */
  readonly onDns?: (dns: boolean) => void;
};

/**
 * The ways to change the texts so that a wish comes true: each with what it opens, the diff of the chosen one, and what
 * else changes. Nothing is written before the button is pressed.
 */
export function PatchCard(props: PatchCardProps) {
  const { plan, request, initial, writes, onLook, onWrite, onCancel, cancelWord = 'Cancel', onDns } = props;
  const [chosenId, setChosen] = useState(initial);
  const chosen = plan.candidates.find(({ id }) => id === chosenId) ?? plan.candidates[0];
  const look = useRef(onLook);
  useEffect(() => {
    look.current = onLook;
  });
  useEffect(() => {
    look.current(chosen);
    return () => look.current(undefined);
  }, [chosen]);
  return (
    <>
      <div className={styles.body}>
        {plan.reasons.map((reason) => (
          <NoteLine key={reason} tone={plan.state === 'refused' ? 'unwanted' : 'plain'} text={reason} />
        ))}
        {plan.candidates.length === 0 && plan.reasons.length === 0 ? (
          <NoteLine tone="plain" text={nothing(plan.state, request)} />
        ) : null}
        {plan.candidates.length === 0 ? null : (
          <Ways
            plan={plan}
            request={request}
            chosen={chosen?.id}
            onChoose={setChosen}
            onEnter={() => chosen !== undefined && writes && onWrite(chosen)}
          />
        )}
        {chosen === undefined ? null : <Details candidate={chosen} request={request} onDns={onDns} />}
      </div>
      <footer className={styles.foot}>
        {chosen === undefined ? (
          <Button variant="line" onClick={onCancel}>
            Close
          </Button>
        ) : (
          <>
            <Button
              variant="primary"
              disabled={!writes || chosen.diff.length === 0}
              onClick={() => onWrite(chosen)}
            >
              {actWords(chosen)}
              <CornerDownLeft size={14} aria-hidden="true" />
            </Button>
            <Button onClick={onCancel}>{cancelWord}</Button>
            <span className={styles.hint}>{writes ? 'undo brings it back' : 'another tab is writing'}</span>
          </>
        )}
      </footer>
    </>
  );
}

/** Why there is nothing to choose from, where the plan gives no reason. */
function nothing(state: Plan['state'], request: 'open' | 'close'): string {
  if (state !== 'nothingToDo') return 'No edit was found that does this.';
  return request === 'open' ? 'The text already says so: the path is open.' : 'The path is closed already.';
}

/** The candidates as a group of radio buttons; Enter on one writes it. */
function Ways({
  plan,
  request,
  chosen,
  onChoose,
  onEnter,
}: {
  readonly plan: Plan;
  readonly request: 'open' | 'close';
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly onEnter: () => void;
}) {
  const name = useId();
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    onEnter();
  };
  return (
    <div
      role="radiogroup"
      aria-label={request === 'open' ? 'Ways to open it' : 'Ways to close it'}
      className={styles.ways}
    >
      {plan.candidates.map((candidate, index) => {
        const effect = effectWords(candidate, request, index === 0);
        const on = candidate.id === chosen;
        return (
          <label key={candidate.id} className={classes(styles.way, on && styles.on)}>
            <input
              type="radio"
              name={name}
              checked={on}
              onChange={() => onChoose(candidate.id)}
              onKeyDown={enter}
              className={styles.radio}
            />
            <span className={styles.title}>
              <Sentence text={candidate.title} />
            </span>
            <Badge tone={effect.tone}>{effect.text}</Badge>
            <span className={styles.sub}>
              {sizeWords(candidate)}
              {candidate.way === 'only expectation' ? ', no policy changes' : ''}
            </span>
          </label>
        );
      })}
    </div>
  );
}

function Details({
  candidate,
  request,
  onDns,
}: {
  readonly candidate: Candidate;
  readonly request: 'open' | 'close';
  readonly onDns: ((dns: boolean) => void) | undefined;
}) {
  const dns =
    candidate.dns === 'not needed' || onDns === undefined ? undefined : candidate.dns === 'included';
  return (
    <>
      <Diff files={candidate.diff} />
      {dns === undefined ? null : (
        <label className={styles.dns}>
          <input type="checkbox" checked={dns} onChange={(event) => onDns?.(event.target.checked)} />
          Let it resolve names: allow DNS too
        </label>
      )}
      {notesOf(candidate, request).map(({ tone, text }) => (
        <NoteLine key={text} tone={tone} text={text} />
      ))}
    </>
  );
}

type NoteText = { readonly tone: 'unwanted' | 'allowed' | 'denied' | 'plain'; readonly text: string };

/** What else changes, in the order in which it matters. */
export function notesOf(candidate: Candidate, request: 'open' | 'close'): NoteText[] {
  const notes: NoteText[] = [];
  for (const { sentence } of candidate.broken.slice(0, 3)) {
    notes.push({ tone: 'denied', text: `No longer holds: ${sentence.replaceAll(' \u2192 ', ' to ')}` });
  }
  if (candidate.opened.length > 0) {
    const calm = request === 'open' && candidate.closed.length === 0 ? ' Nothing closes.' : '';
    notes.push({ tone: 'unwanted', text: `${alsoWords(candidate.opened, 'opens')}${calm}` });
  }
  if (candidate.closed.length > 0) {
    notes.push({
      tone: request === 'close' ? 'unwanted' : 'denied',
      text: alsoWords(candidate.closed, 'closes'),
    });
  }
  if (candidate.unclear.length > 0) {
    const count = candidate.unclear.length;
    notes.push({
      tone: 'unwanted',
      text: `${count === 1 ? '1 other path' : `${count} other paths`} can no longer be told.`,
    });
  }
  if (
    candidate.opened.length + candidate.closed.length + candidate.unclear.length === 0 &&
    candidate.wished.length > 0
  ) {
    notes.push({
      tone: 'allowed',
      text: request === 'open' ? 'Opens this path only.' : 'Closes this path only.',
    });
  }
  for (const { severity, text } of candidate.notes) {
    notes.push({ tone: severity === 'warning' ? 'unwanted' : 'plain', text });
  }
  return notes;
}
