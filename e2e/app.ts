import { test as base, expect, type Page } from '@playwright/test';

/** What a page must never do; checked after every test. */
type Watch = { readonly faults: string[]; readonly requests: string[] };

/** A page that is watched: faults in its console and requests to other origins end the test. */
export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ page, baseURL }, use) => {
      const watch: Watch = { faults: [], requests: [] };
      watchPage(page, watch, baseURL ?? '');
      page.context().on('page', (other) => watchPage(other, watch, baseURL ?? ''));
      await use(watch);
      expect(watch.faults).toEqual([]);
      expect(watch.requests).toEqual([]);
    },
    { auto: true },
  ],
});

function watchPage(page: Page, watch: Watch, baseURL: string): void {
  page.on('console', (message) => {
    if (message.type() === 'error') watch.faults.push(message.text());
  });
  page.on('pageerror', (error) => watch.faults.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(baseURL) && !url.startsWith('data:') && !url.startsWith('blob:')) {
      watch.requests.push(url);
    }
  });
}

export { expect };

/** Opens the app; it is ready when the verdicts of the first texts are there. */
export async function open(page: Page): Promise<void> {
  await page.goto('./');
  await expect(status(page)).toContainText('analyzed in');
}

export const status = (page: Page) => page.getByRole('contentinfo', { name: 'Status' });
export const canvas = (page: Page) => page.getByRole('group', { name: 'Graph of who may reach whom' });
export const panel = (page: Page) => page.getByRole('region', { name: 'Panel' });

/** Undo or Redo in the top bar, whatever step it names. */
export const edit = (page: Page, act: 'Undo' | 'Redo') =>
  page.getByRole('toolbar', { name: 'Edit and export' }).getByRole('button', { name: new RegExp(`^${act}`) });

/** A line of the canvas by what is said of it. */
export const line = (page: Page, words: string | RegExp) => canvas(page).getByRole('button', { name: words });

/** A card by the beginning of its description. */
export const card = (page: Page, name: string) =>
  canvas(page).getByRole('button', { name: new RegExp(`^${name}, `) });

/** Starts an empty workspace from the menu. */
export async function startEmpty(page: Page, name = 'empty'): Promise<void> {
  await page.getByRole('button', { name: /^Workspace / }).click();
  await page.getByRole('menuitem', { name: /^New workspace/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(name);
  await dialog.getByRole('button', { name: /^(Create|Make|New|Start)/ }).click();
  await expect(page.getByRole('button', { name: `Workspace ${name}` })).toBeVisible();
}

/** Puts text into the page as a paste anywhere does, and into a file of its own. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^New file/ })
    .click();
}
