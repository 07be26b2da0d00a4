import { join } from 'node:path';
import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { seriousFindings } from '../fixtures/axe.ts';
import { writeModel } from '../fixtures/models.ts';
import { startTinyTraining } from '../fixtures/training-steps.ts';

test('trash: a discarded training is seen, restored, and removed for good after one question', async ({
  openApp,
}) => {
  test.setTimeout(120_000);
  const { page } = await openApp();
  await startTinyTraining(page, { name: 'Tiny dusk', steps: 3 });
  await expect(page.getByRole('button', { name: /Tiny dusk Finished/ })).toBeVisible({ timeout: 60_000 });
  const discard = page.getByRole('button', { name: 'Discard', exact: true });
  await discard.click();
  await page.getByRole('button', { name: 'Trash (1)' }).click();
  expect(await seriousFindings(page)).toEqual([]);
  const list = page.getByRole('list', { name: 'Discarded trainings' });
  await expect(list.getByRole('listitem')).toHaveText(/Tiny dusk.*Finished · step 3 of 3/);
  await list.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('The trash is empty')).toBeVisible();
  await page.getByRole('button', { name: /Tiny dusk Finished/ }).click();
  await discard.click();

  await page.keyboard.press('Control+,');
  await page
    .getByRole('main')
    .getByRole('button', { name: /Library/ })
    .first()
    .click();
  await expect(page.getByRole('row', { name: /Discarded trainings in the trash/ })).toBeVisible();

  await page.keyboard.press('Control+3');
  await page.getByRole('button', { name: 'Trash (1)' }).click();
  await page.getByRole('button', { name: 'Empty trash…' }).click();
  const question = page.getByRole('dialog', { name: 'Empty the trash?' });
  await expect(question.getByText(/^1 training \([\d.]+ [kM]B\) will be gone for good/)).toBeVisible();
  await question.getByRole('button', { name: 'Empty trash' }).click();
  await expect(page.getByText(/1 training removed for good, .* freed/)).toBeVisible();
  await expect(page.getByText('The trash is empty')).toBeVisible();
});

test('trash: a model is removed for good with its file, a built-in one stays', async ({
  openApp,
  folder,
}) => {
  const { page, answerDialog } = await openApp();
  await page.keyboard.press('Control+5');
  await page.getByRole('button', { name: /^Import/ }).click();
  await answerDialog([await writeModel(join(folder, 'look.onnx'))]);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(dialog).toContainText('CycleGAN generator', { timeout: 30_000 });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Evening light');
  await dialog.getByRole('textbox', { name: /^Licence/ }).fill('CC0-1.0');
  await dialog.getByRole('button', { name: 'Add' }).click();
  const cards = page.getByRole('list', { name: /^Models/ }).getByRole('button');
  await expect(cards).toHaveCount(2);
  for (const left of [1, 0]) {
    await cards.last().click();
    await page.keyboard.press('Delete');
    await expect(cards).toHaveCount(left);
  }
  await page.getByRole('button', { name: 'Trash', exact: true }).click();
  await expect(cards).toHaveCount(2);
  await page.getByRole('button', { name: 'Empty trash…' }).click();
  await expect(dialog.getByText(/^1 model \([\d.]+ [kM]B\) will be gone for good/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Empty trash' }).click();
  await expect(cards).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Empty trash…' })).toBeDisabled();
});

test('trash: a dataset is renamed, and that is undone', async ({ openApp }) => {
  const { page } = await openApp();
  await page.keyboard.press('Control+3');
  await page
    .getByRole('button', { name: /sample set/i })
    .first()
    .click();
  await page.getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: /Rename/ }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('My evenings');
  await page.keyboard.press('Enter');
  const sets = page.getByRole('navigation', { name: 'Trainings and datasets' });
  await expect(sets.getByRole('button', { name: /^My evenings/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(sets.getByRole('button', { name: /^My evenings/ })).toBeHidden();
  await expect(page.getByText(/^Undone: Rename/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Day and dusk' })).toBeVisible();
  await expect(page.getByText(/D-SET-005/)).toBeHidden();
});
