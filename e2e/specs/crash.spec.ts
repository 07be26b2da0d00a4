import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { openCatalog } from '../../core/catalog/open-catalog.ts';
import { test } from '../fixtures/app.ts';
import { gridCells, importPhotos } from '../fixtures/library-steps.ts';
import { copyPictures, dayFolder, sampleFolder } from '../fixtures/pictures.ts';
import { startTinyTraining } from '../fixtures/training-steps.ts';

test('crash: S-53 an import that kill -9 cut off goes on by itself and ends whole', async ({
  openApp,
  folder,
}) => {
  const photos = await copyPictures(dayFolder, join(folder, 'photos'), 60);
  const first = await openApp();
  await first.page.keyboard.press('Control+1');
  await first.page.getByRole('searchbox').waitFor();
  await first.answerDialog(photos);
  await first.page.keyboard.press('Control+o');
  await expect(gridCells(first.page).first()).toBeVisible({ timeout: 30_000 });
  await first.kill();

  const { page } = await openApp();
  await page.keyboard.press('Control+1');
  await expect(page.getByRole('button', { name: /^All photos 60$/ })).toBeVisible({ timeout: 60_000 });
  await expectSound(join(folder, 'library'));
});

test('crash: S-53 translations that kill -9 cut off are done after the next start, none twice, none half', async ({
  openApp,
  folder,
}) => {
  const photos = await copyPictures(sampleFolder, join(folder, 'photos'), [
    '1.jpg',
    '2.jpg',
    '3.jpg',
    '4.jpg',
  ]);
  const first = await openApp();
  await importPhotos(first, photos);
  await gridCells(first.page).first().click();
  await first.page.keyboard.press('Control+a');
  await first.page.keyboard.press('t');
  await expect(first.page.getByText(/preview · /i)).toBeVisible({ timeout: 30_000 });
  await first.page.keyboard.press('Control+Enter');
  await expect(first.page.getByText(/running/).first()).toBeVisible();
  await first.kill();

  const { page } = await openApp();
  await page.keyboard.press('Control+1');
  await expect(page.getByRole('button', { name: /^Translated 4$/ })).toBeVisible({ timeout: 90_000 });
  const results = await readdir(join(folder, 'library', 'results'), { recursive: true, withFileTypes: true });
  expect(results.filter((entry) => entry.isFile())).toHaveLength(4);
  await expectSound(join(folder, 'library'));
});

test('crash: S-53 B4 a batch that kill -9 cut off is translated and exported after the next start', async ({
  openApp,
  folder,
}) => {
  const names = ['1.jpg', '2.jpg', '3.jpg', '4.jpg'];
  const first = await openApp();
  await importPhotos(first, await copyPictures(sampleFolder, join(folder, 'photos'), names));
  await gridCells(first.page).first().click();
  await first.page.keyboard.press('Control+a');
  await first.page.keyboard.press('t');
  await expect(first.page.getByText(/preview · /i)).toBeVisible({ timeout: 30_000 });
  await first.page.keyboard.press('Control+e');
  await first.page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
  await expect(first.page.getByText(/running/).first()).toBeVisible();
  await first.kill();

  const { page } = await openApp();
  await expect(page.getByText(/4 files exported/)).toBeVisible({ timeout: 90_000 });
  const exports = await readdir(join(folder, 'home', 'Pictures', 'Diptych'));
  expect(exports.toSorted()).toEqual(names.map((name) => name.replace('.jpg', ' Day and dusk.jpg')));
  await expectSound(join(folder, 'library'));
});

test('crash: S-53 a training that kill -9 cut off says where it stopped and is continued from there', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(180_000);
  const first = await openApp();
  await startTinyTraining(first.page, { name: 'Cut off', steps: 4000 });
  await expect(first.page.getByRole('img', { name: /judge photos at step [1-9]/ })).toBeVisible({
    timeout: 60_000,
  });
  await first.page.getByRole('button', { name: 'Bookmark', exact: true }).click();
  await expect(first.page.getByRole('button', { name: 'Use this checkpoint now' })).toBeEnabled({
    timeout: 30_000,
  });
  await first.kill();

  const { page } = await openApp();
  await page.keyboard.press('Control+3');
  await page.getByRole('button', { name: /Cut off Interrupted/ }).click();
  await page.getByRole('tab', { name: 'Live' }).click();
  await page
    .getByRole('button', { name: /^Continue/ })
    .first()
    .click();
  await expect(page.getByRole('button', { name: /Cut off Training/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByText(/Paused at step/)).toBeVisible({ timeout: 30_000 });
  await expectSound(join(folder, 'library'));
});

/** SQLite finds nothing wrong, and no half-written file lies about. */
async function expectSound(library: string): Promise<void> {
  const catalog = await openCatalog(join(library, 'catalog.db'));
  const faults = catalog.faults();
  catalog.close();
  expect(faults).toEqual([]);
  // What is being written just now, such as a thumbnail that is looked at, is whole in a moment.
  await expect.poll(() => halfFiles(library)).toEqual([]);
}

async function halfFiles(library: string): Promise<readonly string[]> {
  const files = await readdir(library, { recursive: true });
  return files.filter((name) => /\.tmp$|\.part$/.test(name));
}
