import { edit, expect, open, startEmpty, status, test } from './app';

/** One line, since the editor indents and closes brackets by itself. */
const pod = '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"one","namespace":"shop"}}';

test('what was typed is there after a reload, spaces and all', async ({ page }) => {
  await open(page);
  await startEmpty(page, 'typed');
  const text = page.getByRole('textbox', { name: /^Text of / });
  await text.focus();
  await page.keyboard.type('# a note with spaces');
  await expect(status(page)).toContainText('saved on this device');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Workspace typed' })).toBeVisible();
  await expect(page.locator('.view-lines')).toContainText(/a\snote\swith\sspaces/);
});

test('typing right into a new workspace never opens the sample', async ({ page }) => {
  await open(page);
  await startEmpty(page, 'typed at once');
  await page.keyboard.type('a b c ');
  await expect(page.getByRole('textbox', { name: /^Text of / })).toBeAttached();
  await page.keyboard.type('# and more ');
  await expect(page.getByRole('button', { name: 'Workspace typed at once' })).toBeVisible();
});

test('letters on the start screen go into the file', async ({ page }) => {
  await open(page);
  await startEmpty(page, 'from the start');
  await expect(page.getByRole('textbox', { name: /^Text of / })).toBeAttached();
  await page.getByRole('button', { name: /^Open the sample/ }).focus();
  await page.keyboard.type('kind: Pod');
  await expect(page.locator('.view-lines')).toContainText(/kind:\sPod/);
  await expect(page.getByRole('button', { name: 'Workspace from the start' })).toBeVisible();
});

test('typing, adding a file and undo are one history', async ({ page }) => {
  await open(page);
  await startEmpty(page, 'history');
  await page.getByRole('textbox', { name: /^Text of / }).focus();
  await page.keyboard.type(pod);
  await expect(status(page)).toContainText('1 workload');
  await page.getByRole('button', { name: 'New file' }).click();
  await expect(page.getByRole('tablist', { name: 'Files' }).getByRole('tab')).toHaveCount(2);
  await edit(page, 'Undo').click();
  await expect(page.getByRole('tablist', { name: 'Files' }).getByRole('tab')).toHaveCount(1);
  await edit(page, 'Undo').click();
  await expect(status(page)).not.toContainText('1 workload');
  await page.getByRole('textbox', { name: /^Text of / }).focus();
  await page.keyboard.press('Control+Shift+z');
  await expect(status(page)).toContainText('1 workload');
});

test('a second tab follows the first and can take over', async ({ page, context }) => {
  await open(page);
  const second = await context.newPage();
  await second.goto('./');
  await expect(second.getByRole('button', { name: /take over/i })).toBeVisible();
  await page.getByRole('button', { name: /^CNI / }).click();
  await page.getByRole('menuitemcheckbox', { name: /none \(Flannel\)/ }).click();
  await expect(second.getByRole('button', { name: 'CNI none (Flannel)' })).toBeVisible();
  await second.getByRole('button', { name: /take over/i }).click();
  await expect(page.getByRole('button', { name: /take over/i })).toBeVisible();
  await expect(second.getByRole('button', { name: /take over/i })).toHaveCount(0);
  await second.close();
});

test('a deleted workspace comes back by undo', async ({ page }) => {
  await open(page);
  await startEmpty(page, 'gone');
  await page.getByRole('button', { name: 'Workspace gone' }).click();
  await page.getByRole('menuitem', { name: /^Delete/ }).click();
  await expect(page.getByRole('button', { name: 'Workspace my-shop' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(page.getByRole('button', { name: 'Workspace gone' })).toBeVisible();
});
