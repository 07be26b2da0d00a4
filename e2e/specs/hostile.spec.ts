import { join } from 'node:path';
import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { gridCells, importPhotos } from '../fixtures/library-steps.ts';
import { copyPictures, sampleFolder } from '../fixtures/pictures.ts';

const markup = '<img src=x onerror=document.title=1>.jpg';
const bidi = 'photo\u202Egpj.exe.jpg';
const control = 'bell\u0007 and\ttab\nand newline.jpg';
const long = `${'n'.repeat(240)}.jpg`;
const percent = '100%25 #1 é é 🦊.jpg';

test('hostile names: S-14 S-34 names with markup, bidi, control characters and 245 letters are text everywhere', async ({
  openApp,
  folder,
}) => {
  const names = [markup, bidi, control, long, percent];
  const photos = await copyPictures(sampleFolder, join(folder, 'photos'), names);
  const host = await openApp();
  const { page } = host;
  await importPhotos(host, photos);
  await expect(gridCells(page)).toHaveCount(5);
  for (const word of ['onerror', 'exe', 'bell', 'nnnn', '25']) {
    await page.getByRole('searchbox').fill(word);
    await expect(gridCells(page)).toHaveCount(1);
  }
  await page.getByRole('searchbox').fill('onerror');
  await gridCells(page).first().click();
  await page.keyboard.press('i');
  await expect(page.getByText(markup).first()).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByText(/preview · /i)).toBeVisible({ timeout: 60_000 });
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await page.title()).not.toBe('1');
});

test('hostile names: S-14 an album named with markup and 200 letters is text', async ({
  openApp,
  folder,
}) => {
  const photos = await copyPictures(sampleFolder, join(folder, 'photos'), ['one.jpg']);
  const host = await openApp();
  const { page } = host;
  await importPhotos(host, photos);
  await page.getByRole('button', { name: 'New album' }).click();
  await page
    .getByRole('textbox')
    .last()
    .fill(`<b>album</b>${'x'.repeat(180)}`);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/<b>album<\/b>x{10}/).first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
