import fc from 'fast-check';
import { unzipSync, strFromU8 } from 'fflate';
import { expect, test } from 'vitest';
import { memoryGround, MemoryStorage, MemoryTabs } from './ground-for-tests';
import { typingPause } from './history';
import type { Sample, WorkspaceState } from './types';
import { openWorkspace } from './workspace';
import type { Workspace } from './workspace';
import { zipped } from './zip';

const shop: Sample = {
  name: 'my-shop',
  files: [
    { name: 'cluster.yaml', text: 'kind: Namespace\n' },
    { name: 'policies.yaml', text: 'kind: NetworkPolicy\n' },
  ],
};
const sample = () => Promise.resolve(shop);
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
const texts = (state: WorkspaceState) => state.files.map(({ name, text }) => [name, text]);
const fileAt = (workspace: Workspace, index: number) => {
  const file = workspace.getState().files[index];
  if (file === undefined) throw new Error(`there is no file ${index}`);
  return file.id;
};

test('the first sitting opens the sample, the next one what was there', async () => {
  const storage = new MemoryStorage();
  const first = await openWorkspace(memoryGround({ storage }), sample);
  expect(first.getState().name).toBe('my-shop');
  first.commands.type(fileAt(first, 1), 'kind: Pod\n');
  first.commands.place({ 'Deployment/shop/api': { x: 1, y: 2 } });
  first.commands.collapse('shop', true);
  first.commands.renameWorkspace('prod');
  await first.idle();
  first.close();
  const second = await openWorkspace(memoryGround({ storage }), sample);
  expect(texts(second.getState())).toEqual([
    ['cluster.yaml', 'kind: Namespace\n'],
    ['policies.yaml', 'kind: Pod\n'],
  ]);
  expect(second.getState()).toMatchObject({
    name: 'prod',
    positions: { 'Deployment/shop/api': { x: 1, y: 2 } },
    collapsed: ['shop'],
  });
  second.close();
});

test('an edit writes only the file that it changes', async () => {
  const storage = new MemoryStorage();
  const workspace = await openWorkspace(memoryGround({ storage }), sample);
  await workspace.idle();
  storage.writes = [];
  workspace.commands.type(fileAt(workspace, 0), 'changed');
  await workspace.idle();
  expect(storage.writes.map((write) => write.texts)).toEqual([['cluster.yaml']]);
  workspace.close();
});

type Act = { readonly run: (workspace: Workspace, number: number) => void; readonly name: string };
const pick = (workspace: Workspace, number: number) => {
  const { files } = workspace.getState();
  return files[number % Math.max(1, files.length)]?.id ?? 'none';
};
const acts: readonly Act[] = [
  {
    name: 'type',
    run: (w, n) => {
      w.commands.type(pick(w, n), `text ${n}`);
    },
  },
  {
    name: 'add',
    run: (w, n) => {
      w.commands.addFile(`new-${n % 3}.yaml`, `added ${n}`);
    },
  },
  {
    name: 'delete',
    run: (w, n) => {
      w.commands.deleteFile(pick(w, n));
    },
  },
  {
    name: 'rename',
    run: (w, n) => {
      w.commands.renameFile(pick(w, n), `renamed-${n % 4}.yaml`);
    },
  },
  {
    name: 'move',
    run: (w, n) => {
      w.commands.moveFile(pick(w, n), n % 5);
    },
  },
  {
    name: 'duplicate',
    run: (w, n) => {
      w.commands.duplicateFile(pick(w, n));
    },
  },
  {
    name: 'place',
    run: (w, n) => {
      w.commands.place({ [`card ${n % 3}`]: { x: n, y: n } });
    },
  },
  {
    name: 'change',
    run: (w, n) => {
      w.commands.change({
        label: 'patch',
        edits: [{ file: pick(w, n), start: 0, end: 0, text: `# ${n}\n` }],
        newFiles: [{ name: 'patch.yaml', text: String(n) }],
      });
    },
  },
];

test('undoing a random run of commands gives back every state before, and redoing goes forth again', async () => {
  const step = fc.tuple(fc.constantFrom(...acts), fc.nat(50));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      const ground = memoryGround();
      const workspace = await openWorkspace(ground, sample);
      const seen = () => {
        const { files, positions } = workspace.getState();
        return { files: files.map(({ id, name, text }) => ({ id, name, text })), positions };
      };
      const stops = [seen()];
      for (const [act, number] of steps) {
        ground.time += typingPause + 1;
        act.run(workspace, number);
        if (JSON.stringify(stops.at(-1)) !== JSON.stringify(seen())) stops.push(seen());
      }
      for (const stop of [...stops].reverse().slice(1)) {
        workspace.commands.undo();
        expect(seen()).toEqual(stop);
      }
      expect(workspace.getState().canUndo).toBeUndefined();
      for (const stop of stops.slice(1)) {
        workspace.commands.redo();
        expect(seen()).toEqual(stop);
      }
      expect(workspace.getState().canRedo).toBeUndefined();
      workspace.close();
    }),
    { seed: 20261121, numRuns: 150 },
  );
});

test('when storage is full the text stays, a lasting message offers a download, and saving resumes', async () => {
  const storage = new MemoryStorage();
  const ground = memoryGround({ storage });
  const workspace = await openWorkspace(ground, sample);
  await workspace.idle();
  storage.failure = new DOMException('full', 'QuotaExceededError');
  workspace.commands.type(fileAt(workspace, 0), 'one');
  await workspace.idle();
  workspace.commands.type(fileAt(workspace, 1), 'two');
  await workspace.idle();
  const state = workspace.getState();
  expect(state.save).toEqual({ kind: 'failed', reason: 'This device’s storage is full.' });
  expect(state.toast).toMatchObject({ lasting: true, download: true });
  expect(texts(state).map(([, text]) => text)).toEqual(['one', 'two']);
  workspace.commands.actOnToast();
  await expect.poll(() => ground.downloads).toEqual(['my-shop.zip']);
  storage.failure = undefined;
  workspace.commands.place({ card: { x: 1, y: 1 } });
  await workspace.idle();
  expect(workspace.getState().save.kind).toBe('saved');
  expect(workspace.getState().toast).toBeUndefined();
  expect([...storage.texts.values()].sort()).toEqual(['one', 'two']);
  workspace.close();
});

test('where storage is forbidden the sample opens all the same and the trouble is told', async () => {
  const storage = new MemoryStorage();
  storage.failure = new DOMException('no', 'SecurityError');
  const workspace = await openWorkspace(memoryGround({ storage }), sample);
  await workspace.idle();
  expect(workspace.getState().files).toHaveLength(2);
  expect(workspace.getState().toast?.text).toContain('does not let the page keep anything');
  workspace.close();
});

test('a second tab follows the first live, writes nothing, and can take over', async () => {
  const storage = new MemoryStorage();
  const tabs = new MemoryTabs();
  const first = await openWorkspace(memoryGround({ storage, tabs: tabs.tab() }), sample);
  await first.idle();
  const second = await openWorkspace(memoryGround({ storage, tabs: tabs.tab() }), sample);
  await turn();
  expect(second.getState().role).toBe('follower');
  first.commands.type(fileAt(first, 0), 'live');
  await turn();
  expect(texts(second.getState())[0]).toEqual(['cluster.yaml', 'live']);

  second.commands.takeOver();
  await turn();
  expect([first.getState().role, second.getState().role]).toEqual(['follower', 'writer']);
  second.commands.type(fileAt(second, 0), 'mine now');
  first.commands.type(fileAt(first, 0), 'lost');
  await turn();
  expect(texts(first.getState())[0]).toEqual(['cluster.yaml', 'mine now']);
  await second.idle();
  expect([...storage.texts.values()]).toContain('mine now');

  second.close();
  expect(first.getState().role).toBe('writer');
  first.close();
});

test('a follower never writes, whatever it is asked to do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...acts), fc.nat(50))), async (steps) => {
      const storage = new MemoryStorage();
      const tabs = new MemoryTabs();
      const first = await openWorkspace(memoryGround({ storage, tabs: tabs.tab() }), sample);
      await first.idle();
      const second = await openWorkspace(memoryGround({ storage, tabs: tabs.tab() }), sample);
      await second.idle();
      storage.writes = [];
      const before = texts(second.getState());
      for (const [act, number] of steps) act.run(second, number);
      second.commands.undo();
      second.commands.collapse('shop', true);
      second.commands.show('matrix');
      second.commands.renameWorkspace('stolen');
      second.commands.chooseCni('none');
      await second.idle();
      expect(storage.writes).toEqual([]);
      expect(texts(second.getState())).toEqual(before);
      second.close();
      first.close();
    }),
    { seed: 3, numRuns: 60 },
  );
});

test('workspaces can be made, copied, switched between, renamed, deleted, and had back', async () => {
  const storage = new MemoryStorage();
  const workspace = await openWorkspace(memoryGround({ storage }), sample);
  const names = () => workspace.getState().workspaces.map((info) => info.name);
  const shop = workspace.getState().id;
  await workspace.commands.newWorkspace('empty', []);
  expect(workspace.getState()).toMatchObject({ name: 'empty', files: [], canUndo: undefined });
  await workspace.commands.switchWorkspace(shop);
  expect(workspace.getState().files).toHaveLength(2);
  await workspace.commands.duplicateWorkspace();
  expect(names()).toEqual(['empty', 'my-shop', 'my-shop copy']);
  const copy = workspace.getState().id;
  await workspace.commands.deleteWorkspace(copy);
  expect(names()).toEqual(['empty', 'my-shop']);
  expect(workspace.getState().toast).toMatchObject({ undo: true });
  workspace.commands.actOnToast();
  await expect.poll(() => workspace.getState().id).toBe(copy);
  expect(texts(workspace.getState())).toHaveLength(2);
  await workspace.commands.deleteWorkspace(copy);
  await workspace.commands.deleteWorkspace(shop);
  await workspace.commands.deleteWorkspace(workspace.getState().id);
  expect(names()).toEqual(['Untitled']);
  expect(workspace.getState().files).toEqual([]);
  workspace.close();
});

test('a change that was planned on other texts is refused as a whole', async () => {
  const workspace = await openWorkspace(memoryGround(), sample);
  const { revision } = workspace.getState();
  workspace.commands.type(fileAt(workspace, 0), 'x');
  const done = workspace.commands.change({
    label: 'patch',
    revision,
    edits: [{ file: fileAt(workspace, 1), start: 0, end: 1, text: '' }],
  });
  expect(done).toBe(false);
  expect(workspace.getState().toast?.text).toContain('Nothing was written');
  expect(texts(workspace.getState())[1]?.[1]).toBe('kind: NetworkPolicy\n');
  workspace.close();
});

test('the engine is told every revision, and only answers about the open workspace are shown', async () => {
  const ground = memoryGround();
  const workspace = await openWorkspace(ground, sample);
  await turn();
  workspace.commands.type(fileAt(workspace, 0), 'x');
  await turn();
  expect(workspace.getState().summary?.revision).toBe(workspace.getState().revision);
  workspace.commands.place({ card: { x: 1, y: 1 } });
  const { told } = ground.engine as unknown as { told: number[] };
  expect(told).toHaveLength(2);
  workspace.close();
});

test('the CNI is chosen by an edit of the texts', async () => {
  const workspace = await openWorkspace(memoryGround(), sample);
  workspace.commands.chooseCni('none');
  await turn();
  expect(workspace.getState().canUndo).toBe('Choose the CNI');
  expect(texts(workspace.getState()).at(-1)).toEqual(['settings.yaml', 'kind: Settings']);
  workspace.close();
});

test('a zip gives back every file, whatever its name', async () => {
  const bytes = await zipped([
    { name: '../a/b.yaml', text: 'ü: 🦆\n' },
    { name: '__proto__', text: 'x' },
  ]);
  const files = unzipSync(bytes);
  expect(Object.keys(files).sort()).toEqual(['__proto__.yaml', 'a/b.yaml']);
  expect(strFromU8(files['a/b.yaml'] ?? new Uint8Array())).toBe('ü: 🦆\n');
});
