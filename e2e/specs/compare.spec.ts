import { expect, type Page } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { gridCells } from '../fixtures/library-steps.ts';

test('compare: by keyboard, without a jump, and where one looks stays when the look changes (E1 to E5)', async ({
  openApp,
}) => {
  const { page } = await openApp();
  await page.getByRole('button', { name: 'Two boats' }).click();
  await expect(page.getByText(/preview · /i)).toBeVisible({ timeout: 30_000 });

  const divider = page.getByRole('slider', { name: /^Divider between Original/ });
  await divider.focus();
  for (const [key, percent] of [
    ['ArrowLeft', 49],
    ['Shift+ArrowRight', 59],
    ['Home', 0],
    ['End', 100],
  ] as const) {
    await page.keyboard.press(key);
    await expect(divider).toHaveAttribute('aria-valuetext', new RegExp(`^${percent} % Original`));
  }

  const places = await layers(page);
  await page.keyboard.down(' ');
  await expect(page.locator('.layer').last()).toHaveCSS('opacity', '0');
  expect(await layers(page)).toEqual(places);
  await page.keyboard.up(' ');
  await expect(page.locator('.layer').last()).toHaveCSS('opacity', '1');

  await page.keyboard.press('s');
  await expect(page.getByRole('button', { name: /^Swap/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('slider', { name: 'Divider between Day and dusk and Original' })).toBeVisible();
  await page.keyboard.press('s');
  for (const mode of ['Side by side', 'Flicker', 'Single', 'Slider']) {
    await page.keyboard.press('\\');
    await expect(page.getByRole('radio', { name: mode })).toBeChecked();
  }

  await divider.blur();
  await page.keyboard.press('z');
  await page.keyboard.press('Shift+ArrowLeft');
  const closeUp = await layers(page);
  expect(closeUp).not.toEqual(places);
  await page.keyboard.press('r');
  await expect(page.getByText('Dusk → Day').last()).toBeVisible();
  expect(await layers(page)).toEqual(closeUp);
});

test('clipboard: a copied result is pasted as a photo (A4)', async ({ openApp }) => {
  const { page } = await openApp();
  await page.getByRole('button', { name: 'Two boats' }).click();
  await expect(page.getByText(/preview · /i)).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Control+Shift+C');
  await expect(page.getByText('Copied: Day and dusk')).toBeVisible();
  await page.keyboard.press('Control+1');
  const samples = 6; // they came with the one that was chosen
  await expect(gridCells(page)).toHaveCount(samples);
  await page.keyboard.press('Control+v');
  await expect(gridCells(page)).toHaveCount(samples + 1, { timeout: 30_000 });
});

/** Where the pictures lie, and how large they are. */
async function layers(page: Page): Promise<readonly unknown[]> {
  return page
    .locator('.layer')
    .evaluateAll((all) => all.map((layer) => JSON.stringify(layer.getBoundingClientRect())));
}
