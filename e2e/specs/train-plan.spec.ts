import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { copyPictures, dayFolder, duskFolder } from '../fixtures/pictures.ts';
import { startTinyTraining } from '../fixtures/training-steps.ts';

test('train: two folders of one’s own become a dataset, pictures are left out, and the next version is frozen', async ({
  openApp,
  folder,
}) => {
  await copyPictures(dayFolder, `${folder}/fields`, 8);
  await copyPictures(duskFolder, `${folder}/nights`, 8);
  const { page, answerDialog } = await openApp();
  await page.keyboard.press('Control+3');
  await page.getByRole('button', { name: 'Choose two folders' }).click();
  for (const [side, pictures] of [
    ['A', 'fields'],
    ['B', 'nights'],
  ] as const) {
    await answerDialog([`${folder}/${pictures}`]);
    await page.getByRole('button', { name: `Choose folder ${side}…` }).click();
    await expect(page.getByRole('region', { name: `Side ${side}` })).toContainText(pictures);
  }
  await page.getByRole('button', { name: 'Check and freeze' }).click();
  await page.getByRole('button', { name: 'Look at the pictures' }).click({ timeout: 30_000 });
  await page.getByRole('grid', { name: 'Pictures of side A' }).getByRole('gridcell').nth(1).click();
  await page.keyboard.press('x');
  await page.getByRole('button', { name: /Freeze as v2/ }).click();
  await expect(page.getByText(/Dataset v2 · 7 \+ 8 pictures/)).toBeVisible({ timeout: 30_000 });
});

test('train: a probe measures what a plan costs on this machine', async ({ openApp }) => {
  test.setTimeout(240_000);
  const { page } = await openApp();
  await page.keyboard.press('Control+3');
  await page
    .getByRole('button', { name: /sample set/i })
    .first()
    .click();
  await page.getByRole('tab', { name: 'Plan' }).click();
  await page.getByRole('button', { name: 'Measure on this machine' }).click();
  await expect(page.getByRole('radio', { name: /Quick look.*measured/ })).toBeVisible({ timeout: 200_000 });
});

test('train: a discarded run comes back by undo', async ({ openApp }) => {
  const { page } = await openApp();
  await startTinyTraining(page, { name: 'Not wanted', steps: 4000 });
  await expect(page.getByRole('img', { name: /judge photos at step [1-9]/ })).toBeVisible({
    timeout: 60_000,
  });
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByText(/Paused at step/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('button', { name: /^Not wanted/ })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: /^Not wanted/ })).toBeVisible();
});
