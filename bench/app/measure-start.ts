import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { openPage, scriptBytes } from './browser.ts';
import { timed, type Figure } from './figure.ts';
import { arePhotosShown, isStartShown } from './in-page.ts';
import { startServer } from './start-server.ts';

const isUsable = { fresh: isStartShown, large: arePhotosShown };

/** From the command to its address, and from there to a page that can be used. */
export async function measureStart(
  browser: Browser,
  trials: number,
  { largeLibrary, scratch }: { readonly largeLibrary: string; readonly scratch: string },
): Promise<readonly Figure[]> {
  const start: number[] = [];
  const pages = { fresh: [] as number[], large: [] as number[] };
  const heaps: number[] = [];
  for (let trial = 0; trial < trials; trial++)
    for (const kind of ['fresh', 'large'] as const) {
      const library =
        kind === 'large' ? largeLibrary : join(await mkdtemp(join(scratch, 'fresh-')), 'library');
      const server = await startServer(library, scratch);
      try {
        if (kind === 'fresh') start.push(server.startMs);
        const opened = Promise.withResolvers<Awaited<ReturnType<typeof openPage>>>();
        pages[kind].push(
          await timed(async () => {
            const page = await openPage(browser, server.address);
            await page.waitForFunction(isUsable[kind], undefined, { polling: 'raf' });
            opened.resolve(page);
          }),
        );
        const page = await opened.promise;
        if (kind === 'large') heaps.push((await scriptBytes(page)) / 1e6);
        await page.context().close();
      } finally {
        await server.close();
      }
    }
  return [
    { what: '`diptych serve` to its address', unit: 'ms', values: start },
    {
      what: 'address to usable page, new library',
      unit: 'ms',
      values: pages.fresh,
      target: { atMost: 2000 },
    },
    {
      what: 'address to first photos, 100,000 photos',
      unit: 'ms',
      values: pages.large,
      target: { atMost: 2000 },
    },
    { what: 'memory of the page at 100,000 photos', unit: 'MB', values: heaps },
  ];
}
