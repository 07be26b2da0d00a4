import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { gridCells, importPhotos } from '../fixtures/library-steps.ts';
import { copyPictures, dayFolder } from '../fixtures/pictures.ts';
import { startTinyTraining } from '../fixtures/training-steps.ts';

const steps = 2500;

for (const colorScheme of ['light', 'dark'] as const) {
  test(`manual: pictures of the app, ${colorScheme}`, async ({ openApp, folder }) => {
    const host = await openApp({ colorScheme });
    const { page } = host;
    const take = async (name: string): Promise<void> => {
      await page.mouse.move(0, 0);
      await page.waitForLoadState('networkidle');
      await arePicturesShown(page);
      await page.screenshot({
        path: join('docs', 'manual', colorScheme, `${name}.jpg`),
        type: 'jpeg',
        quality: 82,
      });
    };
    await take('01-start');
    await page.getByRole('button', { name: 'Meadow path' }).click();
    await expect(page.getByText(/preview · /i)).toBeVisible({ timeout: 30_000 });
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('button', { name: /Day and dusk.*100 %/ }).first()).toBeVisible({
      timeout: 90_000,
    });
    await page.getByRole('button', { name: 'Got it' }).click();
    await expect(page.getByRole('button', { name: 'Got it' })).toHaveCount(0);
    await take('02-translate');
    await page.getByRole('radio', { name: 'Side by side' }).click({ force: true });
    await take('03-compare');
    await importPhotos(host, await copyPictures(dayFolder, join(folder, 'Old town'), 12));
    await expect(gridCells(page)).toHaveCount(18, { timeout: 20_000 });
    await rate(page);
    await page.keyboard.press('i');
    await expect(page.getByRole('complementary', { name: 'Info' }).getByText('Checksum')).toBeVisible();
    await take('04-library');
    await page.keyboard.press('i');
    await page.keyboard.press('Control+2');
    await page.getByRole('heading', { name: 'Options' }).waitFor();
    await page.keyboard.press('Control+e');
    await expect(page.getByRole('dialog').getByText(/meadow-path.*\.jpg/)).toBeVisible();
    await take('05-export');
    await page.keyboard.press('Escape');
    await startTinyTraining(page, { name: 'Evening mood', steps, size: 64, filters: 8 });
    await expect(page.getByRole('heading', { name: 'Evening mood' })).toBeVisible({ timeout: 30_000 });
    await page.getByRole('tab', { name: 'Data' }).click();
    await expect(page.getByRole('grid', { name: 'Pictures of side B' }).locator('img').nth(8)).toBeVisible();
    await take('06-train-data');
    await page.getByRole('tab', { name: 'Plan' }).click();
    await expect(page.getByRole('radio', { name: /Quick look/ })).toBeVisible();
    await expect(page.getByText('Checking…')).toHaveCount(0);
    await take('07-train-plan');
    await page.getByRole('tab', { name: 'Live' }).click();
    // Far enough that the judge photos show something.
    const late = new RegExp(`step 1,[3-9]\\d\\d of ${steps.toLocaleString('en')}`);
    await expect(page.getByText(late).first()).toBeVisible({ timeout: 300_000 });
    await take('08-train-live');
    await page.keyboard.press('Control+j');
    await take('09-queue');
    await page.keyboard.press('Control+j');
    await page.keyboard.press('Control+5');
    await page.getByText('Day and dusk').first().click();
    await expect(page.getByRole('heading', { name: 'Card' })).toBeVisible();
    await take('10-models');
    await page.keyboard.press('Control+,');
    await page
      .getByRole('main')
      .getByText(/^Engines/)
      .first()
      .click();
    await expect(page.getByText(/Computes rightly/)).toBeVisible({ timeout: 60_000 });
    await take('11-settings');
    await page.keyboard.press('Control+k');
    await take('12-palette');
  });
}

/** Pictures come in after the page is there. */
async function arePicturesShown(page: Page): Promise<void> {
  const areLoaded = (): boolean => Array.from(document.images).every(({ complete }) => complete);
  await page.waitForFunction(areLoaded);
}

/** Some stars, so that the grid looks lived in. */
async function rate(page: Page): Promise<void> {
  const cells = gridCells(page);
  for (const [index, stars] of [4, 5, 3].entries()) {
    await cells.nth(index * 2).click();
    await page.keyboard.press(String(stars));
  }
}
