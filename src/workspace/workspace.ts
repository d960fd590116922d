import { createStore } from 'zustand/vanilla';
import { keepAnalyzed } from './analyze-loop';
import { contentCommands } from './content-commands';
import { say } from './desk';
import type { Desk, Ground } from './desk';
import { readLastWorkspace, readPreferences } from './preferences';
import { createSaver } from './saver';
import { seating } from './seating';
import { blankState, emptyInner } from './state';
import { storageTrouble } from './storage';
import type { StoredWorkspace } from './storage';
import type { Sample, SaveState, WorkspaceCommands, WorkspaceState } from './types';
import { viewCommands } from './view-commands';
import { freshWorkspace, refreshList, startFresh, workspacesCommands } from './workspaces-commands';

/** The workspace: the one thing that changes. Everything else is computed from it. */
export type Workspace = {
  readonly getState: () => WorkspaceState;
  readonly subscribe: (listener: (now: WorkspaceState, before: WorkspaceState) => void) => () => void;
  readonly commands: WorkspaceCommands;
  /** Settles when everything is saved that can be. */
  readonly idle: () => Promise<void>;
  readonly close: () => void;
};

/** Opens the workspace that was open last, else the newest, else the sample. Never rejected. */
export async function openWorkspace(ground: Ground, loadSample: () => Promise<Sample>): Promise<Workspace> {
  const store = createStore<WorkspaceState>(() => blankState(readPreferences(ground.preferences)));
  const desk: Desk = {
    ...ground,
    store,
    inner: emptyInner(),
    saver: createSaver(ground.storage, (state) => reportSaving(desk, state)),
  };
  const seats = seating(desk);
  const content = contentCommands(desk);
  const commands: WorkspaceCommands = {
    ...content,
    ...viewCommands(desk),
    ...workspacesCommands(desk, seats, content.undo),
  };
  const stored = await lastOpened(desk);
  if (stored !== undefined) {
    await seats.open(stored);
  } else {
    const { name, files } = await loadSample();
    void startFresh(desk, seats, freshWorkspace(desk, name, files));
  }
  await opened(desk);
  const endLoop = keepAnalyzed(desk);
  void refreshList(desk);
  return {
    getState: store.getState,
    subscribe: store.subscribe,
    commands,
    idle: desk.saver.idle,
    close: () => {
      endLoop();
      seats.leave();
    },
  };
}

/** Whether nothing was ever open on this device, as far as can be told without asking the storage. */
export function isFirstSitting(ground: Ground): boolean {
  return readLastWorkspace(ground.preferences) === undefined;
}

async function lastOpened(desk: Desk): Promise<StoredWorkspace | undefined> {
  try {
    const list = await desk.storage.list();
    const last = readLastWorkspace(desk.preferences);
    const [newest] = [...list].sort(
      (a, b) => Number(b.id === last) - Number(a.id === last) || b.changed - a.changed,
    );
    return newest === undefined ? undefined : await desk.storage.read(newest.id);
  } catch (error) {
    reportSaving(desk, { kind: 'failed', reason: storageTrouble(error) });
    return undefined;
  }
}

/** Settles when some workspace is open; it need not be stored for that. */
function opened(desk: Desk): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (desk.store.getState().id === '') return;
      end();
      resolve();
    };
    const end = desk.store.subscribe(check);
    check();
  });
}

/** Saving goes on in silence; when it begins to fail, a message stays that offers a download instead. */
function reportSaving(desk: Desk, save: SaveState): void {
  const { save: before, toast } = desk.store.getState();
  if (save.kind === 'saving' && before.kind === 'failed') return;
  desk.store.setState({ save });
  if (save.kind === 'failed' && before.kind !== 'failed' && toast?.download !== true) {
    say(desk, `${save.reason} Your text is still here, but the last edits are not saved.`, {
      lasting: true,
      download: true,
    });
  }
  if (save.kind === 'saved' && toast?.download === true) desk.store.setState({ toast: undefined });
}
