import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { seriousFindings } from '../fixtures/axe.ts';
import { gridCells, importPhotos } from '../fixtures/library-steps.ts';
import { fillTrash } from '../fixtures/many-photos.ts';
import { writeModel } from '../fixtures/models.ts';
import { copyPictures, sampleFolder } from '../fixtures/pictures.ts';
import { startTinyTraining } from '../fixtures/training-steps.ts';

/** Where the trash of the system lies for an app that a spec opens. */
function systemTrash(folder: string): { readonly files: string; readonly info: string } {
  const trash = join(folder, 'home', 'data', 'Trash');
  return { files: join(trash, 'files'), info: join(trash, 'info') };
}

async function openSettings(page: Page, name: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('main').getByRole('button', { name }).first().click();
}

test('trash: a discarded training is seen, restored, and moved to the trash of the system after one question', async ({
  openApp,
  folder,
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
  await expect(
    question.getByText(/^1 training \([\d.]+ [kM]B\) will be removed.* go to this computer's trash/),
  ).toBeVisible();
  await question.getByRole('button', { name: 'Empty trash' }).click();
  await expect(
    page.getByText(/1 training removed. 1 folder \(.*\) is in this computer's trash/),
  ).toBeVisible();
  await expect(page.getByText('The trash is empty')).toBeVisible();
  const trash = systemTrash(folder);
  expect(await readdir(trash.files)).toEqual(['Tiny dusk']);
  expect(await readdir(join(trash.files, 'Tiny dusk'))).toContain('losses.jsonl');
});

test('trash: a model is removed and its file deleted for good where that is set, a built-in one stays', async ({
  openApp,
  folder,
}) => {
  const { page, answerDialog } = await openApp();
  await openSettings(page, /Library/);
  await page.getByRole('combobox', { name: 'When a trash is emptied' }).selectOption('Delete for good');
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
  await expect(
    dialog.getByText(/^1 model \([\d.]+ [kM]B\) .* gone for good, as is set under Settings/),
  ).toBeVisible();
  await dialog.getByRole('button', { name: 'Empty trash' }).click();
  await expect(cards).toHaveCount(1);
  await expect(page.getByText(/1 model removed. 1 file \(.*\) is deleted for good\./)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Empty trash…' })).toBeDisabled();
  await expect(readdir(systemTrash(folder).files)).rejects.toThrow(/ENOENT/);
});

test('trash: S-35 a copied photo lies in the trash of the system with its bytes, the original where it was (F5)', async ({
  openApp,
  folder,
}) => {
  const [photo] = await copyPictures(sampleFolder, join(folder, 'photos'), ['Möwe 50 %.jpg']);
  const original = await readFile(photo!);
  const first = await openApp();
  await openSettings(first.page, 'General');
  await first.page
    .getByRole('combobox', { name: 'Photos that are added' })
    .selectOption('Are copied into the library');
  await importPhotos(first, [photo!]);
  await gridCells(first.page).first().click();
  await first.page.keyboard.press('Delete');
  await expect(gridCells(first.page)).toHaveCount(0);
  await first.close();

  const { page } = await openApp();
  await openSettings(page, /Library/);
  const setting = page.getByRole('combobox', { name: 'When a trash is emptied' });
  await expect(setting).toHaveValue('system-trash');
  await page.keyboard.press('Control+1');
  await page.getByRole('button', { name: /^Trash/ }).click();
  await page.getByRole('button', { name: 'Empty trash…' }).click();
  const question = page.getByRole('dialog', { name: 'Empty the trash?' });
  await expect(question.getByText(/^1 photo will be removed.* go to this computer's trash/)).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Tab');
  await question.getByRole('button', { name: 'Empty trash' }).press('Enter');
  await expect(page.getByText(/1 photo removed. 1 file \(.*\) is in this computer's trash/)).toBeVisible();
  const { files, info } = systemTrash(folder);
  expect(await readdir(files)).toEqual(['Möwe 50 %.jpg']);
  expect((await readFile(join(files, 'Möwe 50 %.jpg'))).equals(original)).toBe(true);
  const note = await readFile(join(info, 'Möwe 50 %.jpg.trashinfo'), 'utf8');
  expect(note).toMatch(
    /^\[Trash Info\]\nPath=.*\/library\/photos\/\w\w\/M%C3%B6we%2050%20%25\.jpg\nDeletionDate=/,
  );
  expect((await readFile(photo!)).equals(original)).toBe(true);
});

test('trash: emptying thousands of photos shows how far it is; cancelled, the rest stays in the trash', async ({
  openApp,
  folder,
}) => {
  await fillTrash(join(folder, 'library'), 3000);
  const { page } = await openApp();
  await page.keyboard.press('Control+1');
  await page.getByRole('button', { name: 'Trash 3,000' }).click();
  await page.getByRole('button', { name: 'Empty trash…' }).click();
  // As soon as it can be pressed: the machine may be fast.
  await page.evaluate(() => {
    const press = (): void =>
      document
        .querySelector('[aria-label="Emptying the trash"]')
        ?.closest('.work')
        ?.querySelector('button')
        ?.click();
    new MutationObserver(press).observe(document.body, { childList: true, subtree: true });
  });
  await page.getByRole('dialog').getByRole('button', { name: 'Empty trash' }).click();
  await expect(page.getByText(/^Stopped( after about [\d,]+ of 3,000 photos:|\.)/)).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Emptying the trash' })).toBeHidden();
  await expect(async () => {
    const moved = (await readdir(systemTrash(folder).files)).length;
    expect(moved).toBeLessThan(3000);
    const left = new Intl.NumberFormat('en').format(3000 - moved);
    expect(await page.getByRole('button', { name: `Trash ${left}` }).count()).toBe(1);
  }).toPass(); // what was being moved is moved still
});

test('trash: without a trash of the system the question and the message say that copies are gone for good', async ({
  openApp,
  folder,
}) => {
  const [photo] = await copyPictures(sampleFolder, join(folder, 'photos'), ['sea.jpg']);
  const noPlace = join(folder, 'a-file');
  await writeFile(noPlace, '');
  const host = await openApp({ environment: { XDG_DATA_HOME: noPlace } });
  const { page } = host;
  await openSettings(page, 'General');
  await page
    .getByRole('combobox', { name: 'Photos that are added' })
    .selectOption('Are copied into the library');
  await importPhotos(host, [photo!]);
  await gridCells(page).first().click();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: /^Trash 1/ }).click();
  await page.getByRole('button', { name: 'Empty trash…' }).click();
  const question = page.getByRole('dialog', { name: 'Empty the trash?' });
  await expect(question.getByText(/gone for good, because this computer's trash cannot take/)).toBeVisible();
  await question.getByRole('button', { name: 'Empty trash' }).click();
  await expect(
    page.getByText(/1 file \(.*\) is deleted for good: this computer's trash did not/),
  ).toBeVisible();
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
