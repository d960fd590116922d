import { ListChecks } from 'lucide-react';
import { useEffect } from 'react';
import type { PathRef } from '../../analysis/types';
import type { Explanation, WantedBy } from '../../views/explanation-types';
import { useAnswer, useCommands, useWorkspace } from '../app-context';
import { Badge } from '../kit/Badge';
import { Blank } from '../kit/Blank';
import { Button } from '../kit/Button';
import { classes } from '../kit/classes';
import { Keys } from '../kit/Keys';
import { PlaceLink } from '../kit/PlaceLink';
import { focusCheckPath } from '../shell/check-path-slot';
import { useRoom } from '../shell/use-room';
import { Fixes } from './Fixes';
import { FlowLine } from './FlowLine';
import { LaneView } from './LaneView';
import { SentenceText } from './SentenceText';
import styles from './WhyPanel.module.css';

/** Why the chosen path is open or shut. */
export function WhyPanel() {
  const selection = useWorkspace((state) => state.selection);
  if (selection.kind !== 'path') return <NothingChosen />;
  return <PathWhy key={JSON.stringify(selection.path)} path={selection.path} />;
}

function NothingChosen() {
  return (
    <Blank
      action={
        <Button variant="line" onClick={focusCheckPath}>
          Check a path
          <Keys keys="/" />
        </Button>
      }
    >
      Choose a line, a card or a cell, or check a path.
    </Blank>
  );
}

/** The path whose lines the editor has been turned to: it is turned once, not with every edit. */
let shownInEditor = '';

function PathWhy({ path }: { readonly path: PathRef }) {
  const { light, revealPlace } = useCommands();
  const summary = useWorkspace((state) => state.summary);
  const { value: answer, failure } = useAnswer(
    async (engine) => ({ explanation: await engine.explain(path) }),
    [JSON.stringify(path)],
  );
  const explanation = answer?.explanation;
  const room = useRoom();
  const editorOpen = useWorkspace((state) => state.preferences.editorOpen);
  // Elsewhere the editor would take the place of what is being looked at.
  const isBeside = room === 'wide' && editorOpen;
  useEffect(() => {
    if (explanation === undefined) return;
    light(explanation.lines);
    const key = JSON.stringify(explanation.path);
    const [first] = explanation.lines;
    if (shownInEditor === key) return;
    shownInEditor = key;
    if (first !== undefined && isBeside) revealPlace(first.place);
  }, [explanation, light, revealPlace, isBeside]);
  if (failure !== undefined) {
    return <Blank>This path cannot be explained right now: {failure.slice(0, 300)}</Blank>;
  }
  if (answer === undefined || summary === undefined) return null;
  if (explanation === undefined) {
    return <Blank>This path is no longer there: one of its ends is gone. Undo brings it back.</Blank>;
  }
  return <Story explanation={explanation} />;
}

function Story({ explanation }: { readonly explanation: Explanation }) {
  const { verdict, from, to, port, wanted, notes, lanes, stale, change } = explanation;
  const [leaving, entering] = lanes;
  const shown = explanation.conditions === undefined ? verdict : 'conditional';
  return (
    <div className={styles.frame}>
      <div className={classes(styles.why, change === 'none' && styles.withoutFixes)}>
        <section className={styles.sentence} aria-label="In one sentence" aria-live="polite">
          <FlowLine verdict={shown} from={from.title} to={to.title} port={port} />
          <p className={styles.one}>
            <SentenceText words={explanation.sentence} />
          </p>
          {stale ? (
            <p className={styles.note}>
              <Badge tone="unwanted">from before this edit</Badge>
            </p>
          ) : null}
          {wanted.map((one, index) => (
            <Wanted key={index} wanted={one} />
          ))}
          {notes.map((note, index) => (
            <p key={index} className={styles.note}>
              <SentenceText words={note} />
            </p>
          ))}
        </section>
        <div className={styles.leaving}>
          <LaneView lane={leaving} />
        </div>
        <div className={styles.entering}>
          <LaneView lane={entering} />
        </div>
        {change === 'none' ? null : (
          <div className={styles.fixes}>
            <Fixes explanation={explanation} />
          </div>
        )}
      </div>
    </div>
  );
}

function Wanted({ wanted }: { readonly wanted: WantedBy }) {
  const words = wanted.verdict === 'allowed' ? 'wanted by' : 'not wanted by';
  return (
    <p className={classes(styles.note, styles.wanted)} title={wanted.because}>
      <ListChecks size={14} aria-hidden="true" />
      <span>{words}</span>
      <PlaceLink place={wanted.place} />
      {wanted.because === undefined ? null : <span className={styles.because}>{wanted.because}</span>}
    </p>
  );
}
