import { canvas, expect, line, open, panel, test } from './app';

test('only the keyboard: a blocked path is found in the picture, read and repaired', async ({ page }) => {
  await open(page);
  await expect(line(page, /^batch to api/).first()).toBeAttached();
  // Regions are walked with F6; the picture is one of them.
  for (let step = 0; step < 8; step += 1) {
    await page.keyboard.press('F6');
    const inside = await canvas(page).evaluate((element) => element.contains(document.activeElement));
    if (inside) break;
  }
  await page.keyboard.press(']');
  const why = panel(page).getByRole('tabpanel', { name: 'Why' });
  await expect(why).toContainText(/reach/);
  for (let step = 0; step < 6; step += 1) {
    if (/cannot reach\s*api/.test((await why.textContent()) ?? '')) break;
    await page.keyboard.press(']');
  }
  await expect(why).toContainText(/batch\s*cannot reach\s*api/);
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: /^(Apply|Write)/ }).first()).toBeVisible();
});

test('only the keyboard: the matrix gives what the picture gives', async ({ page }) => {
  await open(page);
  await page.getByRole('radio', { name: 'Matrix' }).click();
  const grid = page.getByRole('grid');
  await grid.focus();
  const chosen = async () => {
    const id = (await grid.getAttribute('aria-activedescendant')) ?? '';
    return page.locator(`[id="${id}"]`);
  };
  for (let step = 0; step < 8; step += 1) {
    await page.keyboard.press(']');
    if (/batch to api/.test((await (await chosen()).getAttribute('aria-label')) ?? '')) break;
  }
  await expect(await chosen()).toHaveAttribute('aria-label', /batch to api: wanted, blocked/);
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('tabpanel', { name: 'Why' })).toContainText(
    /batch\s*cannot reach\s*api/,
  );
  await grid.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(await chosen()).toHaveAttribute('aria-label', /^batch to /);
});

test('a path is checked by typing it', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Check a path' }).fill('frontend to svc/api 80');
  await page.keyboard.press('Enter');
  const why = panel(page).getByRole('tabpanel', { name: 'Why' });
  await expect(why).toContainText(/frontend\s*reaches\s*api/);
  await expect(panel(page)).toContainText('8080');
});
