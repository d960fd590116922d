import { lazy, Suspense, useEffect } from 'react';
import { AppContext, useWorkspace } from '../app-context';
import type { App as AppValue } from '../app-context';
import { PanelBoundary } from '../kit/PanelBoundary';
import { Frame } from '../shell/Frame';
import { loadAllParts } from '../shell/slots';
import { useShortcuts } from '../shell/use-shortcuts';
import { useOpenDialog } from './dialogs-state';
import { useTheme } from './use-theme';

const Around = lazy(async () => ({ default: (await import('./Around')).Around }));
const Dialogs = lazy(async () => ({ default: (await import('../dialogs/Dialogs')).Dialogs }));

/** The whole app on a workspace and an engine. */
export function App({ app }: { readonly app: AppValue }) {
  return (
    <AppContext value={app}>
      <PanelBoundary name="Drawbridge">
        <Window />
      </PanelBoundary>
    </AppContext>
  );
}

function Window() {
  const dialog = useOpenDialog();
  const name = useWorkspace((state) => state.name);
  useShortcuts();
  useTheme();
  useEffect(() => {
    // Fetched while nothing else goes on, so that what is typed after a key is never lost to a part still loading.
    const timer = setTimeout(() => void loadAllParts(), 2500);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    document.title = name === '' ? 'Drawbridge' : `${name} · Drawbridge`;
  }, [name]);
  return (
    <>
      <Frame />
      {dialog === undefined ? null : (
        <Suspense fallback={null}>
          <Dialogs dialog={dialog} />
        </Suspense>
      )}
      <Suspense fallback={null}>
        <Around />
      </Suspense>
    </>
  );
}
