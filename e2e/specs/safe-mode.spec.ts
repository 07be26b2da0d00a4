import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { seriousFindings } from '../fixtures/axe.ts';

test('safe mode: S-80 after two failed starts the page offers it, says that it is on, and leaves it', async ({
  folder,
  openApp,
}) => {
  const logs = join(folder, 'library', 'logs');
  await mkdir(logs, { recursive: true });
  for (const number of [1, 2]) await writeFile(join(logs, `start-00000${number}.log`), 'now * opening\n');
  const { page } = await openApp();
  await expect(page.getByRole('heading', { name: 'Diptych did not start twice in a row' })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start in safe mode' }).click();
  await expect(page.getByText(/^Safe mode: work in the queue waits/)).toBeVisible();
  await page.getByRole('button', { name: 'Leave safe mode' }).click();
  await expect(page.getByRole('button', { name: 'Two boats' })).toBeVisible();
  await expect(page.getByText(/^Safe mode/)).toHaveCount(0);
});
