import type { SourceFile } from '../yaml/types';
import type { Content } from './content';

/** One stretch of a text replaced by another. */
type Splice = { readonly start: number; readonly removed: number; readonly inserted: string };

/** What makes one content of another, without keeping the texts of either. */
export type Patch = {
  /** All files afterwards; undefined where order and names stay. */
  readonly list: readonly { readonly id: string; readonly name: string }[] | undefined;
  /** Whole texts of files that were not there, splices of those that change. */
  readonly texts: ReadonlyMap<string, string | Splice>;
  readonly positions: Content['positions'] | undefined;
};

/** The patch from one content to another: `applyPatch(from, diffContent(from, to))` equals `to`. */
export function diffContent(from: Content, to: Content): Patch {
  const before = new Map(from.files.map((file) => [file.id, file]));
  const texts = new Map<string, string | Splice>();
  for (const file of to.files) {
    const old = before.get(file.id);
    if (old === undefined) texts.set(file.id, file.text);
    else if (old.text !== file.text) texts.set(file.id, spliceBetween(old.text, file.text));
  }
  const sameList =
    from.files.length === to.files.length &&
    to.files.every(
      (file, index) => from.files[index]?.id === file.id && from.files[index].name === file.name,
    );
  return {
    list: sameList ? undefined : to.files.map(({ id, name }) => ({ id, name })),
    texts,
    positions: from.positions === to.positions ? undefined : to.positions,
  };
}

export function applyPatch(content: Content, patch: Patch): Content {
  const before = new Map(content.files.map((file) => [file.id, file]));
  const textOf = (id: string): string => {
    const text = before.get(id)?.text ?? '';
    const change = patch.texts.get(id);
    if (change === undefined) return text;
    if (typeof change === 'string') return change;
    return text.slice(0, change.start) + change.inserted + text.slice(change.start + change.removed);
  };
  const list = patch.list ?? content.files;
  const files = list.map(({ id, name }): SourceFile => {
    const old = before.get(id);
    const text = textOf(id);
    return old !== undefined && old.name === name && old.text === text ? old : { id, name, text };
  });
  return { files, positions: patch.positions ?? content.positions };
}

/** Characters that a patch keeps in memory. */
export function patchSize(patch: Patch): number {
  let size = 0;
  for (const text of patch.texts.values()) {
    size += typeof text === 'string' ? text.length : text.inserted.length;
  }
  return size;
}

function spliceBetween(from: string, to: string): Splice {
  const shorter = Math.min(from.length, to.length);
  const start = sameFor(shorter, (at, end) => from.slice(at, end) === to.slice(at, end));
  const tail = sameFor(
    shorter - start,
    (at, end) =>
      from.slice(from.length - end, from.length - at) === to.slice(to.length - end, to.length - at),
  );
  const inserted = to.slice(start, to.length - tail);
  return {
    start,
    removed: from.length - start - tail,
    // A slice would keep the whole text alive that it was cut from.
    inserted: to.length > 100_000 ? detached(inserted) : inserted,
  };
}

/** For how many characters two texts are the same, asked in pieces: a piece is compared much faster than its characters. */
function sameFor(most: number, isSame: (at: number, end: number) => boolean): number {
  let at = 0;
  for (let piece = 1 << 16; piece >= 1; piece >>= 4) {
    while (at + piece <= most && isSame(at, at + piece)) at += piece;
  }
  return at;
}

function detached(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
