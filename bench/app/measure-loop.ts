import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright';
import type { CoreConnection } from './core-client.ts';
import type { Figure } from './figure.ts';
import type { Server } from './start-server.ts';

const options = { size: 64, filters: 8, blocks: 2, steps: 1_000_000 };
const browsing = ['holiday', 'zur', 'camera:nikon', '', 'img 7', 'made:none', ''];

/** Between two things that a quick hand does. */
const handMs = 150;

/** What keeps the core from answering while a training runs and somebody looks at photos, rates and searches. */
export async function measureLoop(
  server: Server,
  core: CoreConnection,
  page: Page,
  seconds: number,
): Promise<readonly Figure[]> {
  const { client } = core;
  const { name, jobId } = await client.datasets.addSample();
  if (jobId !== null) await core.finished(jobId);
  const run = await client.training.start({ name: 'Bench', dataset: name, method: 'cyclegan', options });
  await untilStep(core, run.id, 1);
  const fromMs = Date.now();
  await browse(core, page, fromMs + seconds * 1000);
  const untilMs = Date.now();
  await client.training.discard({ runId: run.id });
  const watched = server.loop().filter(({ atMs }) => atMs > fromMs + 1000 && atMs <= untilMs);
  return [
    {
      what: 'core while training and browsing: longest wait of a second',
      unit: 'ms',
      values: watched.map(({ waitMs }) => waitMs),
      target: { atMost: 50 },
    },
    {
      what: 'the same: longest wait of all',
      unit: 'ms',
      values: [Math.max(...watched.map(({ waitMs }) => waitMs))],
      target: { atMost: 50 },
    },
    {
      what: 'the same: longest turn by processor time',
      unit: 'ms',
      values: [Math.max(...watched.map(({ turnMs }) => turnMs))],
      target: { atMost: 50 },
    },
  ];
}

async function untilStep({ client }: CoreConnection, runId: number, step: number): Promise<void> {
  const news = await client.training.watch({ runId });
  while ((await client.training.get({ runId })).step < step) await news.next();
  await news.return?.();
}

async function browse({ client }: CoreConnection, page: Page, untilMs: number): Promise<void> {
  const query = { source: { kind: 'all' }, search: '', sort: 'newest' } as const;
  const photoIds = await client.photos.ids({ query, offset: 0, limit: 1000 });
  for (let turn = 0; Date.now() < untilMs; turn++) {
    await page.locator('#library-search').fill(browsing[turn % browsing.length]!);
    await page.mouse.move(640, 400);
    for (let wheel = 0; wheel < 10; wheel++) await page.mouse.wheel(0, 400);
    await client.photos.setStars({ photoIds: photoIds.slice(0, 1 + (turn % 20)), stars: turn % 6 });
    await client.actions.undo();
    await client.jobs.list({ ended: 20 });
    await setTimeout(handMs);
  }
}
