import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { seriousFindings } from '../fixtures/axe.ts';
import { gridCells, importPhotos } from '../fixtures/library-steps.ts';
import { copyPictures, sampleFolder } from '../fixtures/pictures.ts';

test('export: B3 C9 files say how they were made where that is ticked, and one that fails is told of with the reason', async ({
  openApp,
  folder,
}) => {
  const host = await openApp();
  const { page } = host;
  const photos = await copyPictures(sampleFolder, join(folder, 'photos'), ['good.jpg', 'lost.jpg']);
  await importPhotos(host, photos);
  await removeCopies(folder, await readFile(photos[1]!));
  await gridCells(page).first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('t');
  await expect(page.getByRole('button', { name: 'Translate 2 photos' })).toBeVisible();
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export 2 photos' });
  await dialog.getByLabel('Say that it was made with AI').check();
  await expect(dialog.getByText('good Day and dusk.jpg')).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');

  const report = page.getByRole('dialog', { name: 'Export', exact: true });
  await expect(report.getByText(/The original of .*lost.* is not where it was/)).toBeVisible({
    timeout: 60_000,
  });
  await expect(report.getByText(/1 file exported.*, 1 failed/)).toBeVisible();
  await expect(report.getByRole('button', { name: 'Try the failed ones again' })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  const exports = join(folder, 'home', 'Pictures', 'Diptych');
  expect(await readdir(exports)).toEqual(['good Day and dusk.jpg']);
  const text = await readFile(join(exports, 'good Day and dusk.jpg'), 'latin1');
  expect(text).toContain('compositeWithTrainedAlgorithmicMedia');
  expect(text).toContain('diptych:style="Day and dusk"');
});

test('export: chosen photos of the library are written as they are shown', async ({ openApp, folder }) => {
  const host = await openApp();
  const { page } = host;
  await importPhotos(host, await copyPictures(sampleFolder, join(folder, 'photos'), ['one.jpg', 'two.jpg']));
  await gridCells(page).first().click();
  await page.keyboard.press('Control+a');
  await page.getByRole('toolbar', { name: 'Chosen photos' }).getByRole('button', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export 2 photos' });
  await expect(dialog.getByText('Each photo is written as it is shown.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await page.keyboard.press('Control+e');
  await expect(dialog.getByText('one original.jpg')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/2 files exported/)).toBeVisible({ timeout: 30_000 });
  const exports = await readdir(join(folder, 'home', 'Pictures', 'Diptych'));
  expect(exports.toSorted()).toEqual(['one original.jpg', 'two original.jpg']);
});

/** Photos that were added by a browser lie in the library, under other names. */
async function removeCopies(folder: string, content: Buffer): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile() && /\.jpe?g$/.test(one.name))) {
    const path = join(entry.parentPath, entry.name);
    if (content.equals(await readFile(path))) await rm(path);
  }
}
