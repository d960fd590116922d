import { applyEdits, cleanName, freeName, isBlank, withNewFiles } from './content';
import type { Content } from './content';
import { edit, mayWrite, putContent, say } from './desk';
import type { Desk } from './desk';
import { redo, seal, undo } from './history';
import type { Moved } from './history';
import type { WorkspaceCommands } from './types';

type ContentCommands = Pick<
  WorkspaceCommands,
  | 'type'
  | 'change'
  | 'addFile'
  | 'addFiles'
  | 'renameFile'
  | 'moveFile'
  | 'deleteFile'
  | 'duplicateFile'
  | 'undo'
  | 'redo'
  | 'place'
  | 'forgetPositions'
  | 'chooseCni'
>;

/** Everything that goes onto the undo stack. */
export function contentCommands(desk: Desk): ContentCommands {
  const content = (): Content => {
    const { files, positions } = desk.store.getState();
    return { files, positions };
  };
  const find = (id: string) => content().files.find((file) => file.id === id);

  const addFiles: WorkspaceCommands['addFiles'] = (added, label) => {
    if (added.length === 0 || !mayWrite(desk)) return;
    const { files, positions } = content();
    const kept = isBlank(files) && added.some(({ text }) => text.trim() !== '') ? [] : files;
    const all = withNewFiles(kept, added, desk.newId);
    edit(desk, { files: all, positions }, { label, activeFile: all[kept.length]?.id });
  };

  const change: WorkspaceCommands['change'] = ({ label, revision, edits = [], newFiles = [] }) => {
    if (!mayWrite(desk)) return false;
    const { files, positions } = content();
    const current = revision === undefined || revision === desk.store.getState().revision;
    const edited = current ? applyEdits(files, edits) : undefined;
    if (edited === undefined) {
      say(desk, 'The text has changed since this was planned. Nothing was written.');
      return false;
    }
    desk.inner.history = seal(desk.inner.history);
    return edit(desk, { files: withNewFiles(edited, newFiles, desk.newId), positions }, { label });
  };

  const move = (moved: Moved | undefined): void => {
    if (moved === undefined) return;
    desk.inner.history = moved.history;
    const before = content().files;
    const touched = moved.content.files.find((file) => !before.includes(file));
    putContent(desk, moved.content, touched?.id);
  };

  return {
    type: (id, text) => {
      const { files, positions } = content();
      const file = find(id);
      if (file === undefined || file.text === text) return;
      const next = files.map((other) => (other.id === id ? { ...other, text } : other));
      edit(desk, { files: next, positions }, { label: `Typing in ${file.name}`, merge: `type ${id}` });
    },
    change,
    addFile: (name, text) => {
      if (!mayWrite(desk)) return '';
      const { files } = content();
      addFiles([{ name, text }], `New file ${freeName(name, files)}`);
      return content().files.at(-1)?.id ?? '';
    },
    addFiles,
    renameFile: (id, name) => {
      const { files, positions } = content();
      const file = find(id);
      if (file === undefined || name.trim() === '' || cleanName(name) === file.name || !mayWrite(desk)) {
        return;
      }
      const others = files.filter((other) => other.id !== id);
      const renamed = { ...file, name: freeName(name, others) };
      edit(
        desk,
        { files: files.map((other) => (other.id === id ? renamed : other)), positions },
        { label: `Rename ${file.name}` },
      );
    },
    moveFile: (id, index) => {
      const { files, positions } = content();
      const file = find(id);
      if (file === undefined || !mayWrite(desk)) return;
      const others = files.filter((other) => other.id !== id);
      const at = Math.min(Math.max(index, 0), others.length);
      edit(
        desk,
        { files: [...others.slice(0, at), file, ...others.slice(at)], positions },
        { label: `Move ${file.name}` },
      );
    },
    deleteFile: (id) => {
      const { files, positions } = content();
      const file = find(id);
      if (file === undefined || !mayWrite(desk)) return;
      edit(
        desk,
        { files: files.filter((other) => other.id !== id), positions },
        { label: `Delete ${file.name}` },
      );
      say(desk, `Deleted ${file.name}`, { undo: true });
    },
    duplicateFile: (id) => {
      const { files, positions } = content();
      const file = find(id);
      if (file === undefined || !mayWrite(desk)) return;
      const copy = { id: desk.newId(), name: freeName(file.name, files), text: file.text };
      const at = files.indexOf(file) + 1;
      edit(
        desk,
        { files: [...files.slice(0, at), copy, ...files.slice(at)], positions },
        { label: `Duplicate ${file.name}`, activeFile: copy.id },
      );
    },
    undo: () => {
      if (mayWrite(desk)) move(undo(desk.inner.history, content()));
    },
    redo: () => {
      if (mayWrite(desk)) move(redo(desk.inner.history, content()));
    },
    place: (moved) => {
      const ids = Object.keys(moved);
      if (ids.length === 0 || !mayWrite(desk)) return;
      const { files, positions } = content();
      const label = ids.length === 1 ? 'Move a card' : `Move ${ids.length} cards`;
      edit(desk, { files, positions: { ...positions, ...moved } }, { label });
    },
    forgetPositions: () => {
      if (Object.keys(content().positions).length === 0 || !mayWrite(desk)) return;
      edit(desk, { files: content().files, positions: {} }, { label: 'Lay out anew' });
    },
    chooseCni: (name) => {
      if (!mayWrite(desk)) return;
      const { revision } = desk.store.getState();
      desk.engine.clusterEdit({ kind: 'set cni', cni: name }).then(
        (result) => {
          if (!result.ok) say(desk, result.reason);
          else change({ label: 'Choose the CNI', revision, ...result.step });
        },
        (error: unknown) => say(desk, error instanceof Error ? error.message : String(error)),
      );
    },
  };
}
