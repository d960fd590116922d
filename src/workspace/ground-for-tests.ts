import type { Summary } from '../analysis/types';
import type { EngineClient } from '../worker/client';
import type { Ground } from './desk';
import type { StoredWorkspace, WorkspaceRecord, WorkspaceStorage } from './storage';
import type { SeatEvents, Tabs } from './tabs';
import type { SourceFile } from '../yaml/types';

/** Storage in memory that can be told to fail, and that counts its writes. */
export class MemoryStorage implements WorkspaceStorage {
  readonly records = new Map<string, WorkspaceRecord>();
  readonly texts = new Map<string, string>();
  failure: Error | undefined;
  writes: { readonly id: string; readonly texts: readonly string[] }[] = [];

  private check(): void {
    if (this.failure !== undefined) throw this.failure;
  }
  list = async () => {
    await Promise.resolve();
    this.check();
    return [...this.records.values()].map(({ id, name, changed }) => ({ id, name, changed }));
  };
  read = async (id: string): Promise<StoredWorkspace | undefined> => {
    await Promise.resolve();
    this.check();
    const record = this.records.get(id);
    if (record === undefined) return undefined;
    return {
      record,
      files: record.files.map((file) => ({ ...file, text: this.texts.get(`${id} ${file.id}`) ?? '' })),
    };
  };
  write = async (record: WorkspaceRecord, texts: readonly SourceFile[]) => {
    await Promise.resolve();
    this.check();
    this.writes.push({ id: record.id, texts: texts.map((file) => file.name) });
    this.records.set(record.id, record);
    for (const file of texts) this.texts.set(`${record.id} ${file.id}`, file.text);
    for (const key of [...this.texts.keys()]) {
      const [workspace, file] = key.split(' ');
      if (workspace === record.id && !record.files.some(({ id }) => id === file)) this.texts.delete(key);
    }
  };
  remove = async (id: string) => {
    await Promise.resolve();
    this.check();
    this.records.delete(id);
    for (const key of [...this.texts.keys()]) if (key.startsWith(`${id} `)) this.texts.delete(key);
  };
}

type Sitter = { readonly events: SeatEvents };

/** Tabs of one browser: the first at a workspace writes, the others follow; messages arrive in a later turn. */
export class MemoryTabs {
  private readonly sitters = new Map<string, Sitter[]>();

  private at(workspace: string): Sitter[] {
    const list = this.sitters.get(workspace) ?? [];
    this.sitters.set(workspace, list);
    return list;
  }

  /** What one tab sees. */
  tab(): Tabs {
    return {
      isTaken: (workspace) => Promise.resolve(this.at(workspace).length > 0),
      sit: (workspace, events) => {
        const me: Sitter = { events };
        const all = this.at(workspace);
        all.push(me);
        events.onRole(all[0] === me ? 'writer' : 'follower');
        return Promise.resolve({
          tell: (message) => {
            const copy: unknown = structuredClone(message);
            for (const other of all) if (other !== me) queueMicrotask(() => other.events.onMessage(copy));
          },
          takeOver: () => {
            const [writer] = all;
            all.splice(all.indexOf(me), 1);
            all.unshift(me);
            writer?.events.onRole('follower');
            events.onRole('writer');
          },
          leave: () => {
            all.splice(all.indexOf(me), 1);
            all[0]?.events.onRole('writer');
          },
        });
      },
    };
  }
}

/** An engine that answers every update with a bare summary. */
export function bareEngine(): EngineClient & { readonly told: number[] } {
  const told: number[] = [];
  const engine = {
    told,
    update: ({ revision }: { revision: number }) => {
      told.push(revision);
      return Promise.resolve({ revision } as Summary);
    },
    clusterEdit: () =>
      Promise.resolve({
        ok: true,
        title: 'Set the CNI',
        diff: [],
        step: { edits: [], newFiles: [{ name: 'settings.yaml', text: 'kind: Settings' }] },
      }),
    stop: () => undefined,
    close: () => undefined,
  };
  return engine as unknown as EngineClient & { readonly told: number[] };
}

type MemoryGround = Ground & { time: number; readonly downloads: string[] };

/** A ground for one tab; parts can be shared between several. */
export function memoryGround(change: Partial<Ground> = {}): MemoryGround {
  let lastId = 0;
  const prefix = Math.random().toString(36).slice(2, 8);
  const ground: MemoryGround = {
    time: 0,
    downloads: [],
    engine: bareEngine(),
    storage: new MemoryStorage(),
    tabs: new MemoryTabs().tab(),
    preferences: undefined,
    now: () => ground.time,
    newId: () => `${prefix}${++lastId}`,
    saveAs: (name: string) => {
      ground.downloads.push(name);
    },
    ...change,
  };
  return ground;
}
