import { join } from 'node:path';
import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { gridCells, importPhotos } from '../fixtures/library-steps.ts';
import { copyPictures, sampleFolder } from '../fixtures/pictures.ts';
import { writeTagged } from '../fixtures/tagged-photo.ts';

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

test('search: a photo is found by a keyword in its file, also from the info of another; S-14 markup in it is text (N2)', async ({
  openApp,
  folder,
}) => {
  const [harbour, ...plain] = await copyPictures(sampleFolder, join(folder, 'plain'), [
    'harbour.jpg',
    'sea.jpg',
    'meadow.jpg',
  ]);
  const markup = '<img src=x onerror=document.title=1>';
  const tagged = [
    await writeTagged(harbour!, join(folder, 'photos', 'first.jpg'), ['sea', 'black and white', markup]),
    await writeTagged(plain[0]!, join(folder, 'photos', 'second.jpg'), ['Black and White']),
  ];
  const host = await openApp();
  const { page } = host;
  await importPhotos(host, [...tagged, ...plain]);
  const search = page.getByRole('searchbox');
  await search.fill('tag:sea');
  await expect(gridCells(page)).toHaveCount(1);
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('sea');

  await gridCells(page).first().click();
  await page.keyboard.press('i');
  const tags = page.getByRole('region', { name: 'Tags' });
  await expect(tags.getByRole('button')).toHaveText(['sea', 'black and white', markup]);
  await tags.getByRole('button', { name: 'Find the tag black and white' }).press('Enter');
  await expect(search).toHaveValue('tag:"black and white"');
  await expect(gridCells(page)).toHaveCount(2);
  await expect(gridCells(page).first()).toBeFocused();

  await search.fill('first');
  await tags.getByRole('button', { name: /onerror/ }).click();
  await expect(gridCells(page)).toHaveCount(1);
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await page.title()).not.toBe('1');
});
