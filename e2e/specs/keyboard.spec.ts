import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { fillLibrary, views } from '../fixtures/screens.ts';
import { focused, tabThrough } from '../fixtures/walk.ts';

test('keyboard: Tab reaches named controls on every screen and is caught nowhere', async ({ openApp }) => {
  test.setTimeout(240_000);
  const { page } = await openApp();
  await fillLibrary(page);
  for (const { name, open } of views) {
    await open(page);
    const stops = await tabThrough(page);
    expect(stops.length, `${name}: controls that Tab reaches`).toBeGreaterThan(0);
    expect(
      stops.filter((stop) => !/ \S/.test(stop)),
      `${name}: controls without a name`,
    ).toEqual([]);
    await page.keyboard.press('Escape');
  }
});

test('keyboard: a photo is chosen, compared, translated and exported without a mouse', async ({
  openApp,
  folder,
}) => {
  const { page } = await openApp();
  for (let press = 0; press < 40 && !(await focused(page))?.includes('Two boats'); press++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/preview · /i)).toBeVisible({ timeout: 30_000 });

  const divider = page.getByRole('slider', { name: /divider|compare|original/i }).first();
  await divider.focus();
  const before = Number(await divider.getAttribute('aria-valuenow'));
  await page.keyboard.press('ArrowRight');
  expect(Number(await divider.getAttribute('aria-valuenow'))).toBe(before + 1);

  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: /Day and dusk.*100 %/ }).first()).toBeVisible({
    timeout: 60_000,
  });
  await page.keyboard.press('Control+e');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Control+Enter');
  await expect
    .poll(() => readdir(join(folder, 'home', 'Pictures', 'Diptych')).catch(() => []), { timeout: 30_000 })
    .toHaveLength(1);
});
