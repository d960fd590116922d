import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Styles may be inline because the editor sets them so; nothing else may come from outside the page's own files. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Puts the Content-Security-Policy into the built page only: the development server needs an inline script. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

const screenName = 'screen';
const entryFile = '/src/main.tsx';
const screenFile = '/src/ui/app/start.tsx';

/**
 * One chunk for all that the screen needs from the start, instead of many small ones for what later parts share with
 * it: a server that speaks HTTP/1.1 sends six files at a time.
 */
function screenChunk(): (id: string, context: ModuleGraph) => string | null {
  const known = new Map<string, ReadonlySet<string>>();
  const reachable = (file: string, graph: ModuleGraph): ReadonlySet<string> => {
    const found = known.get(file) ?? new Set<string>();
    if (known.has(file)) return found;
    const reached = found as Set<string>;
    const next = [resolve(import.meta.dirname, file.slice(1))];
    for (let id = next.pop(); id !== undefined; id = next.pop()) {
      if (reached.has(id)) continue;
      reached.add(id);
      next.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
    }
    known.set(file, found);
    return found;
  };
  return (id, graph) =>
    reachable(screenFile, graph).has(id) && !reachable(entryFile, graph).has(id) ? screenName : null;
}

type ModuleGraph = {
  readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null;
};

/** Lets the browser fetch the screen's code and styles beside the entry, which asks for them a moment later. */
function early(): Plugin {
  return {
    name: 'early',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) => {
        const chunks = Object.values(bundle).filter((part) => part.type === 'chunk');
        const entry = chunks.find((chunk) => chunk.isEntry);
        const app = chunks.find((chunk) => chunk.name === screenName);
        if (app === undefined || entry === undefined) return [];
        const wanted = chunks.filter(
          (chunk) =>
            chunk === app ||
            (app.imports.includes(chunk.fileName) && !entry.imports.includes(chunk.fileName)),
        );
        const own = entry.viteMetadata?.importedCss ?? new Set();
        const styles = new Set(wanted.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]));
        const link = (rel: string, name: string) => ({
          tag: 'link',
          attrs: { rel, crossorigin: true, href: `./${name}` },
          injectTo: 'head' as const,
        });
        return [
          ...[...styles].filter((name) => !own.has(name)).map((name) => link('stylesheet', name)),
          ...wanted.filter((chunk) => chunk !== entry).map((chunk) => link('modulepreload', chunk.fileName)),
        ];
      },
    },
  };
}

/** Tells the service worker the files of this build, and a version made of their contents. */
function offline(): Plugin {
  let folder = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved: (config) => {
      folder = resolve(config.root, config.build.outDir);
    },
    writeBundle: () => {
      const worker = join(folder, 'sw.js');
      const text = readFileSync(worker, 'utf8');
      const names = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'sw.js' && !/\.(txt|map)$/.test(entry.name))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
        .sort();
      const hash = createHash('sha256').update(text);
      for (const name of names) hash.update(name).update(readFileSync(join(folder, name)));
      const version = hash.digest('hex').slice(0, 16);
      const files = names.map((name) => `./${name}`);
      writeFileSync(
        worker,
        text
          .replace("const version = '';", `const version = '${version}';`)
          .replace('const files = [];', `const files = ${JSON.stringify(files)};`),
      );
    },
  };
}

/** What only Calico's and Cilium's policies need: the bundler would put what several late chunks share into the first. */
const otherEngines =
  /node_modules\/re2js\/|\/src\/(dialects|cni)\/(calico|cilium)\/(?!titles\.ts)|\/src\/registry\.ts/;

export default defineConfig({
  // Relative, so that dist/ works from any path of any static server.
  base: './',
  plugins: [react(), contentSecurityPolicy(), early(), offline()],
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'engines', test: otherEngines, includeDependenciesRecursively: false }],
        },
      },
    },
  },
  // Browsers that read es2022 preload modules by themselves.
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 4000,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: screenChunk(), includeDependenciesRecursively: false }],
        },
      },
    },
  },
  optimizeDeps: {
    // What only workers and lazily loaded parts import, or a cold start reloads the page when it is found.
    entries: ['index.html', 'src/**/*.worker.ts', 'src/ui/**/*.tsx'],
    include: ['js-yaml', 'fflate', 'cmdk'],
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'threads',
    maxWorkers: 2,
  },
});
