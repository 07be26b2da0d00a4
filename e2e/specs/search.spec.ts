import { join } from 'node:path';
import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { gridCells, importPhotos } from '../fixtures/library-steps.ts';
import { copyPictures, sampleFolder } from '../fixtures/pictures.ts';

test('search: one that is kept is there after a restart, in one click, and can be let go (N2)', async ({
  openApp,
  folder,
}) => {
  const first = await openApp();
  const photos = await copyPictures(sampleFolder, join(folder, 'photos'), ['harbour.jpg', 'meadow.jpg']);
  await importPhotos(first, photos);
  await first.page.getByRole('searchbox').fill('harb made:none');
  await expect(gridCells(first.page)).toHaveCount(1);
  await first.page.getByRole('button', { name: 'Add a filter, or keep the search' }).click();
  await first.page.getByRole('menuitem', { name: 'Keep this search' }).click();
  await expect(first.page.getByRole('button', { name: 'harb made:none', exact: true })).toBeVisible();
  await first.close();

  const { page } = await openApp();
  await page.keyboard.press('Control+1');
  await expect(gridCells(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'harb made:none', exact: true }).click();
  await expect(gridCells(page)).toHaveCount(1);
  await expect(page.getByRole('searchbox')).toHaveValue('harb made:none');
  await page.getByRole('button', { name: 'Keep no more: harb made:none' }).click();
  await expect(page.getByRole('button', { name: 'harb made:none', exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'Keep it again' }).click();
  await expect(page.getByRole('button', { name: 'harb made:none', exact: true })).toBeVisible();
});
