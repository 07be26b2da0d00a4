import { setTimeout } from 'node:timers/promises';
import type { RunCard } from '../../core/contract/training-contract.ts';
import { createRandom, type Random } from '../../core/random/random.ts';
import type { Acknowledged } from './acknowledged.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

export interface WorkOrder {
  readonly library: string;
  readonly resources: string;
  /** A folder of photos that the library does not have yet. */
  readonly photos: string;
  readonly seed: number;
}

const call = () => ({ signal: new AbortController().signal });
const tiny = { size: 24, filters: 2, blocks: 1, poolSize: 3, ema: true, steps: 80 };
const all = { source: { kind: 'all' }, search: '', sort: 'newest' } as const;

/** Imports, trains, rates and translates for as long as it lives, and tells what it was promised. */
export async function work(order: WorkOrder, tell: (one: Acknowledged) => void): Promise<never> {
  const workplace = await openWorkplace(order.library, order.resources);
  const { house, areas } = workplace;
  const random = createRandom(order.seed);
  house.queue.watch(({ id, state }) => {
    if (state === 'finished' || state === 'cancelled') tell({ kind: 'ended', jobId: id, state });
  });
  tell({ kind: 'open' });
  const tickets = [
    house.tickets.mint({ path: order.photos, name: 'photos', kind: 'folder', isUpload: false }),
  ];
  tell({ kind: 'job', jobId: (await areas.photos.import({ tickets, place: 'copy' }, call())).jobId });
  await Promise.all([trainOn(workplace, order.seed, tell), translateForever(workplace, random, tell)]);
  throw new Error('The work ended.');
}

async function trainOn(
  { house, areas }: Workplace,
  seed: number,
  tell: (one: Acknowledged) => void,
): Promise<void> {
  const { id: runId, jobId } = await unfinishedRun(areas, seed);
  if (jobId !== null) tell({ kind: 'job', jobId });
  for await (const { type } of await areas.training.watch({ runId }, call()))
    if (type === 'checkpoint')
      tell({ kind: 'checkpoint', runId, step: house.catalog.runs.get(runId)?.step ?? 0 });
}

/** Goes on with the training that was interrupted, or starts the next; its quarters are checkpoints. */
async function unfinishedRun({ training }: Workplace['areas'], seed: number): Promise<RunCard> {
  const runs = await training.list(undefined, call());
  const run = runs.find(({ state }) => state !== 'finished');
  if (run === undefined)
    return training.start(
      { name: `look-${seed}`, dataset: 'set', method: 'cyclegan', options: tiny },
      call(),
    );
  const isStopped = run.state === 'interrupted' || run.state === 'paused' || run.state === 'failed';
  return isStopped ? training.continue({ runId: run.id }, call()) : run;
}

async function translateForever(...all: Parameters<typeof translateAndRate>): Promise<void> {
  for (;;) await translateAndRate(...all);
}

async function translateAndRate(
  { house, areas }: Workplace,
  random: Random,
  tell: (one: Acknowledged) => void,
): Promise<void> {
  const photoIds = await areas.photos.ids({ query: all, offset: 0, limit: 1000 }, call());
  const [style] = await areas.styles.list({ trashed: false }, call());
  const photoId = photoIds[random.integer(Math.max(1, photoIds.length))];
  if (photoId === undefined || style === undefined) {
    await setTimeout(20);
    return;
  }
  const stars = random.integer(6);
  tell({ kind: 'asked', photoId, stars });
  await areas.photos.setStars({ photoIds: [photoId], stars }, call());
  tell({ kind: 'stars', photoId, stars });
  const look = { styleId: style.id, direction: 'a-to-b', strength: random.integer(100) / 100 } as const;
  const { jobIds } = await areas.translation.start({ photoIds: [photoId], look, isUrgent: false }, call());
  for (const jobId of jobIds) tell({ kind: 'job', jobId });
  if (random.integer(4) === 0) await areas.jobs.cancel({ jobId: jobIds[0]! }, call());
  await Promise.all(jobIds.map((jobId) => house.queue.ended(jobId)));
  await setTimeout(random.integer(2000)); // a training waits while photos are translated
}
