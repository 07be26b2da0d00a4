import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';
import { seriousFindings } from '../fixtures/axe.ts';
import { fillLibrary, views } from '../fixtures/screens.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`accessibility: axe finds nothing serious or critical on any screen (${colorScheme})`, async ({
    openApp,
  }) => {
    test.setTimeout(240_000);
    const { page } = await openApp({ colorScheme });
    const found: Record<string, readonly string[]> = { start: await seriousFindings(page) };
    await fillLibrary(page);
    for (const { name, open } of views) {
      await open(page);
      await page.waitForLoadState('networkidle');
      found[name] = await seriousFindings(page);
      await page.keyboard.press('Escape');
    }
    expect(Object.entries(found).filter(([, findings]) => findings.length > 0)).toEqual([]);
    expect(Object.keys(found)).toHaveLength(views.length + 1);
  });
}
