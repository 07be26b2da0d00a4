import { join } from 'node:path';
import type { Ticketed } from '../../contract/procedure.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { writePicture } from '../../image/pictures-stand-in.ts';
import { openHouse, type TestHouse } from '../house-stand-in.ts';
import { datasetsPart } from './datasets-part.ts';

export const call = { signal: new AbortController().signal };
export const open = (options = {}) => openHouse([datasetsPart], options);

export async function folderOf(count: number, seed: number, side = 32): Promise<string> {
  const folder = temporaryFolder();
  for (let i = 0; i < count; i++) await writePicture(join(folder, `${i}.png`), seed + i, side, side);
  return folder;
}

export const ticketFor = (
  { house }: TestHouse,
  path: string,
  kind: 'file' | 'folder',
  isUpload = false,
): Ticketed => house.tickets.mint({ path, name: path.split('/').at(-1)!, kind, isUpload });

export async function imported(test: TestHouse, a: Ticketed[], b: Ticketed[], judge = 1) {
  const { jobId } = await test.areas.datasets.import({ name: 'set', a, b, judge }, call);
  return test.house.queue.ended(jobId);
}

export async function importFolders(test: TestHouse, folders: { a: string; b: string }, judge = 1) {
  const ticket = (path: string) => [ticketFor(test, path, 'folder')];
  return imported(test, ticket(folders.a), ticket(folders.b), judge);
}

export const all = {
  name: 'set',
  side: 'a',
  filter: 'all',
  smallerThanPixels: 24,
  offset: 0,
  limit: 500,
} as const;
