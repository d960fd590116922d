import type { Page } from '@playwright/test';
import { edit, expect, open, status, test } from './app';

/** Opens a file and puts the caret at a line and column of it, as a person would. */
async function caretAt(page: Page, file: string, place: string): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${file}`) }).click();
  const text = page.getByRole('textbox', { name: `Text of ${file}` });
  await expect(text).toBeAttached();
  await text.focus();
  await page.keyboard.press('Control+g');
  await expect(page.locator('.quick-input-widget')).toBeVisible();
  await page.keyboard.type(place);
  await page.keyboard.press('Enter');
  await expect(page.locator('.quick-input-widget')).toBeHidden();
}

const lineOf = (page: Page, text: string | RegExp) => page.locator('.view-line', { hasText: text });

test('a document is written with what the editor proposes', async ({ page }) => {
  await open(page);
  await caretAt(page, 'policies.yaml', '1:1');
  await page.keyboard.press('Control+End');
  await page.keyboard.type('---\napiVersion: networking.k8s.io/v1\nkind: Netw');
  const proposals = page.locator('.suggest-widget');
  await expect(proposals).toContainText('NetworkPolicy');
  await page.keyboard.press('Enter');
  await page.keyboard.type(
    '\nmetadata: { name: mine, namespace: shop }\nspec:\npodSelector:\nmatchLabels:\napp: ',
  );
  // Labels of this cluster, with who carries them.
  await expect(proposals).toContainText('checkout');
  await page.keyboard.type('car');
  await expect(proposals).toContainText('cart');
  await page.keyboard.press('Enter');
  await expect(lineOf(page, '      app: cart')).toBeVisible();
  await expect(
    page.locator('.view-zones span', { hasText: 'selects cart · isolates ingress · admits nobody' }),
  ).toBeVisible();
});

test('a selector that matches nothing offers its near miss, as one undo step', async ({ page }) => {
  await open(page);
  await caretAt(page, 'policies.yaml', '20:22');
  await expect(lineOf(page, 'app: frontend').first()).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.type('s');
  const offer = page.getByRole('dialog', { name: 'This selector matches nothing' });
  await expect(offer).toContainText('app=frontend');
  await page.keyboard.press('F2');
  await page.keyboard.press('Enter');
  await expect(lineOf(page, 'app: frontends')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(lineOf(page, 'app: frontends')).toHaveCount(1);
  await edit(page, 'Undo').click();
  await expect(lineOf(page, 'app: frontends')).toHaveCount(0);
});

test('an unknown field is underlined, explained and repaired', async ({ page }) => {
  await open(page);
  await caretAt(page, 'policies.yaml', '18:6');
  await expect(lineOf(page, 'podSelector:').first()).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(page.locator('.squiggly-error').first()).toBeAttached();
  await page.keyboard.press('Control+.');
  await expect(page.locator('.action-widget').first()).toContainText('Change to podSelector');
  await page.keyboard.press('Enter');
  await expect(page.locator('.squiggly-error')).toHaveCount(0);
});

test('the status tells the caret, and after Escape the Tab key leaves the editor', async ({ page }) => {
  await open(page);
  await caretAt(page, 'policies.yaml', '5:3');
  await expect(status(page)).toContainText('Ln 5, Col 3');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: 'Text of policies.yaml' })).not.toBeFocused();
  await expect(status(page)).not.toContainText('Ln 5');
});
