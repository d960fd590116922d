// What the measures of the built page share: a static server for it and a Chromium.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';

export const built = resolve(dirname(fileURLToPath(import.meta.url)), '../dist');

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

async function serve(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname));
    readFile(path).then(
      (content) => {
        response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}

/**
 * Runs `measure(browser, address)`, prints its rows as a table, with --json as JSON, and closes everything. The address
 * is the one among the command's words, else that of dist/, served here.
 */
export async function inBrowser(measure) {
  const words = process.argv.slice(2);
  const given = words.find((word) => !word.startsWith('--'));
  const server = given === undefined ? await serve(built) : undefined;
  const system = '/usr/bin/chromium';
  const browser = await chromium.launch({
    ...(existsSync(system) ? { executablePath: system } : {}),
    args: ['--disable-gpu', '--no-sandbox'],
  });
  try {
    const rows = await measure(browser, given ?? `http://127.0.0.1:${server?.address().port}/`);
    if (words.includes('--json')) console.log(JSON.stringify(rows));
    else console.table(rows);
  } finally {
    await browser.close();
    server?.close();
  }
}

/** Drops a file of this text onto the page. */
export async function drop(page, text) {
  await page.evaluate((content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], 'bench.yaml'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, text);
}
