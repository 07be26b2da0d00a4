import { expect, type Page } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { fillLibrary, views } from '../fixtures/screens.ts';
import { startTinyTraining } from '../fixtures/training-steps.ts';

/** Counts what the page asks of the core from now on. */
async function countQuestions(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let questions = 0;
  session.on('Network.webSocketFrameSent', () => questions++);
  return () => questions;
}

test('idle: while nothing changes no screen asks the core anything', async ({ openApp }) => {
  test.setTimeout(240_000);
  const { page } = await openApp();
  await fillLibrary(page);
  const questions = await countQuestions(page);
  const askedInASecond = async (): Promise<number> => {
    const before = questions();
    await page.waitForTimeout(1000);
    return questions() - before;
  };
  for (const { name, open } of views) {
    await open(page);
    // What it needs to be shown it may ask for; one that asks without end never falls silent.
    await expect.poll(askedInASecond, { message: name, intervals: [0] }).toBe(0);
    await page.keyboard.press('Escape');
  }
});

test('idle: watching a training asks for little more than what it tells', async ({ openApp }) => {
  const { page } = await openApp();
  await startTinyTraining(page, { name: 'Watched', steps: 4000 });
  await expect(page.getByRole('img', { name: /judge photos at step [1-9]/ })).toBeVisible({
    timeout: 60_000,
  });
  const questions = await countQuestions(page);
  await page.waitForTimeout(3000);
  expect(questions()).toBeLessThan(60);
});
