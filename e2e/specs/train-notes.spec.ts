import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'playwright/test';
import { encodePng } from '../../core/image/encode-image.ts';
import { openSmallPhoto } from '../../core/image/open-photo.ts';
import { test } from '../fixtures/app.ts';
import { dayFolder, duskFolder } from '../fixtures/pictures.ts';
import { openBoard, startTinyTraining } from '../fixtures/training-steps.ts';

test('train: of near-duplicates the sharpest is kept in one click', async ({ openApp, folder }) => {
  const first = await fill(dayFolder, join(folder, 'fields'));
  await fill(duskFolder, join(folder, 'nights'));
  const { rgb, widthPixels, heightPixels } = await openSmallPhoto(first, 40);
  const smaller = await encodePng(new Uint8Array(rgb), widthPixels, heightPixels);
  await writeFile(join(folder, 'fields', 'smaller.png'), smaller);
  const app = await openApp();
  await openBoard(app, folder);
  await app.page.getByRole('button', { name: /look almost like another/ }).click();
  const side = app.page.getByRole('region', { name: /Side A/ });
  await side.getByRole('button', { name: 'Keep the sharpest of each' }).click();
  await expect(side.getByText('1 to leave out')).toBeVisible();
  await expect(side.getByRole('gridcell', { name: /smaller\.png.*to leave out/ })).toBeVisible();
});

test('train: D-TRN-003 a training whose process dies is tried again at once when a person asks', async ({
  openApp,
}, { project }) => {
  test.skip(project.metadata['host'] === 'electron', 'its processes are not the children of one');
  const { page, processId } = await openApp();
  await startTinyTraining(page, { name: 'Tiny dusk', steps: 6000 });
  await expect(page.getByRole('img', { name: /judge photos at step [1-9]/ })).toBeVisible({
    timeout: 60_000,
  });
  const children = ['-P', String(processId), '-f', 'engine-main.ts trainer'];
  const { stdout } = await promisify(execFile)('pgrep', children);
  process.kill(Number(stdout.trim()), 'SIGKILL');
  await expect(page.getByRole('alert').getByText(/stopped unexpectedly.*D-TRN-003/)).toBeVisible();
  await page.getByRole('button', { name: 'Now', exact: true }).click();
  await expect(page.getByRole('alert').getByText(/stopped unexpectedly/)).toHaveCount(0);
  await expect(page.getByRole('listitem').filter({ hasText: /^Step [\d,]+ of 6,000$/ })).toBeVisible({
    timeout: 30_000,
  });
});

test('train: D-TRN-002 photos that went since it began are told with their names, and it goes on', async ({
  openApp,
  folder,
}) => {
  const { page } = await openApp();
  await startTinyTraining(page, { name: 'Tiny dusk', steps: 6000 });
  await expect(page.getByRole('img', { name: /judge photos at step [1-9]/ })).toBeVisible({
    timeout: 60_000,
  });
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByText(/Paused at step/)).toBeVisible({ timeout: 30_000 });
  // What was read once is kept in memory for as long as it trains.
  await removePictures(join(folder, 'library', 'datasets'), 6);
  await page
    .getByRole('button', { name: /^Continue/ })
    .first()
    .click();
  const notes = page.getByRole('list', { name: 'Notes on the training' });
  await expect(notes).toContainText(/can no longer be read; training goes on without (it|them)/, {
    timeout: 30_000,
  });
  await notes.getByRole('button', { name: 'Show', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /can no longer be read/ });
  await expect(dialog.getByRole('listitem').first()).toHaveText(/\.(jpg|png|webp)$/);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await notes.getByText('What is this?').first().click();
  await expect(notes).toContainText('D-TRN-002');
});

/** So many of a folder and those below it, wherever they lie. */
async function removePictures(folder: string, count: number): Promise<void> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => /\.(jpg|png|webp)$/.test(name));
  for (const file of files.slice(0, count)) await rm(join(folder, file));
}

async function fill(from: string, to: string): Promise<string> {
  await mkdir(to, { recursive: true });
  const names = (await readdir(from)).slice(0, 8);
  for (const name of names) await copyFile(join(from, name), join(to, name));
  return join(to, names[0]!);
}
