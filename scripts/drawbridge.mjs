#!/usr/bin/env node
// The command line. Paths are read from where it was called, also through npm, which changes the folder.
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';

if (process.env.npm_lifecycle_event === 'drawbridge' && process.env.INIT_CWD) {
  process.chdir(process.env.INIT_CWD);
}
const out = await bundle('src/cli/drawbridge.ts', 'dist-cli');
await import(pathToFileURL(out).href);
