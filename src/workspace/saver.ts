import type { SourceFile } from '../yaml/types';
import { storageTrouble } from './storage';
import type { WorkspaceRecord, WorkspaceStorage } from './storage';
import type { SaveState } from './types';

export type Saver = {
  /** Saves this version at once, or as soon as the one that is being written is through. */
  readonly save: (record: WorkspaceRecord, files: readonly SourceFile[]) => void;
  /** What is already stored, so that unchanged texts are not written again. */
  readonly stored: (id: string, files: readonly SourceFile[]) => void;
  /** Drops what waits to be written of a workspace, which another tab writes now or which is to go. */
  readonly forget: (id: string) => void;
  /** Settles when nothing is left to write (or what is left cannot be written). */
  readonly idle: () => Promise<void>;
};

type Version = { readonly record: WorkspaceRecord; readonly files: readonly SourceFile[] };

/** Writes the newest version of workspaces, one write at a time. After a failure the next save writes everything. */
export function createSaver(storage: WorkspaceStorage, report: (state: SaveState) => void): Saver {
  /** By workspace: the texts that storage surely has. */
  const known = new Map<string, ReadonlyMap<string, string>>();
  const waiting = new Map<string, Version>();
  let writing: Promise<void> | undefined;

  const writeAll = async (): Promise<void> => {
    for (;;) {
      const [version] = waiting.values();
      if (version === undefined) return;
      const { record, files } = version;
      waiting.delete(record.id);
      const there = known.get(record.id);
      try {
        await storage.write(
          record,
          files.filter((file) => there?.get(file.id) !== file.text),
        );
        known.set(record.id, new Map(files.map((file) => [file.id, file.text])));
        if (waiting.size === 0) report({ kind: 'saved' });
      } catch (error) {
        known.delete(record.id);
        report({ kind: 'failed', reason: storageTrouble(error) });
      }
    }
  };

  return {
    save: (record, files) => {
      waiting.set(record.id, { record, files });
      if (writing !== undefined) return;
      report({ kind: 'saving' });
      writing = writeAll().finally(() => {
        writing = undefined;
      });
    },
    stored: (id, files) => {
      known.set(id, new Map(files.map((file) => [file.id, file.text])));
    },
    forget: (id) => {
      known.delete(id);
      waiting.delete(id);
    },
    idle: async () => {
      while (writing !== undefined) await writing;
    },
  };
}
