// After an install: builds the command line once, so that its first call is as quick as the next ones.
import { bundle } from './bundle.mjs';

await bundle('src/cli/drawbridge.ts', 'dist-cli');
