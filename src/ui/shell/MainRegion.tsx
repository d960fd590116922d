import { Suspense, useState } from 'react';
import type { MainView } from '../../workspace/types';
import { useWorkspace } from '../app-context';
import { PanelBoundary } from '../kit/PanelBoundary';
import { EditorRegion } from './EditorRegion';
import { FollowerBar, NothingEnforced } from './late-items';
import styles from './MainRegion.module.css';
import { CanvasPane, MatrixPane, StartScreen } from './slots';

/** Canvas or matrix (or, where there is little room, the editor), and what is to be said above them. */
export function MainRegion({ view }: { readonly view: MainView }) {
  const revision = useWorkspace((state) => state.summary?.revision);
  const isEmpty = useWorkspace(
    (state) =>
      state.summary !== undefined &&
      state.summary.workloads.length === 0 &&
      state.summary.namespaces.length === 0 &&
      state.summary.policies.length === 0 &&
      state.files.every((file) => file.text.trim() === ''),
  );
  const id = useWorkspace((state) => state.id);
  const [drawnFrom, setDrawnFrom] = useState<string>();
  if (view === 'editor') {
    return (
      <main className={styles.main}>
        <FollowerBar />
        <section className={styles.pane} data-region="editor" aria-label="Editor">
          <EditorRegion />
        </section>
      </main>
    );
  }
  const starts = isEmpty && drawnFrom !== id;
  return (
    <main className={styles.main} data-region="main">
      <FollowerBar />
      <NothingEnforced />
      <div className={styles.pane}>
        {starts ? (
          <Suspense fallback={null}>
            <StartScreen onDraw={() => setDrawnFrom(id)} />
          </Suspense>
        ) : (
          <PanelBoundary key={view} name={view === 'graph' ? 'The graph' : 'The matrix'} retryKey={revision}>
            <Suspense fallback={null}>{view === 'graph' ? <CanvasPane /> : <MatrixPane />}</Suspense>
          </PanelBoundary>
        )}
      </div>
    </main>
  );
}
