import { join } from 'node:path';
import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { gridCells, importPhotos } from '../fixtures/library-steps.ts';
import { copyPictures, sampleFolder } from '../fixtures/pictures.ts';

test('queue: waiting work says why, is put in another order, cancelled, retried and let go', async ({
  openApp,
  folder,
}) => {
  const names = ['one.jpg', 'two.jpg', 'three.jpg'];
  const host = await openApp();
  const { page } = host;
  await importPhotos(host, await copyPictures(sampleFolder, join(folder, 'photos'), names));
  await page.keyboard.press('Control+j');
  const queue = page.getByRole('region', { name: 'Queue' });
  await queue.getByRole('button', { name: 'Clear what ended' }).click();
  await queue.getByRole('button', { name: 'Hold the queue' }).click();
  await gridCells(page).first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('t');
  await expect(page.getByText(/preview · /i)).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Control+Enter');

  const rows = queue.getByRole('listitem');
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText('The queue is on hold.');
  const titles = () => rows.locator('.title').allInnerTexts();
  const before = await titles();
  await rows
    .last()
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: 'To the front' }).click();
  await expect.poll(titles).toEqual([before[2], before[0], before[1]]);

  await rows
    .first()
    .getByRole('button', { name: /^Cancel/ })
    .click();
  await expect(rows.last()).toContainText('Cancelled. Nothing was changed');
  await rows.last().getByRole('button', { name: 'Retry' }).click();
  await expect.poll(titles).toEqual([before[0], before[1], before[2]]);

  await queue.getByRole('button', { name: 'Let the queue go on' }).click();
  await expect(queue.getByText(/1 running · 1 waiting · .* left$/), 'B6').toBeVisible({ timeout: 30_000 });
  await expect(queue.getByRole('button', { name: 'Show result' })).toHaveCount(3, { timeout: 60_000 });
});
