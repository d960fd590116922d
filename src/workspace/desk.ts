import type { StoreApi } from 'zustand/vanilla';
import type { EngineClient } from '../worker/client';
import type { Content } from './content';
import { remember, sameContent } from './history';
import type { KeyValueStore } from './preferences';
import type { Saver } from './saver';
import type { Inner } from './state';
import type { WorkspaceStorage } from './storage';
import type { Tabs } from './tabs';
import type { WorkspaceState } from './types';

/** What the workspace stands on. All of it is handed in, so that tests can stand in for the browser. */
export type Ground = {
  readonly engine: EngineClient;
  readonly storage: WorkspaceStorage;
  readonly tabs: Tabs;
  readonly preferences: KeyValueStore | undefined;
  /** Milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Hands a file to the person. */
  readonly saveAs: (name: string, bytes: Uint8Array, type: string) => void;
};

/** What all commands work on. */
export type Desk = Ground & {
  readonly store: StoreApi<WorkspaceState>;
  readonly inner: Inner;
  readonly saver: Saver;
};

export type Edit = {
  readonly label: string;
  /** Goes on in the same undo step as the last edit with this key. */
  readonly merge?: string;
  readonly activeFile?: string | undefined;
};

export const refusal = 'This workspace is open in another tab. Take over to edit it here.';

/** True where this tab may write; else says so. */
export function mayWrite(desk: Desk): boolean {
  if (desk.store.getState().role === 'writer') return true;
  say(desk, refusal);
  return false;
}

/** Puts a new content in place as a remembered step. False where this tab may not write. */
export function edit(desk: Desk, next: Content, { label, merge, activeFile }: Edit): boolean {
  const state = desk.store.getState();
  if (state.role !== 'writer') return false;
  const before: Content = { files: state.files, positions: state.positions };
  if (sameContent(before, next)) return true;
  desk.inner.history = remember(desk.inner.history, {
    label,
    before,
    after: next,
    at: desk.now(),
    ...(merge === undefined ? {} : { merge }),
  });
  // An offer to undo is about the last step, which this is not any more.
  if (state.toast?.undo === true && desk.inner.takeBack === undefined) {
    desk.store.setState({ toast: undefined });
  }
  putContent(desk, next, activeFile);
  return true;
}

/** Puts a content in place without remembering it: for undo, redo, opening and following. */
export function putContent(desk: Desk, content: Content, activeFile?: string): void {
  const state = desk.store.getState();
  const wanted = activeFile ?? state.activeFile;
  const isThere = content.files.some((file) => file.id === wanted);
  desk.store.setState({
    files: content.files,
    positions: content.positions,
    revision: content.files === state.files ? state.revision : state.revision + 1,
    activeFile: isThere ? wanted : neighbor(state, content),
    ...historyLabels(desk),
  });
}

export function historyLabels(desk: Desk): Pick<WorkspaceState, 'canUndo' | 'canRedo'> {
  const { past, future } = desk.inner.history;
  return { canUndo: past.at(-1)?.label, canRedo: future.at(-1)?.label };
}

/** The file to show where the one that was shown is gone: the one that now stands in its place. */
function neighbor(state: WorkspaceState, content: Content): string | undefined {
  const at = state.files.findIndex((file) => file.id === state.activeFile);
  return (content.files[at] ?? content.files.at(-1) ?? content.files[0])?.id;
}

let lastToast = 0;

export function say(
  desk: Desk,
  text: string,
  options: { undo?: boolean; lasting?: boolean; download?: boolean; takeBack?: () => void } = {},
): void {
  const { undo = false, lasting = false, download = false, takeBack } = options;
  desk.inner.takeBack = takeBack;
  desk.store.setState({
    toast: { id: ++lastToast, text, undo: undo || takeBack !== undefined, lasting, download },
  });
}
