import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { gridCells, importPhotos } from '../fixtures/library-steps.ts';
import { copyPictures, cutShort, sampleFolder } from '../fixtures/pictures.ts';

test('library: an import tells what was unreadable, what was there twice and what was no photo', async ({
  openApp,
  folder,
}) => {
  const photos = await copyPictures(sampleFolder, join(folder, 'photos'), [
    'one.jpg',
    'two.jpg',
    'three.jpg',
  ]);
  const twice = await copyPictures(sampleFolder, join(folder, 'photos'), ['one again.jpg']);
  const cut = await cutShort(photos[0]!, join(folder, 'photos', 'cut.jpg'));
  const text = join(folder, 'photos', 'letter.txt');
  await writeFile(text, 'not a photo');
  const host = await openApp();
  await importPhotos(host, [...photos, ...twice, cut, text]);
  await expect(
    host.page.getByText('3 photos added, 1 was there already, 1 cannot be read, 1 is not a photo'),
  ).toBeVisible();
  await expect(gridCells(host.page)).toHaveCount(3);
});

test('library: S-35 originals are unchanged in size, time and content after import, stars, trash and emptying it', async ({
  openApp,
  folder,
}) => {
  const photos = await copyPictures(sampleFolder, join(folder, 'photos'), ['one.jpg', 'two.jpg']);
  const before = await Promise.all(photos.map(facts));
  const host = await openApp();
  const { page } = host;
  await importPhotos(host, photos);
  await gridCells(page).first().click();
  await page.keyboard.press('4');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(gridCells(page)).toHaveCount(0);
  await page.getByRole('button', { name: /^Trash/ }).click();
  await page
    .getByRole('button', { name: /empty trash/i })
    .first()
    .click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /empty|delete/i })
    .first()
    .click();
  await expect(gridCells(page)).toHaveCount(0);
  expect(await Promise.all(photos.map(facts))).toEqual(before);

  // Neither the stars nor the import can be taken back of what is gone for good.
  await page.keyboard.press('Control+z');
  await expect(page.getByText('There is nothing to undo.')).toBeVisible();
});

test('library: what was done is undone by Ctrl+Z, also after a restart (F4)', async ({ openApp, folder }) => {
  const photos = await copyPictures(sampleFolder, join(folder, 'photos'), ['one.jpg', 'two.jpg']);
  const first = await openApp();
  await importPhotos(first, photos);
  await gridCells(first.page).first().click();
  await first.page.keyboard.press('Delete');
  await expect(gridCells(first.page)).toHaveCount(1);
  await first.close();

  const { page } = await openApp();
  await page.keyboard.press('Control+1');
  await expect(gridCells(page)).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(gridCells(page)).toHaveCount(2);
  await page.keyboard.press('Control+y');
  await expect(gridCells(page)).toHaveCount(1);
});

test('library: a search that finds nothing says so and offers to remove the filter', async ({
  openApp,
  folder,
}) => {
  const photos = await copyPictures(sampleFolder, join(folder, 'photos'), ['harbour.jpg', 'meadow.jpg']);
  const host = await openApp();
  await importPhotos(host, photos);
  const search = host.page.getByRole('searchbox');
  await search.fill('harb');
  await expect(gridCells(host.page)).toHaveCount(1);
  await search.fill('camera:leica');
  await expect(host.page.getByText(/No photo matches/)).toBeVisible();
});

async function facts(path: string): Promise<readonly unknown[]> {
  const { size, mtimeMs } = await stat(path);
  return [
    size,
    mtimeMs,
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  ];
}

test('library: a photo is seen as it is shown, its original at a key', async ({ openApp, folder }) => {
  const host = await openApp();
  const { page } = host;
  await importPhotos(host, await copyPictures(sampleFolder, join(folder, 'photos'), ['one.jpg', 'two.jpg']));
  await gridCells(page).first().click();
  await page.keyboard.press('t');
  await expect(page.getByText(/preview · /i)).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/result · full size/i)).toBeVisible({ timeout: 60_000 });

  await page.keyboard.press('Control+1');
  await expect(gridCells(page).locator('img[src*="result-thumb/"].loaded')).toHaveCount(1);
  await gridCells(page).first().click();
  await page.keyboard.press('Enter');
  const look = page.getByRole('dialog').getByRole('img');
  await expect(look).toHaveAttribute('src', /result-view\//);
  await page.keyboard.press('o');
  await expect(look).toHaveAttribute('src', /\/view\//);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(gridCells(page).locator('img[src*="result-thumb/"]')).toHaveCount(0);
});
