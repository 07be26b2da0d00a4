import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';

test('help: T2 every screen opens its page of the manual by key and by its question mark', async ({
  openApp,
}) => {
  const { page } = await openApp();
  const screens = [
    ['Control+1', 'Library', 'The library', 'Help on the library'],
    ['Control+2', 'Translate', 'Translate', 'Help on this screen (F1)'],
    ['Control+3', 'Train', 'Train', 'Help on this screen (F1)'],
    ['Control+5', 'Models', 'Models', 'Help on models'],
    ['Control+,', 'Settings', 'Settings', 'Help on General'],
  ] as const;
  const manual = page.getByRole('dialog', { name: 'Manual' });
  for (const [key, screen, title, button] of screens) {
    await page.keyboard.press(key);
    await expect(page.locator('nav [aria-current="page"]', { hasText: screen })).toBeVisible();
    for (const open of [
      () => page.keyboard.press('F1'),
      () => page.getByRole('button', { name: button, exact: true }).click(),
    ]) {
      await open();
      await expect(manual.getByRole('heading', { name: title, exact: true, level: 2 })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(manual).toHaveCount(0);
    }
  }
});

test('help: T2 the manual is searched and its links are followed without a network', async ({ openApp }) => {
  const { page } = await openApp();
  await page.keyboard.press('Control+2');
  await page.keyboard.press('F1');
  const manual = page.getByRole('dialog', { name: 'Manual' });
  await manual.getByRole('textbox', { name: 'Search the manual' }).fill('flickering');
  await manual
    .getByRole('navigation')
    .getByRole('button', { name: /Compare/ })
    .click();
  await expect(manual.getByRole('heading', { name: 'Compare' })).toBeInViewport();
  await manual.getByRole('article').getByRole('button', { name: 'queue', exact: true }).click();
  await expect(manual.getByRole('article', { name: 'The queue' })).toBeVisible();
  await manual.getByRole('textbox', { name: 'Search the manual' }).fill('zebra crossing');
  await expect(manual.getByText('The manual has nothing with these words.')).toBeVisible();
});
