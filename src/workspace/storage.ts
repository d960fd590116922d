import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import type { SourceFile } from '../yaml/types';
import type { MainView, Position, WorkspaceInfo } from './types';

/** A workspace as it is kept, without the texts of its files. */
export type WorkspaceRecord = WorkspaceInfo & {
  readonly files: readonly { readonly id: string; readonly name: string }[];
  readonly positions: Readonly<Record<string, Position>>;
  readonly collapsed: readonly string[];
  readonly unfolded: readonly string[];
  readonly view: MainView;
  readonly activeFile: string | undefined;
};

export type StoredWorkspace = { readonly record: WorkspaceRecord; readonly files: readonly SourceFile[] };

/** Where workspaces are kept on this device. Every call may be rejected; `storageTrouble` says why in words. */
export type WorkspaceStorage = {
  readonly list: () => Promise<readonly WorkspaceInfo[]>;
  readonly read: (id: string) => Promise<StoredWorkspace | undefined>;
  /** Writes the record and the given texts, and removes texts of files that it no longer names; all or nothing. */
  readonly write: (record: WorkspaceRecord, texts: readonly SourceFile[]) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
};

type Schema = DBSchema & {
  workspaces: { key: string; value: WorkspaceRecord };
  /** One text, by workspace and file: an edit writes only the file that it changes. */
  texts: { key: [workspace: string, file: string]; value: string };
};

/** Workspaces in IndexedDB. The database is opened with the first call, and again after it failed or was closed. */
export function browserStorage(name = 'drawbridge'): WorkspaceStorage {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const open = (): Promise<IDBPDatabase<Schema>> => {
    const forget = () => {
      opened = undefined;
    };
    opened ??= openDB<Schema>(name, 1, {
      upgrade(database) {
        database.createObjectStore('workspaces', { keyPath: 'id' });
        database.createObjectStore('texts');
      },
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    }).catch((error: unknown) => {
      forget();
      throw error;
    });
    return opened;
  };

  return {
    list: async () => {
      const records = await (await open()).getAll('workspaces');
      return records.map(({ id, name: title, changed }) => ({ id, name: title, changed }));
    },
    read: async (id) => {
      const transaction = (await open()).transaction(['workspaces', 'texts']);
      const record = await transaction.objectStore('workspaces').get(id);
      if (record === undefined) return undefined;
      const texts = await Promise.all(
        record.files.map((file) => transaction.objectStore('texts').get([id, file.id])),
      );
      return { record, files: record.files.map((file, index) => ({ ...file, text: texts[index] ?? '' })) };
    },
    write: async (record, texts) => {
      const transaction = (await open()).transaction(['workspaces', 'texts'], 'readwrite');
      const store = transaction.objectStore('texts');
      const named = new Set(record.files.map((file) => file.id));
      const kept = await store.getAllKeys(textsOf(record.id));
      await Promise.all([
        ...kept.filter(([, file]) => !named.has(file)).map((key) => store.delete(key)),
        ...texts.map((file) => store.put(file.text, [record.id, file.id])),
        transaction.objectStore('workspaces').put(record),
        transaction.done,
      ]);
    },
    remove: async (id) => {
      const transaction = (await open()).transaction(['workspaces', 'texts'], 'readwrite');
      await Promise.all([
        transaction.objectStore('workspaces').delete(id),
        transaction.objectStore('texts').delete(textsOf(id)),
        transaction.done,
      ]);
    },
  };
}

function textsOf(workspace: string): IDBKeyRange {
  return IDBKeyRange.bound([workspace], [workspace, []]);
}

/** Why storage does not work, in one sentence. */
export function storageTrouble(error: unknown): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return 'This device’s storage is full.';
  if (name === 'SecurityError' || name === 'InvalidStateError' || name === 'NotAllowedError') {
    return 'This browser does not let the page keep anything.';
  }
  return 'This device’s storage does not answer.';
}
