import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { openPhoto } from '../../core/image/open-photo.ts';
import { test } from '../fixtures/app.ts';

const mostSeconds = 60;

test('first minute: a fresh start ends in an exported picture within 60 seconds, without a network', async ({
  openApp,
  folder,
}) => {
  const startedMs = performance.now();
  const { page } = await openApp();
  await page.getByRole('button', { name: 'Two boats' }).click();
  await expect(page.getByText(/preview · /i)).toBeVisible();
  await page.keyboard.press('Control+e');
  await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByText(/exported/i).first()).toBeVisible({ timeout: 45_000 });
  const seconds = (performance.now() - startedMs) / 1000;
  console.log(`first minute: ${seconds.toFixed(1)} s`);

  const exports = join(folder, 'home', 'Pictures', 'Diptych');
  const files = await readdir(exports);
  expect(files).toHaveLength(1);
  const { widthPixels, heightPixels, rgb } = await openPhoto(join(exports, files[0]!));
  expect([widthPixels, heightPixels]).toEqual([1200, 960]);
  expect(new Set(rgb.subarray(0, 30_000)).size, 'a picture that is not flat').toBeGreaterThan(20);
  expect(seconds).toBeLessThan(mostSeconds);

  const hint = page.getByText('to see the original.');
  await page.getByRole('button', { name: 'Got it' }).click();
  await expect(hint, 'a button over the picture is pressed, not the picture').toHaveCount(0);
});
