import { join } from 'node:path';
import type { Browser } from 'playwright';
import { libraryFolder } from '../../core/services/library-folder.ts';
import { openBrowser, openPage } from './browser.ts';
import { connectToCore } from './core-client.ts';
import type { Figure } from './figure.ts';
import { measureCatalog } from './measure-catalog.ts';
import { measureGrid } from './measure-grid.ts';
import { measureLoop } from './measure-loop.ts';
import { measurePreview } from './measure-preview.ts';
import { measureStart } from './measure-start.ts';
import { prepareLibrary } from './prepare-library.ts';
import { scriptKilobytes } from './script-size.ts';
import { startServer } from './start-server.ts';

export const parts = ['script', 'start', 'preview', 'catalog', 'grid', 'loop'] as const;
export type Part = (typeof parts)[number];

interface AppBench {
  readonly only: readonly Part[];
  readonly trials: number;
  readonly photos: number;
  /** How long the core is watched while a training runs. */
  readonly seconds: number;
  readonly scratch: string;
}

/** All parts in turn; each says on standard error that it begins. */
export async function measureApp(bench: AppBench): Promise<readonly Figure[]> {
  const { only, trials, scratch } = bench;
  const largeLibrary = join(scratch, 'library');
  if (only.some((part) => ['start', 'catalog', 'grid', 'loop'].includes(part)))
    await prepareLibrary(largeLibrary, bench.photos);
  const browser = await openBrowser();
  const measures: Readonly<Record<Part, () => Promise<readonly Figure[]>>> = {
    script: async () => [
      {
        what: 'script of the page, gzip',
        unit: 'KB',
        values: [await scriptKilobytes()],
        target: { atMost: 350 },
      },
    ],
    start: () => measureStart(browser, trials, { largeLibrary, scratch }),
    preview: () => measurePreview(trials, scratch),
    catalog: () => measureCatalog(libraryFolder(largeLibrary).catalog, trials),
    grid: () => onLibrary(bench, browser, largeLibrary, 'grid'),
    loop: () => onLibrary(bench, browser, largeLibrary, 'loop'),
  };
  try {
    const figures: Figure[] = [];
    for (const part of parts.filter((one) => only.includes(one))) {
      console.error(part);
      figures.push(...(await measures[part]()));
    }
    return figures;
  } finally {
    await browser.close();
  }
}

async function onLibrary(
  { trials, seconds, scratch }: AppBench,
  browser: Browser,
  library: string,
  part: 'grid' | 'loop',
): Promise<readonly Figure[]> {
  const server = await startServer(library, scratch);
  const core = await connectToCore(server.address);
  try {
    const page = await openPage(browser, server.address);
    await page.locator('[role=gridcell] img.loaded').first().waitFor();
    return part === 'grid' ? await measureGrid(page, trials) : await measureLoop(server, core, page, seconds);
  } finally {
    core.close();
    await server.close();
  }
}
