import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { gridCells, importPhotos } from '../fixtures/library-steps.ts';
import { copyPictures, dayFolder, sampleFolder } from '../fixtures/pictures.ts';

test('settings: a processor that was never tested is tested when it is looked at, with a measured speed, and the theme is kept over a restart', async ({
  openApp,
}) => {
  const first = await openApp();
  await openPage(first.page, 'Engines');
  await expect(first.page.getByText(/Computes rightly, .*\d MPix\/s/)).toBeVisible({ timeout: 30_000 });
  await openPage(first.page, 'General');
  await first.page.getByRole('combobox', { name: 'Theme' }).selectOption('Dark');
  await expect(first.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await first.close();

  const { page } = await openApp();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('settings: a photo whose file is gone is found by a check, marked by a repair, and that is undone', async ({
  openApp,
  folder,
}) => {
  const photo = await photoCalled(folder, 'harbour.jpg');
  const app = await openApp();
  const { page } = app;
  await importPhotos(app, [photo]);
  await removeEverywhere(folder, /\.jpg$/);
  await openPage(page, /Library/);
  await page.getByRole('button', { name: 'Check library' }).click();
  const problems = page.getByRole('list', { name: 'Problems that were found' });
  await expect(problems).toContainText(/photo "harbour\.jpg" is missing/);
  await page.getByRole('button', { name: /^Repair/ }).click();
  await expect(page.getByRole('list', { name: 'What was repaired' })).toContainText(/photo/i);
  await page.keyboard.press('Control+1');
  await expect(gridCells(page).first()).toHaveAccessibleName(/missing/i);
  await page.keyboard.press('Control+z');
  await expect(gridCells(page).first()).not.toHaveAccessibleName(/missing/i);
});

test('settings: S-55 a damaged catalog has a screen of its own, and is kept aside when the library is rebuilt', async ({
  openApp,
  folder,
}) => {
  await mkdir(join(folder, 'library'), { recursive: true });
  await writeFile(join(folder, 'library', 'catalog.db'), 'this is no catalog '.repeat(1000));
  const { page } = await openApp();
  await expect(page.getByRole('heading', { name: 'The library does not open' })).toBeVisible();
  await expect(page.getByText('There is no backup of this library.')).toBeVisible();
  await page.getByRole('button', { name: 'Rebuild from files' }).click();
  await expect(page.getByRole('button', { name: 'Two boats' })).toBeVisible({ timeout: 30_000 });
  const files = await readdir(join(folder, 'library'), { recursive: true });
  expect(files.filter((name) => /catalog.*(aside|damaged|replaced)/.test(name))).not.toEqual([]);
});

test('settings: S-61 the disk with the library is pulled out and put back under a running page', async ({
  openApp,
  folder,
}) => {
  const host = await openApp();
  const { page } = host;
  await importPhotos(host, await copyPictures(sampleFolder, join(folder, 'photos'), ['one.jpg', 'two.jpg']));
  const [library, away] = [join(folder, 'library'), join(folder, 'away')];
  await rename(library, away);
  await expect(page.getByRole('heading', { name: 'The disk with your library is gone' })).toBeVisible();
  await expect(page.getByText(library, { exact: true })).toBeVisible();
  await expect(page.getByText('The library is not open')).toHaveCount(0);
  await rm(library, { recursive: true, force: true });
  await rename(away, library);
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(gridCells(page)).toHaveCount(2);
});

test('settings: S-77 the diagnostic report names no folder, no person, no computer and no photo', async ({
  openApp,
  folder,
}) => {
  const app = await openApp();
  await importPhotos(app, [await photoCalled(folder, 'Anna Muster secret.jpg')]);
  await openPage(app.page, 'Advanced');
  await app.page.getByRole('button', { name: 'Make a report' }).click();
  const report = await app.page.getByRole('region', { name: 'Diagnostic report' }).innerText();
  expect(report).toContain('Diptych');
  for (const private_ of [folder, process.cwd(), userInfo().homedir, hostname(), 'Anna', 'secret.jpg'])
    expect(report).not.toContain(private_);
  expect(report.split(/\W+/)).not.toContain(userInfo().username);
  expect(report).not.toMatch(/token=|[\w-]{22,}/);
});

async function openPage(page: Page, name: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+,');
  await page
    .getByRole('navigation', { name: /settings/i })
    .getByRole('button', { name })
    .click();
}

async function photoCalled(folder: string, name: string): Promise<string> {
  const [first] = await readdir(dayFolder);
  await mkdir(join(folder, 'photos'), { recursive: true });
  await copyFile(join(dayFolder, first!), join(folder, 'photos', name));
  return join(folder, 'photos', name);
}

/** Photos that were added by a browser lie in the library, the others where they were. */
async function removeEverywhere(folder: string, name: RegExp): Promise<void> {
  for (const place of ['photos', 'library/photos', 'library/uploads']) {
    const files = await readdir(join(folder, place), { recursive: true }).catch(() => []);
    for (const file of files.filter((one) => name.test(one))) await rm(join(folder, place, file));
  }
}
