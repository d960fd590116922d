import type { Incoming } from '../../workspace/read-incoming';
import { incoming } from './choose-files';

const most = 5000;

/** All files of a drop, folders gone through. Must be called inside the event: later the drop is empty. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly Incoming[]> {
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  if (entries.length === 0) return [...transfer.files].map((file) => incoming(file, file.name));
  const found: Incoming[] = [];
  for (const entry of entries) await collect(entry, found);
  return found;
}

async function collect(entry: FileSystemEntry, found: Incoming[]): Promise<void> {
  if (found.length >= most) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push(incoming(file, entry.fullPath));
    return;
  }
  if (!entry.isDirectory || /^(\.|node_modules$)/.test(entry.name)) return;
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives a folder in parts of a hundred, and an empty part at the end.
  for (;;) {
    const part = await new Promise<readonly FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return;
    for (const child of part) await collect(child, found);
  }
}
