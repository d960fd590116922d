import type { App } from '../app-context';
import type { Incoming } from '../../workspace/read-incoming';

/** Asks the person for files of this device and adds them. */
export function chooseFiles(app: App): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = '.yaml,.yml,.json';
  input.addEventListener('change', () => {
    void addIncoming(
      app,
      [...(input.files ?? [])].map((file) => incoming(file, file.name)),
    );
  });
  input.click();
}

export function incoming(file: File, path: string): Incoming {
  return {
    path: path.replace(/^\/+/, ''),
    size: file.size,
    bytes: async () => new Uint8Array(await file.arrayBuffer()),
  };
}

/** Reads files and adds them as one undo step; says what was left out. */
export async function addIncoming(app: App, found: readonly Incoming[]): Promise<void> {
  const { readIncoming } = await import('../../workspace/read-incoming');
  const { files, leftOut } = await readIncoming(found);
  if (files.length === 0) {
    app.commands.say(leftOut === '' ? 'There was nothing to read in that.' : leftOut);
    return;
  }
  const label = files.length === 1 ? `Add ${files[0]?.name ?? 'a file'}` : `Add ${files.length} files`;
  app.commands.addFiles(files, label);
  const added = files.length === 1 ? `Added ${files[0]?.name ?? 'a file'}.` : `Added ${files.length} files.`;
  app.commands.say(leftOut === '' ? added : `${added} ${leftOut}`, { undo: true });
}
