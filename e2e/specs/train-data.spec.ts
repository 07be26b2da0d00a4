import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { encodePng } from '../../core/image/encode-image.ts';
import { test } from '../fixtures/app.ts';
import { seriousFindings } from '../fixtures/axe.ts';
import type { Host } from '../fixtures/host.ts';
import { addLargeDataset } from '../fixtures/large-dataset.ts';
import { copyPictures, dayFolder, duskFolder, sampleFolder } from '../fixtures/pictures.ts';
import { openBoard, startTinyTraining } from '../fixtures/training-steps.ts';

test('train: sizes, shapes and colours of each side are counted, and every count is a filter', async ({
  openApp,
  folder,
}) => {
  const app = await openApp();
  await openMixedBoard(app, folder);
  const { page } = app;
  const sizes = page.getByRole('toolbar', { name: 'Short side in pixels, side A' });
  const small = sizes.getByRole('button', {
    name: /64 to 127 pixels, smaller than the training size: 2 pict/,
  });
  await small.click();
  await expect(small).toHaveAttribute('aria-pressed', 'true');
  await expect(cells(page, 'A')).toHaveCount(2);
  await expect(page.getByRole('region', { name: /^Side A/ })).toContainText('2 of 14');
  await expect(cells(page, 'B')).toHaveCount(0);
  await page.keyboard.press('End');
  const large = sizes.getByRole('button', { name: /512 to 1023 pixels: 6 pictures/ });
  await expect(large).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cells(page, 'A')).toHaveCount(6);
  const grey = page.getByRole('toolbar', { name: 'Colour, side A' });
  await grey.getByRole('button', { name: 'Grey-scale: 2 pictures' }).click();
  await expect(cells(page, 'A')).toHaveCount(2);
  await expect(cells(page, 'A').first()).toHaveAttribute('aria-label', /^grey-0\.png/);
  const portrait = page.getByRole('toolbar', { name: 'Orientation, side A' }).getByRole('button').first();
  await expect(portrait).toHaveAccessibleName(/^Portrait: \d+ picture/);
  expect(await seriousFindings(page)).toEqual([]);
});

test('train: photos that are smaller than the training size are a sentence that filters', async ({
  openApp,
  folder,
}) => {
  const app = await openApp();
  await openMixedBoard(app, folder);
  const { page } = app;
  await page.getByRole('button', { name: '16 photos are smaller than the training size' }).click();
  await expect(cells(page, 'A')).toHaveCount(8);
  await expect(cells(page, 'B')).toHaveCount(8);
  await page.getByRole('combobox', { name: 'Training size' }).selectOption('128');
  await page.getByRole('button', { name: '2 photos are smaller than the training size' }).click();
  await expect(cells(page, 'A')).toHaveCount(2);
});

test('train: pictures are culled by keys, which can be undone, and change sides in the next version', async ({
  openApp,
  folder,
}) => {
  const app = await openApp();
  await openMixedBoard(app, folder);
  const { page } = app;
  const cell = (index: number) => cells(page, 'A').nth(index);
  await cell(0).click();
  await page.keyboard.press('b');
  await expect(cell(0)).toHaveAccessibleName(/to move to side B/);
  await page.keyboard.press('a');
  await expect(cell(0)).not.toHaveAccessibleName(/to move/);
  await page.keyboard.press('b');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('x');
  await expect(cell(1)).toHaveAccessibleName(/to leave out/);
  await page.keyboard.press('1');
  await expect(cell(1)).not.toHaveAccessibleName(/to leave out/);
  await page.keyboard.press('Control+z');
  await expect(cell(1)).toHaveAccessibleName(/to leave out/);
  await page.keyboard.press('Control+Shift+z');
  await expect(cell(1)).not.toHaveAccessibleName(/to leave out/);
  await page.getByRole('button', { name: 'Put back' }).click();
  await expect(cell(0)).not.toHaveAccessibleName(/to move/);
  await page.keyboard.press('Control+z');
  await expect(cell(0)).toHaveAccessibleName(/to move to side B/);
  await page.getByRole('tab', { name: 'Plan' }).click();
  await page.getByRole('tab', { name: 'Data' }).click();
  await expect(page.getByText('1 picture to change sides.')).toBeVisible();
  await page.getByRole('button', { name: 'Look through' }).click();
  await expect(cells(page, 'A')).toHaveCount(1);
  await expect(cells(page, 'B')).toHaveCount(0);
  await page.getByRole('button', { name: 'Freeze as v2' }).click();
  await expect(page.getByText(/Dataset v2 · 13 \+ 9 pictures/)).toBeVisible({ timeout: 30_000 });
  await expect(cells(page, 'B').nth(8)).toHaveAttribute('aria-label', /^evening-harbour\.jpg/);
  await expect(page.getByRole('button', { name: 'Every file is in its place' })).toBeVisible();
  await expect(page.getByText('to change sides')).toHaveCount(0);
});

test('train: of 10,000 pictures a side only those in view are drawn, and each key is shown at once', async ({
  openApp,
  folder,
}) => {
  await addLargeDataset(join(folder, 'library'), { name: 'Large', picturesASide: 10_000 });
  const { page } = await openApp();
  await page.keyboard.press('Control+3');
  await page.getByRole('button', { name: /^Large/ }).click();
  await cells(page, 'A').first().click();
  await page.keyboard.press('End');
  await expect(page.getByRole('gridcell', { name: /^IMG_09999\.webp/ }).first()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(page.getByRole('gridcell', { name: /^IMG_00000\.webp/ }).first()).toBeFocused();
  const answersMs = await page.evaluate(cull, 90);
  await expect(page.getByRole('region', { name: /^Side A/ })).toContainText('30 to leave out · 30 to move');
  expect(await page.getByRole('gridcell').count()).toBeLessThan(150);
  const median = answersMs.sort((a, b) => a - b)[Math.floor(answersMs.length / 2)]!;
  console.log(`culling 10,000 pictures a side: ${median.toFixed(0)} ms from key to paint`);
});

/** Marks and moves on, key by key; the milliseconds from each key until it is painted. Runs in the page. */
async function cull(count: number): Promise<number[]> {
  const painted = (): Promise<void> =>
    new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve())));
  const times: number[] = [];
  for (let i = 0; i < count; i++)
    for (const key of ['xb1'[i % 3]!, 'ArrowRight']) {
      await painted();
      const fromMs = performance.now();
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await painted();
      times.push(performance.now() - fromMs);
    }
  return times;
}

test('train: a training tells its pace, its memory and how long it waits for photos', async ({ openApp }) => {
  const { page } = await openApp();
  await startTinyTraining(page, { name: 'Tiny dusk', steps: 4000 });
  const figures = page.getByRole('list', { name: 'Figures' });
  await expect(figures).toContainText(/\d (steps\/s|s a step)/, { timeout: 60_000 });
  await expect(figures).toContainText(/\d (MB|GB) of memory/);
  await expect(figures).toContainText(/\d % waiting for photos/);
  await expect(figures).toContainText(/ left/);
});

function cells(page: Page, side: 'A' | 'B') {
  return page.getByRole('grid', { name: `Pictures of side ${side}` }).getByRole('gridcell');
}

/** Side A: 6 photos, 6 small ones of the sample pair and 2 smaller ones without colours; side B: 8 small ones. */
async function openMixedBoard(host: Host, folder: string): Promise<void> {
  await copyPictures(sampleFolder, join(folder, 'fields'), 6);
  await copyPictures(dayFolder, join(folder, 'fields'), 6);
  await copyPictures(duskFolder, join(folder, 'nights'), 8);
  for (const i of [0, 1]) {
    const rgb = Uint8Array.from({ length: 64 * 100 * 3 }, (_, at) => (Math.floor(at / 3) * (7 + i)) % 256);
    await writeFile(join(folder, 'fields', `grey-${i}.png`), await encodePng(rgb, 64, 100));
  }
  await openBoard(host, folder);
}
