import { historyLabels, say } from './desk';
import type { Desk } from './desk';
import { seal } from './history';
import { writePreferences } from './preferences';
import type { WorkspaceCommands } from './types';

type ViewCommands = Pick<
  WorkspaceCommands,
  | 'openFile'
  | 'collapse'
  | 'collapseAll'
  | 'unfold'
  | 'select'
  | 'show'
  | 'openPanel'
  | 'prefer'
  | 'revealPlace'
  | 'light'
  | 'match'
  | 'preview'
  | 'say'
  | 'dismissToast'
  | 'caretAt'
  | 'stopWorking'
>;

/** Everything that changes how the workspace is looked at, and never its texts. */
export function viewCommands(desk: Desk): ViewCommands {
  const { store } = desk;
  const openFile = (id: string): void => {
    if (!store.getState().files.some((file) => file.id === id)) return;
    desk.inner.history = seal(desk.inner.history);
    store.setState({ activeFile: id, ...historyLabels(desk) });
  };
  const prefer: WorkspaceCommands['prefer'] = (part) => {
    const preferences = { ...store.getState().preferences, ...part };
    store.setState({ preferences });
    writePreferences(preferences, desk.preferences);
  };
  return {
    openFile,
    prefer,
    collapse: (namespace, collapsed) => {
      const others = store.getState().collapsed.filter((name) => name !== namespace);
      store.setState({ collapsed: collapsed ? [...others, namespace] : others });
    },
    collapseAll: (namespaces) => store.setState({ collapsed: [...namespaces] }),
    unfold: (foldKey, unfolded) => {
      const others = store.getState().unfolded.filter((key) => key !== foldKey);
      store.setState({ unfolded: unfolded ? [...others, foldKey] : others });
    },
    select: (selection) => {
      const before = store.getState().selection;
      if (JSON.stringify(before) === JSON.stringify(selection)) return;
      store.setState({ selection, lit: [], preview: undefined });
    },
    show: (view) => store.setState({ view }),
    openPanel: (panel) => {
      store.setState({ panel });
      if (!store.getState().preferences.panelOpen) prefer({ panelOpen: true });
    },
    revealPlace: (place) => {
      const { reveal, preferences } = store.getState();
      openFile(place.file);
      store.setState({ reveal: { place, nonce: (reveal?.nonce ?? 0) + 1 } });
      if (!preferences.editorOpen) prefer({ editorOpen: true });
    },
    light: (lit) => store.setState({ lit }),
    match: (matched) => {
      const before = store.getState().matched;
      if (before.length === 0 && matched.length === 0) return;
      store.setState({ matched });
    },
    preview: (preview) => {
      if (store.getState().preview !== preview) store.setState({ preview });
    },
    say: (text, options = {}) => say(desk, text, options),
    dismissToast: () => {
      desk.inner.takeBack = undefined;
      store.setState({ toast: undefined });
    },
    caretAt: (caret) => store.setState({ caret }),
    stopWorking: () => desk.engine.stop(),
  };
}
