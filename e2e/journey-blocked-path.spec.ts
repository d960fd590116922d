import { edit, expect, line, open, panel, status, test } from './app';

test('a blocked path is clicked, understood, repaired and brought back', async ({ page }) => {
  await open(page);
  await line(page, 'batch to api, TCP 8080, wanted, blocked at the ingress gate of api').last().click();
  const why = panel(page).getByRole('tabpanel', { name: 'Why' });
  await expect(why).toContainText(
    /batch\s*cannot reach\s*api\s*on TCP 8080: api\s*is isolated for ingress by\s*default-deny\s*and\s*backend/,
  );
  await expect(why.getByRole('region', { name: 'Leaving' })).toContainText('nothing holds it back');
  await expect(why.getByRole('region', { name: 'Entering' })).toContainText('nobody admitted it');

  // Every line of the story leads to its text.
  await why
    .getByRole('region', { name: 'Entering' })
    .getByRole('button', { name: /policies\.yaml/ })
    .first()
    .click();
  await expect(page.getByRole('tab', { name: /policies\.yaml/ })).toHaveAttribute('aria-selected', 'true');

  const fixes = why.getByRole('region', { name: 'Fixes' });
  await expect(fixes.getByRole('listitem').first()).toContainText('opens this path only');
  await fixes.getByRole('button', { name: 'Apply' }).click();
  await expect(line(page, 'batch to api, TCP 8080, wanted, works').first()).toBeAttached();
  await expect(line(page, /blocked/)).toHaveCount(0);
  await expect(status(page)).toContainText('10 policies');

  await edit(page, 'Undo').click();
  await expect(line(page, /^batch to api, TCP 8080, wanted, blocked/).first()).toBeAttached();
  await expect(status(page)).toContainText('9 policies');
  await edit(page, 'Redo').click();
  await expect(status(page)).toContainText('10 policies');
});

test('Delete closes the line that was clicked, by preview', async ({ page }) => {
  await open(page);
  await line(page, /^grafana to prometheus, TCP 9090, wanted, works/)
    .last()
    .click();
  await expect(panel(page).getByRole('tabpanel', { name: 'Why' })).toContainText('reaches');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('dialog', { name: /grafana/ })).toBeVisible();
});

test('the whole CNI can be one that enforces nothing, and the screen says so', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: /^CNI / }).click();
  await page.getByRole('menuitemcheckbox', { name: /none \(Flannel\)/ }).click();
  await expect(page.getByRole('button', { name: 'CNI none (Flannel)' })).toBeVisible();
  await expect(status(page)).toContainText('not enforced');
  await expect(line(page, /blocked/)).toHaveCount(0);
  await edit(page, 'Undo').click();
  await expect(line(page, /^batch to api, TCP 8080, wanted, blocked/).first()).toBeAttached();
});
