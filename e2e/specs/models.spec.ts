import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import type { Host } from '../fixtures/host.ts';
import { dropOn } from '../fixtures/drop-steps.ts';
import { writeForeign, writeModel, writePackage, writeWeights } from '../fixtures/models.ts';

test('models: a file is looked at, named under a licence, and is one model however often it comes (S-51)', async ({
  openApp,
  folder,
}) => {
  const model = await writeModel(join(folder, 'look.onnx'));
  const host = await openApp();
  const { page } = host;
  await page.keyboard.press('Control+5');
  const cards = page.getByRole('list', { name: 'Models' }).getByRole('listitem');
  await expect(cards).toHaveCount(1);

  await lookAt(host, model);
  const dialog = page.getByRole('dialog', { name: 'Import a model' });
  await expect(dialog.getByText('3 channels')).toHaveCount(2);
  await expect(dialog.getByRole('img', { name: 'Test picture, translated' })).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Evening light');
  await expect(dialog.getByRole('button', { name: 'Add' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: /^Licence/ }).fill('CC0-1.0');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(cards).toHaveCount(2);
  await expect(page.getByRole('heading', { name: 'Evening light' })).toBeVisible();

  await lookAt(host, model);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Another name');
  await dialog.getByRole('textbox', { name: /^Licence/ }).fill('MIT');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog).toBeHidden();
  await expect(cards).toHaveCount(2);
  await expect(page.getByText('Another name')).toBeHidden();
});

test('models: one is renamed, exported with its check, trashed and brought back', async ({
  openApp,
  folder,
}) => {
  const host = await openApp();
  const { page } = host;
  await page.keyboard.press('Control+5');
  await lookAt(host, await writeModel(join(folder, 'look.onnx')));
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Evening light');
  await dialog.getByRole('textbox', { name: /^Licence/ }).fill('CC0-1.0');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('button', { name: /^Evening light/ }).focus();

  await page.keyboard.press('F2');
  await dialog.getByRole('textbox').fill('Late light');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Late light' })).toBeVisible();
  await page.keyboard.press('Control+e');
  await expect(page.getByText(/Late light\.a-to-b\.onnx.*Checked: other programs get/)).toBeVisible({
    timeout: 30_000,
  });
  await page.getByRole('button', { name: /^Late light/ }).focus();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('button', { name: /^Late light/ })).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: /^Late light/ })).toBeVisible();
});

test('models: a package is known by what it holds, becomes one style of both ways, and goes out again (H9)', async ({
  openApp,
  folder,
}) => {
  const { page } = await openApp();
  await page.keyboard.press('Control+5');
  const dialog = page.getByRole('dialog', { name: 'Import a model' });
  const broken = join(folder, 'broken.txt');
  const bytes = await readFile(await writePackage(join(folder, 'holiday.txt')));
  await writeFile(broken, bytes.subarray(0, bytes.length / 2));
  await dropOn(page, { files: [broken] });
  await expect(dialog.getByRole('alert')).toContainText('D-MOD-004', { timeout: 30_000 });
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await dropOn(page, { files: [join(folder, 'holiday.txt')] });
  await expect(dialog).toContainText('package of a CycleGAN generator', { timeout: 30_000 });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Blue hour');
  await expect(dialog.getByRole('textbox', { name: /^Licence/ })).toHaveValue('CC-BY-4.0');
  await expect(dialog.getByRole('textbox', { name: 'Notes' })).toHaveValue(/For harbours.*6,744 steps/s);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('heading', { name: 'Blue hour' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Blue hour/ })).toContainText('noon ⇄ blue hour');

  await page.keyboard.press('Control+Shift+e');
  await expect(page.getByText(/Blue hour\.diptych is being saved/)).toBeVisible({ timeout: 30_000 });
  const packages = join(folder, 'library', 'cache', 'packages');
  const [packed = ''] = await readdir(packages);
  await dropOn(page, { files: [join(packages, packed)] });
  await expect(dialog.getByRole('img', { name: 'Sample 2 of its maker, translated' })).toBeVisible({
    timeout: 30_000,
  });
});

test('models: weights alone become a style, and a file that would run a program is refused by name (H2, H5)', async ({
  openApp,
  folder,
}) => {
  const { page } = await openApp();
  await page.keyboard.press('Control+5');
  const dialog = page.getByRole('dialog', { name: 'Import a model' });
  await writeFile(join(folder, 'nice.jpg'), Buffer.from('\x80\x02cposix\nsystem\n.', 'latin1'));
  await dropOn(page, { files: [join(folder, 'nice.jpg')] });
  await expect(dialog.getByRole('alert')).toContainText('posix.system', { timeout: 30_000 });
  await expect(dialog.getByRole('alert')).toContainText('D-MOD-006');
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await dropOn(page, { files: [await writeWeights(join(folder, 'zebras.pt'))] });
  await expect(dialog).toContainText('safetensors weights of a ResNet generator: 4 filters', {
    timeout: 30_000,
  });
  await expect(dialog.getByRole('img', { name: 'Test picture, translated' })).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('zebras');
  await dialog.getByRole('textbox', { name: /^Licence/ }).fill('BSD');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('heading', { name: 'zebras' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^zebras/ })).toContainText('imported · BSD');
});

test('models: a network of another program is tried with values that can be chosen, or its operators are told (H3)', async ({
  openApp,
  folder,
}) => {
  const { page } = await openApp();
  await page.keyboard.press('Control+5');
  const dialog = page.getByRole('dialog', { name: 'Import a model' });
  await dropOn(page, { files: [await writeForeign(join(folder, 'warp'), 'GridSample')] });
  await expect(dialog.getByRole('alert')).toContainText('GridSample', { timeout: 30_000 });
  await expect(dialog).toContainText('Not supported');
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await dropOn(page, { files: [await writeForeign(join(folder, 'dim.onnx'), 'Mul')] });
  const values = dialog.getByRole('combobox', { name: /black and white/ });
  await expect(values).toHaveValue('bytes', { timeout: 30_000 });
  await dialog.getByRole('textbox', { name: /^Licence/ }).fill('MIT');
  await values.selectOption('0 to 1');
  await expect(values).toHaveValue('unit', { timeout: 30_000 });
  await expect(dialog.getByRole('textbox', { name: /^Licence/ })).toHaveValue('MIT');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('heading', { name: 'dim' })).toBeVisible();
});

async function lookAt({ page, answerDialog }: Host, model: string): Promise<void> {
  await page.getByRole('button', { name: /^Import/ }).click();
  await answerDialog([model]);
  await page.getByRole('dialog').getByRole('button', { name: 'Choose a file…' }).click();
  await expect(page.getByRole('dialog')).toContainText('CycleGAN generator', { timeout: 30_000 });
}
