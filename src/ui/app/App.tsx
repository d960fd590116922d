import { lazy, Suspense, useEffect } from 'react';
import { AppContext, useWorkspace } from '../app-context';
import type { App as AppValue } from '../app-context';
import { DropZone } from '../files/DropZone';
import { PanelBoundary } from '../kit/PanelBoundary';
import { TooltipLayer } from '../kit/TooltipLayer';
import { Frame } from '../shell/Frame';
import { LiveRegion } from '../shell/LiveRegion';
import { ToastHost } from '../shell/ToastHost';
import { useShortcuts } from '../shell/use-shortcuts';
import { useOpenDialog } from './dialogs-state';
import { useTheme } from './use-theme';

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
    document.title = name === '' ? 'Drawbridge' : `${name} · Drawbridge`;
  }, [name]);
  return (
    <>
      <Frame />
      <DropZone />
      {dialog === undefined ? null : (
        <Suspense fallback={null}>
          <Dialogs dialog={dialog} />
        </Suspense>
      )}
      <ToastHost />
      <LiveRegion />
      <TooltipLayer />
    </>
  );
}
