import { join } from 'node:path';
import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { seriousFindings } from '../fixtures/axe.ts';
import { gridCells, importPhotos } from '../fixtures/library-steps.ts';
import { copyPictures, sampleFolder } from '../fixtures/pictures.ts';

test('recipe: F6 how one photo was made is copied and pasted on others, by keyboard, and can be undone', async ({
  openApp,
  folder,
}) => {
  const names = ['one.jpg', 'two.jpg', 'three.jpg'];
  const host = await openApp();
  const { page } = host;
  await importPhotos(host, await copyPictures(sampleFolder, join(folder, 'photos'), names));

  await gridCells(page).first().click();
  await page.keyboard.press('Control+c');
  await expect(page.getByText('This photo shows its original.')).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByText(/preview · /i)).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: /Day and dusk.*90 %/ }).first()).toBeVisible({
    timeout: 60_000,
  });

  await page.keyboard.press('Control+1');
  await expect(gridCells(page)).toHaveCount(3);
  await page.keyboard.press('Control+c');
  await expect(page.getByText('Copied the recipe: Day and dusk, 90 %.')).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.getByRole('toolbar', { name: 'Chosen photos' }).getByTitle('Recipe').click();
  await expect(page.getByRole('menuitem', { name: 'Paste: Day and dusk, 90 %' })).toBeEnabled();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+V');
  await expect(page.getByRole('button', { name: 'Translated 3' })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Translated 1' })).toBeVisible();

  // Of the others, none has a style of its own: with the strength alone they stay as they are.
  await page.keyboard.press('Control+Alt+v');
  const dialog = page.getByRole('dialog', { name: 'Paste on 3 photos' });
  await expect(dialog.getByLabel('Style and direction')).toBeFocused();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Space');
  await expect(dialog.getByRole('status')).toContainText('keeps its own style');
  await page.keyboard.press('Enter');
  await expect(page.getByText('strength 90 %. 2 photos without a style left as before.')).toBeVisible();
  await page.keyboard.press('Escape');
});
