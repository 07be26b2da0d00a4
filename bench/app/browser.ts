import { chromium, type Browser, type Page } from 'playwright';
import { chromiumArguments, findChromium } from '../../scripts/find-chromium.ts';

/** A Chromium that tells exactly how much memory its pages take. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('There is no Chromium on this machine. Install it, or name it in $CHROMIUM.');
  const args = [...chromiumArguments, '--enable-precise-memory-info'];
  return chromium.launch({ executablePath, args });
}

/** A page of its own profile, so that nothing is cached. */
export async function openPage(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(address, { waitUntil: 'commit' });
  return page;
}

/** Memory that the page's scripts hold, in bytes, after what is not needed any more has been let go. */
export async function scriptBytes(page: Page): Promise<number> {
  await page.requestGC();
  return page.evaluate(
    () =>
      (performance as unknown as { readonly memory: { readonly usedJSHeapSize: number } }).memory
        .usedJSHeapSize,
  );
}
