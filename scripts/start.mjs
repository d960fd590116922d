// Builds the app, serves it on this machine and opens it in the browser.
import { spawn } from 'node:child_process';
import { build, preview } from 'vite';
import { root } from './bundle.mjs';

await build({ root, logLevel: 'warn' });
const server = await preview({ root, preview: { host: '127.0.0.1', port: 4173 } });
const address = server.resolvedUrls?.local[0] ?? 'http://127.0.0.1:4173/';
console.log(`Drawbridge is at ${address}  (Ctrl C stops it)`);
if (!process.env.CI && process.env.BROWSER !== 'none') open(address);

function open(url) {
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]];
  // Where there is no browser to open, the printed address is enough.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void server.close().then(() => process.exit(0)));
}
