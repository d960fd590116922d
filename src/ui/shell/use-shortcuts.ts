import { useEffect } from 'react';
import { useApp } from '../app-context';
import type { App } from '../app-context';
import { openDialog } from '../app/dialogs-state';
import { focusCheckPath } from './check-path-slot';
import { stepRegion } from './regions';
import { roomOf } from './use-room';

/** The keys of the whole window, `/` wherever nothing is written, and the single keys inside canvas and matrix. */
export function useShortcuts(): void {
  const app = useApp();
  useEffect(() => {
    const early = (event: KeyboardEvent) => {
      if (runShortcut(app, event)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    const late = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && runSingleKey(app, event)) event.preventDefault();
    };
    // Early, so that the editor's own undo and palette never see the keys that are the window's.
    window.addEventListener('keydown', early, { capture: true });
    window.addEventListener('keydown', late);
    return () => {
      window.removeEventListener('keydown', early, { capture: true });
      window.removeEventListener('keydown', late);
    };
  }, [app]);
}

function runShortcut(app: App, event: KeyboardEvent): boolean {
  if (event.key === 'F6') return stepRegion(event.shiftKey);
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const { commands } = app;
  switch (event.key.toLowerCase()) {
    case 'k':
      openDialog({ kind: 'palette' });
      return true;
    case 'z':
    case 'y': {
      if (keepsOwnUndo(event.target)) return false;
      const again = event.key.toLowerCase() === 'y' || event.shiftKey;
      if (again) commands.redo();
      else commands.undo();
      return true;
    }
    case 'j': {
      const { preferences } = app.getState();
      commands.prefer({ panelOpen: !preferences.panelOpen });
      return true;
    }
    case '\\':
      toggleEditor(app);
      return true;
    default:
      return false;
  }
}

/** Shows or hides the editor, in the way that the room allows. */
export function toggleEditor(app: App): void {
  const { preferences, view } = app.getState();
  if (roomOf(window.innerWidth) === 'wide') app.commands.prefer({ editorOpen: !preferences.editorOpen });
  else app.commands.show(view === 'editor' ? 'graph' : 'editor');
}

function runSingleKey(app: App, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target instanceof Element ? event.target : undefined;
  if (target === undefined || isTextField(target)) return false;
  const inMain = target.closest('[data-region="main"]') !== null;
  // Dialogs, menus and the editor keep their letters.
  if (event.key === '/' && (inMain || target.closest('.nokey') === null)) {
    focusCheckPath();
    return true;
  }
  if (!inMain) return false;
  switch (event.key) {
    case '?':
      openDialog({ kind: 'keys' });
      return true;
    case 'm':
    case 'M':
      app.commands.show(app.getState().view === 'matrix' ? 'graph' : 'matrix');
      return true;
    default:
      return false;
  }
}

function isTextField(target: EventTarget | null | undefined): boolean {
  return (
    target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null
  );
}

/** Small text fields keep the browser's undo; the editor's is the workspace's. */
function keepsOwnUndo(target: EventTarget | null): boolean {
  return (
    isTextField(target) && target instanceof Element && target.closest('[data-region="editor"]') === null
  );
}
