import { PanelRight } from 'lucide-react';
import { Suspense, useEffect, useState } from 'react';
import { useCommands, useWorkspace } from '../app-context';
import { FileTabs } from '../files/FileTabs';
import { IconButton } from '../kit/IconButton';
import { PanelBoundary } from '../kit/PanelBoundary';
import styles from './EditorRegion.module.css';
import { EditorHints, EditorPane } from './slots';

/** The files as tabs and the text of the one that is open. */
export function EditorRegion() {
  const active = useWorkspace((state) => state.activeFile);
  const isBlank = useWorkspace(
    (state) => (state.files.find((file) => file.id === state.activeFile)?.text ?? '') === '',
  );
  const isReady = useEditorsTurn();
  return (
    <div className={styles.region}>
      <FileTabs />
      <div className={styles.body}>
        {active === undefined ? null : (
          <PanelBoundary name="The editor" retryKey={active}>
            <Suspense fallback={<PlainText />}>{isReady ? <EditorPane /> : <PlainText />}</Suspense>
          </PanelBoundary>
        )}
        {isBlank ? (
          <Suspense fallback={null}>
            <EditorHints />
          </Suspense>
        ) : null}
      </div>
    </div>
  );
}

/** The editor is large and loads after the first verdicts, which need the same processor; or after a second. */
function useEditorsTurn(): boolean {
  const hasVerdicts = useWorkspace((state) => state.summary !== undefined);
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 1000);
    return () => clearTimeout(timer);
  }, []);
  return isLate || hasVerdicts;
}

/** The text as it is, until the editor has loaded. */
function PlainText() {
  const text = useWorkspace((state) => state.files.find((file) => file.id === state.activeFile)?.text ?? '');
  return <pre className={styles.plain}>{text.slice(0, 20_000)}</pre>;
}

/** The editor shut: a strip with the file's name upright. */
export function EditorStrip() {
  const name = useWorkspace((state) => state.files.find((file) => file.id === state.activeFile)?.name ?? '');
  const { prefer } = useCommands();
  return (
    <div className={styles.strip}>
      <IconButton
        label="Show the editor"
        keys="mod+\"
        icon={<PanelRight size={16} />}
        onClick={() => prefer({ editorOpen: true })}
      />
      <span className={styles.upright}>{name}</span>
    </div>
  );
}
