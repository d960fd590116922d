// Bundles a TypeScript entry for Node, and only when something it is made of has changed.
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Newest change of any source file below `folder`, in milliseconds. */
function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    latest = Math.max(latest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  }
  return latest;
}

/** Gives the path of the bundle of `entry` (a path below the root); builds it where it is missing or old. */
export async function bundle(entry, outFolder) {
  const outDir = join(root, outFolder);
  const name = `${basename(entry, '.ts')}.mjs`;
  const out = join(outDir, name);
  const stamp = join(outDir, `${name}.stamp`);
  if (existsSync(join(root, 'src')) && existsSync(join(root, entry))) {
    const sources = Math.max(
      newest(join(root, 'src')),
      newest(dirname(join(root, entry))),
      statSync(join(root, 'package-lock.json')).mtimeMs,
    );
    const built = existsSync(out) && existsSync(stamp) ? Number(readFileSync(stamp, 'utf8')) : -1;
    if (built !== sources) {
      const { build } = await import('vite');
      await build({
        root,
        configFile: false,
        logLevel: 'error',
        publicDir: false,
        ssr: { noExternal: true },
        build: {
          ssr: join(root, entry),
          outDir,
          emptyOutDir: false,
          target: 'node20',
          minify: false,
          rollupOptions: { output: { entryFileNames: name, codeSplitting: false } },
        },
      });
      mkdirSync(outDir, { recursive: true });
      writeFileSync(stamp, String(sources));
    }
  }
  return out;
}
