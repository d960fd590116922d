// Measures how the canvas pans: frames a second and main-thread tasks beyond 50 ms, in software rendering.
//   node bench/canvas.mjs [ADDRESS]      ADDRESS of a served build; without one, dist/ is served here.
// Prints a table, and with --json its rows as JSON.
import { drop, inBrowser } from './browser.mjs';

const seconds = 4;

/** Namespaces of ten to twenty-five Deployments with default deny, rules inside and a few across. Seeded. */
function manifests(namespaces, each) {
  let state = 7;
  const random = () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
  const nouns = ['api', 'web', 'worker', 'db', 'cache', 'queue', 'cron', 'auth', 'billing', 'search'];
  const name = (at) =>
    nouns[at % nouns.length] + (at >= nouns.length ? `-${Math.floor(at / nouns.length)}` : '');
  const tier = (at) => ['backend', 'frontend', 'data'][at % 3];
  const documents = [];
  for (let one = 0; one < namespaces; one++) {
    const namespace = `team-${one}`;
    documents.push(`apiVersion: v1\nkind: Namespace\nmetadata: {name: ${namespace}}`);
    for (let at = 0; at < each; at++) {
      documents.push(`apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name(at)}, namespace: ${namespace}}
spec:
  selector: {matchLabels: {app: ${name(at)}}}
  template:
    metadata: {labels: {app: ${name(at)}, tier: ${tier(at)}}}
    spec: {containers: [{name: main, image: app, ports: [{containerPort: ${8000 + at}}]}]}`);
    }
    documents.push(`apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: default-deny, namespace: ${namespace}}
spec: {podSelector: {}, policyTypes: [Ingress]}`);
    for (let rule = 0; rule < each; rule++) {
      const subject = Math.floor(random() * each);
      const peer = name(Math.floor(random() * each));
      const across = Math.floor(random() * namespaces);
      const second =
        random() < 0.15
          ? `\n    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: team-${across}}}\n      podSelector: {matchLabels: {app: api}}`
          : '';
      documents.push(`apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: rule-${rule}, namespace: ${namespace}}
spec:
  podSelector: {matchLabels: {app: ${name(subject)}}}
  ingress:
  - from:
    - podSelector: {matchLabels: {app: ${peer}}}${second}
    ports: [{port: ${8000 + subject}}]`);
    }
  }
  return `${documents.join('\n---\n')}\n`;
}

/** Pans by one wheel step per frame, and counts frames and long tasks. */
async function pan(page) {
  return page.evaluate(async (length) => {
    const pane = document.querySelector('.react-flow__pane');
    const tasks = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    });
    observer.observe({ type: 'longtask' });
    let frames = 0;
    const start = performance.now();
    let elapsed = 0;
    while (elapsed < length * 1000) {
      await new Promise((next) => requestAnimationFrame(next));
      frames++;
      const turn = Math.floor(elapsed / 500) % 4;
      const deltaX = turn === 0 ? 14 : turn === 2 ? -14 : 0;
      const deltaY = turn === 1 ? 14 : turn === 3 ? -14 : 0;
      pane?.dispatchEvent(
        new WheelEvent('wheel', {
          deltaX,
          deltaY,
          bubbles: true,
          cancelable: true,
          clientX: 500,
          clientY: 300,
        }),
      );
      elapsed = performance.now() - start;
    }
    observer.disconnect();
    return {
      fps: Math.round((frames / elapsed) * 10_000) / 10,
      longest: Math.round(Math.max(0, ...tasks)),
      beyond50: tasks.length,
      elements: document.querySelectorAll('.react-flow__node').length,
      paths: document.querySelectorAll('.react-flow__viewport path').length,
    };
  }, seconds);
}

await inBrowser(async (browser, address) => {
  const rows = [];
  for (const [namespaces, each] of [
    [4, 25],
    [20, 25],
  ]) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(address);
    await page.waitForSelector('.react-flow__node');
    const before = await page.evaluate(() => performance.now());
    await drop(page, manifests(namespaces, each));
    await page.waitForFunction(
      () => document.querySelector('[data-node="namespace/team-0"]') !== null,
      undefined,
      {
        timeout: 60_000,
      },
    );
    const shown = Math.round((await page.evaluate(() => performance.now())) - before);
    await page.waitForTimeout(1500);
    const measured = async (view) =>
      rows.push({ workloads: namespaces * each, view, shown, ...(await pan(page)) });
    await measured('as it arrives');
    const expand = page.getByRole('button', { name: 'Expand all' });
    if (await expand.isVisible()) {
      await expand.click();
      await page.waitForSelector('.react-flow__node-card');
      await page.waitForTimeout(1000);
    }
    await page.getByRole('button', { name: 'Fit everything' }).click();
    await page.waitForTimeout(1500);
    await measured('expanded, at fit');
    await page.getByRole('button', { name: /set to 100 %/ }).click();
    await page.waitForSelector('.react-flow__node-card', { timeout: 30_000 });
    await page.waitForTimeout(1500);
    await measured('expanded, at zoom 1');
    await page.close();
  }
  return rows;
});
