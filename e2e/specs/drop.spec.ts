import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { dropOn, holdOver, throwOn } from '../fixtures/drop-steps.ts';
import { gridCells } from '../fixtures/library-steps.ts';
import { writeModel } from '../fixtures/models.ts';
import { copyPictures, cutShort, dayFolder, sampleFolder } from '../fixtures/pictures.ts';

test('drop: what will happen is said while files are held, and a photo, a folder and a model go where they belong', async ({
  openApp,
  folder,
}) => {
  const photos = await copyPictures(sampleFolder, join(folder, 'photos'), ['one.jpg', 'two.jpg']);
  await copyPictures(dayFolder, join(folder, 'trip', 'rome'), 3);
  const model = await writeModel(join(folder, 'look.bin'));
  const { page } = await openApp();

  await page.keyboard.press('Control+1');
  await holdOver(page, { files: photos });
  await expect(page.getByText('2 pictures held over the window')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Add to the library' })).toBeVisible();
  await dropOn(page, { files: photos });
  await expect(gridCells(page)).toHaveCount(2);
  await expect(page.getByRole('group', { name: 'Add to the library' })).toBeHidden();
  await dropOn(page, { files: [join(folder, 'trip')] });
  await expect(gridCells(page)).toHaveCount(5, { timeout: 30_000 });

  // By its content: the name says nothing.
  await dropOn(page, { files: [model] });
  await expect(page.getByRole('dialog', { name: 'Import a model' })).toContainText('CycleGAN generator');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Models' })).toBeVisible();

  await page.keyboard.press('Control+2');
  await dropOn(page, { files: [photos[0]!] });
  await expect(page.getByText(/preview · /i)).toBeVisible({ timeout: 30_000 });
});

test('drop: S-10 what cannot be read is told of, and nothing that is dropped takes the page away', async ({
  openApp,
  folder,
}) => {
  const [photo] = await copyPictures(sampleFolder, join(folder, 'photos'), ['one.jpg']);
  const cut = await cutShort(photo!, join(folder, 'cut.jpg'));
  const page_ = join(folder, 'page.html');
  await writeFile(page_, '<title>elsewhere</title>');
  const { page } = await openApp();
  await page.keyboard.press('Control+1');
  await dropOn(page, { files: [cut, page_] });
  await expect(page.getByText(/1 cannot be read, 1 is not a photo/)).toBeVisible({ timeout: 30_000 });

  const address = page.url().split('#')[0];
  await dropOn(page, { link: 'https://example.org/' });
  await page.keyboard.press('Control+3');
  await page.getByRole('button', { name: 'Choose two folders' }).click();
  // Beside the places for A and B, which the rail is.
  await dropOn(page, { files: [page_] }, { x: 40, y: 600 });
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  expect(page.url().split('#')[0]).toBe(address);
  expect(await page.title()).not.toBe('elsewhere');
});

test('drop: photos that are let go as soon as they come in are dropped too', async ({ openApp, folder }) => {
  const photos = await copyPictures(sampleFolder, join(folder, 'photos'), ['one.jpg', 'two.jpg']);
  const { page } = await openApp();
  await page.keyboard.press('Control+1');
  await throwOn(page, { files: photos });
  await expect(gridCells(page)).toHaveCount(2);
});
