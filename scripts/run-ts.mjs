// Runs a TypeScript file in Node: node scripts/run-ts.mjs FILE [ARGUMENT…]
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';

const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) {
  console.error('usage: node scripts/run-ts.mjs FILE [ARGUMENT…]');
  process.exit(2);
}
const out = await bundle(entry, '.cache');
process.argv = [process.argv[0], out, ...rest];
await import(pathToFileURL(out).href);
