import { expect, line, open, panel, status, test } from './app';

test('once its own parts are loaded the page asks for nothing', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('textbox', { name: /^Text of / })).toBeAttached();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await expect(status(page)).toContainText('analyzed in');
  await expect(page.getByRole('textbox', { name: /^Text of / })).toBeAttached();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await line(page, /^batch to api/)
    .last()
    .click();
  await panel(page).getByRole('region', { name: 'Fixes' }).getByRole('button', { name: 'Apply' }).click();
  await expect(line(page, 'batch to api, TCP 8080, wanted, works').first()).toBeAttached();
  const own = new URL(page.url()).origin;
  expect(
    asked.filter((url) => !url.startsWith(own) && !url.startsWith('blob:') && !url.startsWith('data:')),
  ).toEqual([]);
});

test('it works offline once it was opened', async ({ page, context }) => {
  await open(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect
    .poll(() => page.evaluate(async () => (await caches.keys()).length), { message: 'the parts are kept' })
    .toBeGreaterThan(0);
  await context.setOffline(true);
  await page.reload();
  await expect(status(page)).toContainText('analyzed in');
  await expect(line(page, /^batch to api/).first()).toBeAttached();
  await context.setOffline(false);
});

test('the page carries a policy that lets nothing in', async ({ page }) => {
  await open(page);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain('unsafe-eval');
});
