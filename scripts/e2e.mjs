// Finds a Chromium that runs, installs one where there is none, and runs the end-to-end tests in it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { root } from './bundle.mjs';

const system = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** A browser counts when it can say its version. */
const runs = (path) =>
  existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 60_000 }).status === 0;
const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32', ...options })
    .status === 0;

/** Path of the browser; empty for Playwright's own. */
function browser() {
  const chosen = process.env.E2E_BROWSER;
  if (chosen) {
    if (runs(chosen)) return chosen;
    console.error(`E2E_BROWSER is ${chosen}, which does not run.`);
    process.exit(1);
  }
  if (runs(chromium.executablePath())) return '';
  const found = (system[process.platform] ?? []).find(runs);
  if (found) return found;
  console.log('No Chromium here: installing one.');
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = system.linux.find(runs);
    if (installed) return installed;
  }
  if (
    run('npx', ['--no-install', 'playwright', 'install', 'chromium'], { timeout: 300_000 }) &&
    runs(chromium.executablePath())
  ) {
    return '';
  }
  console.error(
    'The end-to-end tests need a Chromium. Install one with one of\n  npx playwright install chromium\n  apt-get install chromium   (as root)\nor name one in E2E_BROWSER.',
  );
  process.exit(1);
}

const path = browser();
const passed = run('npx', ['--no-install', 'playwright', 'test', ...process.argv.slice(2)], {
  env: { ...process.env, E2E_BROWSER: path },
});
process.exit(passed ? 0 : 1);
