import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { longestTurns } from '../fixtures/loop-log.ts';
import { startTinyTraining } from '../fixtures/training-steps.ts';

test('train: a run is started, watched, paused, continued, published as a style and used on a photo', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(240_000);
  const loopLog = `${folder}/loop.log`;
  const { page } = await openApp({ loopLog });
  await startTinyTraining(page, { name: 'Tiny dusk', steps: 4000 });
  const step = page.getByRole('listitem').filter({ hasText: /^Step [\d,]+ of 4,000$/ });

  await expect(step, 'watched: steps come in').toBeVisible({ timeout: 60_000 });
  await expect(
    page.getByRole('img', { name: /judge photos at step [1-9]/ }),
    'watched: samples',
  ).toBeVisible();
  await expect(page.getByRole('figure'), 'watched: curves').toHaveCount(2);
  const watchedMs = Date.now();

  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByText(/Paused at step/)).toBeVisible({ timeout: 30_000 });
  const pausedAt = Number(
    /step ([\d,]+)/.exec(await page.getByText(/Paused at step/).innerText())![1]!.replace(',', ''),
  );
  expect(pausedAt).toBeGreaterThan(0);

  await page
    .getByRole('button', { name: /^Continue/ })
    .first()
    .click();
  await expect
    .poll(async () => Number((await step.innerText()).replace(',', '').match(/\d+/)![0]), { timeout: 60_000 })
    .toBeGreaterThan(pausedAt + 20);

  await page.getByRole('button', { name: 'Use this checkpoint now' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Tiny style');
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('dialog', { name: 'The style is ready' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();

  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('button', { name: /Tiny dusk Finished/ })).toBeVisible({ timeout: 60_000 });

  const turns = await longestTurns(loopLog, { fromMs: watchedMs, untilMs: Date.now() });
  expect(Math.max(...turns), 'S-71 milliseconds that the core’s event loop was kept').toBeLessThan(50);

  await page.keyboard.press('Control+2');
  await page.getByRole('button', { name: 'White sails' }).click();
  await page.getByRole('button', { name: /^Tiny style/ }).click();
  await expect(page.getByText(/preview · /i)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Translate', exact: true }).last().click();
  await expect(page.getByRole('button', { name: /Tiny style.*100 %/ }).first()).toBeVisible({
    timeout: 60_000,
  });
});
