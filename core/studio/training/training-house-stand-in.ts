import { join } from 'node:path';
import type { RunCard, RunNews } from '../../contract/training-contract.ts';
import type { TestTrash } from '../../files/system-trash-stand-in.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { writePicture } from '../../image/pictures-stand-in.ts';
import { datasetsPart } from '../datasets/datasets-part.ts';
import { openHouse, type TestHouse } from '../house-stand-in.ts';
import { trainingPart } from './training-part.ts';

export const call = { signal: new AbortController().signal };

/** The smallest networks there are. */
export const tiny = { size: 24, filters: 2, blocks: 1, poolSize: 3, ema: true };

export const openTraining = (
  options: { readonly root?: string; readonly trash?: TestTrash } = {},
): Promise<TestHouse> => openHouse([datasetsPart, trainingPart], options);

/** A dataset "set" of so many pictures a side. */
export async function addDataset({ areas, house }: TestHouse, count = 4, side = 32): Promise<void> {
  const tickets = [];
  for (const seed of [1, 100]) {
    const path = temporaryFolder();
    for (let i = 0; i < count; i++) await writePicture(join(path, `${i}.png`), seed + i, side, side);
    tickets.push([house.tickets.mint({ path, name: 'side', kind: 'folder', isUpload: false })]);
  }
  const [a, b] = tickets;
  const { jobId } = await areas.datasets.import({ name: 'set', a: a!, b: b!, judge: 1 }, call);
  await house.queue.ended(jobId);
}

export async function startTiny(
  { areas }: TestHouse,
  options: Readonly<Record<string, number | boolean>> = {},
  name = 'look',
): Promise<RunCard> {
  const request = { name, dataset: 'set', method: 'cyclegan', options: { ...tiny, ...options } };
  return areas.training.start(request, call);
}

/** Watches until something is told; everything that was told so far. */
export async function watchUntil(
  { areas }: TestHouse,
  runId: number,
  fits: (news: RunNews) => boolean,
): Promise<RunNews[]> {
  const told: RunNews[] = [];
  const stopping = new AbortController();
  const news = (await areas.training.watch({ runId }, { signal: stopping.signal })) as AsyncIterable<RunNews>;
  for await (const one of news) {
    told.push(one);
    if (fits(one)) break;
  }
  stopping.abort();
  return told;
}

export const endOf = ({ house }: TestHouse, { jobId }: RunCard) => house.queue.ended(jobId!);
