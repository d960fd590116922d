import { cleanName, withNewFiles } from './content';
import { mayWrite, say } from './desk';
import type { Desk } from './desk';
import { recordOf } from './seating';
import type { Seating } from './seating';
import { storageTrouble } from './storage';
import type { StoredWorkspace, WorkspaceRecord } from './storage';
import type { NewText, WorkspaceCommands } from './types';
import { zipped } from './zip';

type WorkspacesCommands = Pick<
  WorkspaceCommands,
  | 'newWorkspace'
  | 'duplicateWorkspace'
  | 'switchWorkspace'
  | 'renameWorkspace'
  | 'deleteWorkspace'
  | 'takeOver'
  | 'download'
  | 'actOnToast'
>;

/** A workspace that is not stored yet. */
export function freshWorkspace(desk: Desk, name: string, files: readonly NewText[]): StoredWorkspace {
  const all = withNewFiles([], files, desk.newId);
  const record: WorkspaceRecord = {
    id: desk.newId(),
    name: name.trim() === '' ? 'Untitled' : name.trim().slice(0, 200),
    changed: Date.now(),
    files: all.map((file) => ({ id: file.id, name: file.name })),
    positions: {},
    collapsed: [],
    unfolded: [],
    view: 'graph',
    activeFile: all[0]?.id,
  };
  return { record, files: all };
}

/** Opens a new workspace and stores it. Without storage it opens all the same, and the saver has told. */
export async function startFresh(desk: Desk, seats: Seating, fresh: StoredWorkspace): Promise<void> {
  await desk.saver.idle();
  await seats.open(fresh);
  desk.saver.forget(fresh.record.id);
  desk.saver.save(recordOf(desk.store.getState()), desk.store.getState().files);
  await desk.saver.idle();
  await refreshList(desk);
}

/** The list of all workspaces, by name. Where storage does not answer, at least the open one. */
export async function refreshList(desk: Desk): Promise<void> {
  const listed = await desk.storage.list().catch(() => []);
  const { id, name } = desk.store.getState();
  const all = listed.some((info) => info.id === id) ? listed : [...listed, { id, name, changed: Date.now() }];
  const order = new Intl.Collator('en', { numeric: true });
  desk.store.setState({ workspaces: [...all].sort((a, b) => order.compare(a.name, b.name)) });
}

/** Commands about whole workspaces. */
export function workspacesCommands(desk: Desk, seats: Seating, undo: () => void): WorkspacesCommands {
  const { store } = desk;

  const start = (fresh: StoredWorkspace): Promise<void> => startFresh(desk, seats, fresh);

  const switchWorkspace = async (id: string): Promise<void> => {
    if (id === store.getState().id) return;
    await desk.saver.idle();
    const stored = await desk.storage.read(id).catch((error: unknown) => {
      say(desk, storageTrouble(error));
      return undefined;
    });
    if (stored !== undefined) await seats.open(stored);
    await refreshList(desk);
  };

  const openAnother = async (): Promise<void> => {
    const others = await desk.storage.list().catch(() => []);
    const [newest] = [...others].sort((a, b) => b.changed - a.changed);
    const stored = newest === undefined ? undefined : await desk.storage.read(newest.id);
    if (stored !== undefined) await seats.open(stored);
    else await start(freshWorkspace(desk, 'Untitled', []));
  };

  const deleteWorkspace = async (id: string): Promise<void> => {
    const isOpen = id === store.getState().id;
    if (isOpen ? !mayWrite(desk) : await desk.tabs.isTaken(id)) {
      if (!isOpen) say(desk, 'This workspace is open in another tab. Close it there first.');
      return;
    }
    await desk.saver.idle();
    try {
      const kept = isOpen
        ? { record: recordOf(store.getState()), files: store.getState().files }
        : await desk.storage.read(id);
      if (kept === undefined) return;
      desk.saver.forget(id);
      await desk.storage.remove(id);
      if (isOpen) await openAnother();
      await refreshList(desk);
      say(desk, `Deleted the workspace ${kept.record.name}`, {
        takeBack: () => {
          desk.storage
            .write(kept.record, kept.files)
            .then(() => (isOpen ? switchWorkspace(id) : refreshList(desk)))
            .catch((error: unknown) => say(desk, storageTrouble(error), { lasting: true }));
        },
      });
    } catch (error) {
      say(desk, storageTrouble(error));
    }
  };

  const download = async (): Promise<void> => {
    const { name, files } = store.getState();
    const bytes = await zipped(files);
    desk.saveAs(`${cleanName(name).replaceAll('/', '-')}.zip`, bytes, 'application/zip');
  };

  return {
    switchWorkspace,
    deleteWorkspace,
    download,
    newWorkspace: (name, files) => start(freshWorkspace(desk, name, files)),
    duplicateWorkspace: () => {
      const { name, files, positions, collapsed, unfolded, view } = store.getState();
      const copy = freshWorkspace(desk, `${name} copy`, files);
      return start({ ...copy, record: { ...copy.record, positions, collapsed, unfolded, view } });
    },
    renameWorkspace: (name) => {
      const title = name.trim().slice(0, 200);
      if (title === '' || title === store.getState().name || !mayWrite(desk)) return;
      store.setState({ name: title });
      void desk.saver.idle().then(() => refreshList(desk));
    },
    takeOver: seats.takeOver,
    actOnToast: () => {
      const { toast } = store.getState();
      const { takeBack } = desk.inner;
      if (toast === undefined) return;
      desk.inner.takeBack = undefined;
      if (toast.download) void download();
      else store.setState({ toast: undefined });
      if (!toast.undo) return;
      if (takeBack === undefined) undo();
      else takeBack();
    },
  };
}
