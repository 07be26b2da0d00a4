import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';

test('train: S-67 the sample set shows what it waits for, can be cancelled, and opens when it is there', async ({
  openApp,
}) => {
  const { page } = await openApp();
  await page.getByRole('button', { name: 'Queue' }).first().click();
  await page.getByRole('button', { name: 'Hold the queue' }).click();
  await page.keyboard.press('Control+3');
  await page.getByRole('button', { name: 'Try with the sample set' }).click();
  const training = page.getByRole('region', { name: 'Training' });
  await expect(training.getByRole('progressbar', { name: 'Import Day and dusk' })).toBeVisible();
  await training.getByRole('button', { name: 'Cancel' }).click();
  await expect(training.getByText('Nothing was changed.')).toBeVisible();
  await training.getByRole('button', { name: 'Choose again' }).click();
  await training.getByRole('button', { name: 'Try with the sample set instead' }).click();
  await expect(training.getByRole('progressbar', { name: 'Import Day and dusk' })).toBeVisible();
  await page.getByRole('button', { name: 'Let the queue go on' }).click();
  await expect(training.getByRole('grid', { name: 'Pictures of side A' })).toBeVisible({ timeout: 30_000 });
});
