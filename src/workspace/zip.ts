import { cleanName } from './content';

/** The packer is fetched when it is first needed, or ahead. */
export const loadPacker = () => import('fflate');

/** All files as a zip. The same files always give the same bytes. */
export async function zipped(
  files: readonly { readonly name: string; readonly text: string }[],
): Promise<Uint8Array> {
  const { zipSync, strToU8 } = await loadPacker();
  const entries = new Map<string, Uint8Array>();
  for (const file of files) {
    const name = cleanName(file.name);
    // The packer keeps entries in an object, where this one name cannot be a key.
    entries.set(name === '__proto__' ? '__proto__.yaml' : name, strToU8(file.text));
  }
  return zipSync(Object.fromEntries(entries), { mtime: new Date(1980, 0, 1), level: 6 });
}
