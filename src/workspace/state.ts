import { emptyHistory } from './history';
import type { History } from './history';
import type { Preferences, WorkspaceState } from './types';

/** What the workspace keeps beside the state that the screen sees. */
export type Inner = {
  history: History;
  /** What taking back the message on the screen does; undefined means undo. */
  takeBack: (() => void) | undefined;
};

export function emptyInner(): Inner {
  return { history: emptyHistory, takeBack: undefined };
}

/** The state before any workspace is open. */
export function blankState(preferences: Preferences): WorkspaceState {
  return {
    id: '',
    name: '',
    workspaces: [],
    files: [],
    revision: 0,
    activeFile: undefined,
    positions: {},
    collapsed: [],
    unfolded: [],
    canUndo: undefined,
    canRedo: undefined,
    role: 'writer',
    save: { kind: 'saved' },
    selection: { kind: 'none' },
    view: 'graph',
    panel: 'why',
    preferences,
    summary: undefined,
    working: false,
    engineFailure: undefined,
    reveal: undefined,
    lit: [],
    matched: [],
    preview: undefined,
    caret: undefined,
    toast: undefined,
  };
}
