import { decodeBytes } from '../yaml/decode-bytes';
import type { NewText } from './types';

/** A file to read, with its path inside the dropped folder. */
export type Incoming = {
  readonly path: string;
  readonly size: number;
  readonly bytes: () => Promise<Uint8Array>;
};

export type Imported = {
  readonly files: readonly NewText[];
  /** What was left out, as a sentence; empty where nothing was. */
  readonly leftOut: string;
};

const readable = /\.(ya?ml|json)$/i;
/** Larger files are no manifests; and the page could not show them. */
export const largestFile = 16_000_000;
export const largestImport = 48_000_000;
export const mostFiles = 2000;

/**
 * Reads dropped or chosen files: YAML and JSON, in the order of their paths. A single file is read whatever its name.
 * Hidden folders are passed over; what is too large is left out and told.
 */
export async function readIncoming(incoming: readonly Incoming[]): Promise<Imported> {
  const shown = incoming.filter(({ path }) => !/(^|\/)(\.[^/]+|node_modules)\//.test(path));
  const wanted = incoming.length === 1 ? incoming : shown.filter(({ path }) => readable.test(path));
  const others = incoming.length - wanted.length;
  const sorted = [...wanted].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const files: NewText[] = [];
  const tooLarge: string[] = [];
  let failed = 0;
  let total = 0;
  for (const { path, size, bytes } of sorted) {
    if (size > largestFile || total + size > largestImport || files.length >= mostFiles) {
      tooLarge.push(path);
      continue;
    }
    try {
      files.push({ name: path, text: decodeBytes(await bytes()) });
      total += size;
    } catch {
      failed++;
    }
  }
  return { files: withoutSharedFolder(files), leftOut: sentence(others, tooLarge, failed) };
}

function sentence(others: number, tooLarge: readonly string[], failed: number): string {
  const parts: string[] = [];
  if (others > 0) parts.push(`${counted(others, 'file')} without YAML or JSON`);
  if (tooLarge.length === 1) parts.push(`${tooLarge[0] ?? ''}, which is too large (over 16 MB in all or over 48 MB together)`); // prettier-ignore
  if (tooLarge.length > 1) parts.push(`${tooLarge.length} files beyond 16 MB each, 48 MB together or 2,000 files`); // prettier-ignore
  if (failed > 0) parts.push(`${counted(failed, 'file')} that could not be read`);
  return parts.length === 0 ? '' : `Left out: ${parts.join('; ')}.`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** `k8s/a.yaml`, `k8s/b.yaml` become `a.yaml`, `b.yaml`: one folder around everything tells nothing. */
function withoutSharedFolder(files: readonly NewText[]): readonly NewText[] {
  const folder = files[0]?.name.split('/')[0];
  if (folder === undefined || !files.every((file) => file.name.startsWith(`${folder}/`))) return files;
  return withoutSharedFolder(files.map((file) => ({ ...file, name: file.name.slice(folder.length + 1) })));
}
