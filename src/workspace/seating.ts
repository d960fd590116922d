import type { SourceFile } from '../yaml/types';
import { historyLabels, putContent, say } from './desk';
import type { Desk } from './desk';
import { emptyHistory } from './history';
import { writeLastWorkspace } from './preferences';
import type { StoredWorkspace, WorkspaceRecord } from './storage';
import type { Seat } from './tabs';
import type { Position, TabRole, WorkspaceState } from './types';

/** What a writer tells its followers, and what a new follower asks. */
type Message =
  | { readonly kind: 'hello' }
  | {
      readonly kind: 'content';
      readonly name: string;
      readonly files: readonly SourceFile[];
      readonly positions: Readonly<Record<string, Position>>;
      readonly collapsed: readonly string[];
      readonly unfolded: readonly string[];
    };

export type Seating = {
  /** Opens a workspace in this tab: leaves the one that was open, and shows the new one. */
  readonly open: (stored: StoredWorkspace) => Promise<void>;
  readonly takeOver: () => void;
  readonly leave: () => void;
};

/**
 * Which workspace this tab has open and whether it writes it. A writer saves every change at once and tells its
 * followers; a follower shows what it is told and writes nothing.
 */
export function seating(desk: Desk): Seating {
  const { store } = desk;
  let seat: Seat | undefined;
  let isWatched = false;

  const content = (): Message => {
    const { name, files, positions, collapsed, unfolded } = store.getState();
    return { kind: 'content', name, files, positions, collapsed, unfolded };
  };

  const onRole = (id: string, role: TabRole): void => {
    if (store.getState().id !== id || store.getState().role === role) return;
    desk.inner.history = emptyHistory;
    store.setState({ role, ...historyLabels(desk) });
    if (role === 'writer') {
      desk.saver.save(recordOf(store.getState()), store.getState().files);
    } else {
      isWatched = false;
      desk.saver.forget(id);
      seat?.tell({ kind: 'hello' } satisfies Message);
    }
  };

  const onMessage = (id: string, message: unknown): void => {
    const state = store.getState();
    if (state.id !== id || !isMessage(message)) return;
    if (message.kind === 'hello') {
      if (state.role !== 'writer') return;
      isWatched = true;
      seat?.tell(content());
    } else if (state.role === 'follower') {
      const { name, collapsed, unfolded, files, positions } = message;
      store.setState({ name, collapsed, unfolded });
      putContent(desk, { files: sameFilesKept(state.files, files), positions });
    }
  };

  const open = async ({ record, files }: StoredWorkspace): Promise<void> => {
    seat?.leave();
    seat = undefined;
    isWatched = false;
    const { id } = record;
    const now: { role: TabRole; isOpen: boolean } = { role: 'writer', isOpen: false };
    const next = await desk.tabs.sit(id, {
      onRole: (role) => {
        now.role = role;
        if (now.isOpen) onRole(id, role);
      },
      onMessage: (message) => {
        if (now.isOpen) onMessage(id, message);
      },
    });
    seat = next;
    now.isOpen = true;
    desk.inner.history = emptyHistory;
    desk.saver.stored(id, files);
    const { toast } = store.getState();
    const known = files.some((file) => file.id === record.activeFile);
    store.setState({
      id,
      name: record.name,
      files,
      positions: record.positions,
      collapsed: record.collapsed,
      unfolded: record.unfolded,
      view: record.view,
      activeFile: known ? record.activeFile : files[0]?.id,
      revision: store.getState().revision + 1,
      role: now.role,
      selection: { kind: 'none' },
      lit: [],
      matched: [],
      preview: undefined,
      summary: undefined,
      engineFailure: undefined,
      reveal: undefined,
      caret: undefined,
      // An offer to undo is about the workspace that is left; what stays is about the device.
      toast: toast?.lasting === true ? toast : undefined,
      ...historyLabels(desk),
    });
    writeLastWorkspace(id, desk.preferences);
    if (now.role === 'follower') seat.tell({ kind: 'hello' } satisfies Message);
  };

  store.subscribe((now, before) => {
    if (now.id !== before.id || now.id === '' || now.role !== 'writer' || !isKeptDifferently(now, before)) {
      return;
    }
    desk.saver.save(recordOf(now), now.files);
    if (isWatched) seat?.tell(content());
  });

  return {
    open,
    takeOver: () => {
      if (store.getState().role === 'follower') seat?.takeOver();
      else say(desk, 'You can edit here already.');
    },
    leave: () => seat?.leave(),
  };
}

/** What is kept of the state, dated now. */
export function recordOf(state: WorkspaceState): WorkspaceRecord {
  const { id, name, files, positions, collapsed, unfolded, view, activeFile } = state;
  const list = files.map((file) => ({ id: file.id, name: file.name }));
  return { id, name, changed: Date.now(), files: list, positions, collapsed, unfolded, view, activeFile };
}

function isKeptDifferently(now: WorkspaceState, before: WorkspaceState): boolean {
  return (
    now.files !== before.files ||
    now.positions !== before.positions ||
    now.name !== before.name ||
    now.collapsed !== before.collapsed ||
    now.unfolded !== before.unfolded ||
    now.view !== before.view ||
    now.activeFile !== before.activeFile
  );
}

/** The told files, but the very same objects where nothing changed, so that nobody redraws for nothing. */
function sameFilesKept(mine: readonly SourceFile[], told: readonly SourceFile[]): readonly SourceFile[] {
  const known = new Map(mine.map((file) => [file.id, file]));
  const files = told.map((file) => {
    const old = known.get(file.id);
    return old !== undefined && old.name === file.name && old.text === file.text ? old : file;
  });
  return files.length === mine.length && files.every((file, index) => file === mine[index]) ? mine : files;
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return (
    value.kind === 'hello' || (value.kind === 'content' && 'files' in value && Array.isArray(value.files))
  );
}
