import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { card, expect, line, open, startEmpty, test } from './app';

const screens: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'the picture': async () => {},
  'a path and why': async (page) => {
    await line(page, /^batch to api/)
      .last()
      .click();
    await expect(page.getByRole('region', { name: 'Fixes' }).getByRole('listitem').first()).toBeVisible();
  },
  'a workload': async (page) => {
    await card(page, 'checkout').click();
    await expect(page.getByRole('tabpanel', { name: 'Inspector' })).toContainText('checkout');
  },
  'the matrix': async (page) => {
    await page.getByRole('radio', { name: 'Matrix' }).click();
    await expect(page.getByRole('grid')).toBeVisible();
  },
  problems: async (page) => {
    await page.getByRole('tab', { name: /^Problems/ }).click();
  },
  expectations: async (page) => {
    await page.getByRole('tab', { name: /^Expectations/ }).click();
  },
  'an empty workspace': async (page) => startEmpty(page),
  'all keys': async (page) => {
    await page.getByRole('button', { name: 'All keys' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  },
};

for (const theme of ['light', 'dark'] as const) {
  for (const [name, show] of Object.entries(screens)) {
    test(`axe finds nothing: ${name}, ${theme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await open(page);
      await expect(page.getByRole('textbox', { name: /^Text of / })).toBeAttached();
      await show(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
        ),
      ).toEqual([]);
    });
  }
}
