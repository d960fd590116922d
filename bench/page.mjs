// Measures how the built page starts and how it takes a large paste, beside the aims.
//   node bench/page.mjs [ADDRESS]      ADDRESS of a served build; without one, dist/ is served here.
// Prints a table, with --json as JSON. Times are in ms, the median of several runs of a new browser profile.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { built, inBrowser } from './browser.mjs';

const runs = 7;
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Bytes of what the page loads before it shows its screen: the script tags, the preloaded scripts and the styles. */
async function shell() {
  const html = await readFile(join(built, 'index.html'), 'utf8');
  const parts = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path);
  const sizes = await Promise.all(
    parts.map(async (path) => gzipSync(await readFile(join(built, path)), { level: 9 }).length),
  );
  return sizes.reduce((sum, size) => sum + size, gzipSync(html, { level: 9 }).length);
}

/** Two thousand documents of about one megabyte: Deployments and policies that select them. */
function documents(count) {
  const one = (at) =>
    at % 2 === 1
      ? `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${at}
  namespace: team-${at % 100}
  labels: {app: app-${at}, tier: t${at % 3}}
  annotations: {description: "${'what this workload is for, said at length. '.repeat(2)}"}
spec:
  replicas: 2
  selector: {matchLabels: {app: app-${at}}}
  template:
    metadata: {labels: {app: app-${at}, tier: t${at % 3}}}
    spec:
      containers:
        - name: main
          image: registry.example.com/team/app-${at}:1.0
          ports: [{containerPort: 8080, name: http}, {containerPort: 9090, name: metrics}]
          env: [{name: MODE, value: "${'long '.repeat(12)}"}]
`
      : `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: app-${at}, namespace: team-${(at + 1) % 100}}
# ${'why this policy is here '.repeat(4)}
spec:
  podSelector: {matchLabels: {app: app-${at + 1}}}
  policyTypes: [Ingress]
  ingress:
    - from: [{podSelector: {matchLabels: {tier: t1}}}]
      ports: [{port: 8080}]
`;
  return Array.from({ length: count }, (_, at) => one(at)).join('---\n');
}

/** Counts tasks of the main thread beyond 50 ms from the page's beginning. */
const observe = () => {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.longTasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
};

async function start(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(observe);
  await page.addInitScript(() => {
    // Only what costs no layout: looking must not slow down what is looked at.
    const look = setInterval(() => {
      if (document.querySelector('footer')?.textContent.includes('analyzed in') !== true) return;
      globalThis.verdictsAt = performance.now();
      clearInterval(look);
    }, 5);
  });
  await page.goto(address);
  await page.waitForFunction(() => globalThis.verdictsAt !== undefined);
  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    verdicts: globalThis.verdictsAt,
  }));
  await context.close();
  return times;
}

/** From the paste to its workloads on the screen. */
async function paste(browser, address, text) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(observe);
  await page.goto(address);
  await page.waitForFunction(() => document.querySelector('footer')?.textContent.includes('analyzed in'));
  // Once the page is all there: what is fetched for offline use would be measured with it.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.getByRole('tab', { name: /^cluster.yaml/ }).waitFor();
  await page.getByRole('button', { name: /^Workspace / }).click();
  await page.getByRole('menuitem', { name: /^New workspace/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('large');
  await dialog.getByRole('textbox').press('Enter');
  await page.getByRole('button', { name: 'Workspace large' }).waitFor();
  const took = await page.evaluate(async (content) => {
    globalThis.longTasks.length = 0;
    const began = performance.now();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', content);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
    const until = async (seen) => {
      while (!seen()) await new Promise((next) => setTimeout(next, 5));
    };
    const choice = () =>
      [...document.querySelectorAll('[role="dialog"] button')].find((button) =>
        button.textContent.startsWith('New file'),
      );
    const isShown = () =>
      document.querySelector('.react-flow__node') !== null &&
      /1.?000 workloads/.test(document.querySelector('footer')?.textContent ?? '');
    await until(() => choice() !== undefined || isShown());
    choice()?.click();
    await until(isShown);
    return performance.now() - began;
  }, text);
  await page.waitForTimeout(1000);
  const tasks = await page.evaluate(() => globalThis.longTasks);
  await context.close();
  return { took, longest: Math.max(0, ...tasks), beyond: tasks.length };
}

await inBrowser(async (browser, address) => {
  const starts = [];
  for (let run = 0; run < runs; run++) starts.push(await start(browser, address));
  const text = documents(2000);
  const pastes = [];
  for (let run = 0; run < 3; run++) pastes.push(await paste(browser, address, text));
  const row = (what, measured, aim) => ({ what, measured, aim });
  return [
    row('shell, kB gzip', Math.round((await shell()) / 100) / 10, 180),
    row('first paint', Math.round(median(starts.map(({ paint }) => paint))), 300),
    row('verdicts of the sample', Math.round(median(starts.map(({ verdicts }) => verdicts))), 800),
    row(
      `${(text.length / 1e6).toFixed(2)} MB pasted, on screen`,
      Math.round(median(pastes.map(({ took }) => took))),
      1500,
    ),
    row('  its longest task', Math.round(median(pastes.map(({ longest }) => longest))), 50),
    row('  its tasks beyond 50 ms (count)', median(pastes.map(({ beyond }) => beyond)), 0),
  ];
});
