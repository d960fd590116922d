import { readFileSync, readdirSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { decodeBytes } from '../yaml/decode-bytes';
import type { SourceFile } from '../yaml/types';
import { InputError } from './input-error';

/** The texts of files, one after the other; `-` is standard input. */
export function readTexts(paths: readonly string[]): readonly string[] {
  if (paths.length === 0) throw new InputError('name at least one file, or - for standard input');
  return paths.map(readText);
}

/** All manifests that paths name: files as they are, folders with every YAML and JSON file below them, sorted. */
export function readManifests(paths: readonly string[]): readonly SourceFile[] {
  if (paths.length === 0) throw new InputError('name at least one file or folder');
  const names = new Set(paths.flatMap((path) => (path === '-' ? ['-'] : manifestsBelow(path))));
  const files = [...names].map((name) => ({ id: name, name, text: readText(name) }));
  if (files.length === 0) throw new InputError(`no YAML or JSON file in ${paths.join(', ')}`);
  return files;
}

function manifestsBelow(path: string): readonly string[] {
  if (!stat(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = join(path, entry.name);
      if (entry.isDirectory()) return manifestsBelow(below);
      return /\.(ya?ml|json)$/i.test(entry.name) ? [below] : [];
    });
}

function stat(path: string): Stats {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new InputError(`${path}: no such file or folder`);
  return found;
}

function readText(path: string): string {
  try {
    return textOf(readFileSync(path === '-' ? 0 : path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why =
      code === 'ENOENT'
        ? 'no such file'
        : code === 'EISDIR'
          ? 'is a folder'
          : error instanceof Error
            ? error.message
            : '';
    throw new InputError(`${path}: ${why}`);
  }
}

/** Well-formed UTF-8 is left to the platform, which is quicker; everything else is read as kubectl reads it. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeBytes(bytes);
  }
}
