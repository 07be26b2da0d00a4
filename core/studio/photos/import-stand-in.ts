import { statSync, writeFileSync } from 'node:fs';
import type { PhotoQuery } from '../../contract/photos-contract.ts';
import { drawnSharp } from '../../image/pictures-stand-in.ts';
import { actionsPart } from '../actions/actions-part.ts';
import type { TestHouse } from '../house-stand-in.ts';
import { photosPart } from './photos-part.ts';

/** Every photo in the grid, by its name. */
export const all: PhotoQuery = { source: { kind: 'all' }, search: '', sort: 'name' };
export const call = { signal: new AbortController().signal };
export const parts = [photosPart, actionsPart];

export async function writePhoto(path: string, seed: number): Promise<string> {
  writeFileSync(path, await drawnSharp(seed, 400, 300).jpeg().toBuffer());
  return path;
}

export function ticketFor({ house }: TestHouse, path: string, isUpload = false) {
  const kind = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? 'folder' : 'file';
  return house.tickets.mint({ path, name: path.split('/').at(-1)!, kind, isUpload });
}

/** Imports files and folders and waits for it. */
export async function importPaths(
  opened: TestHouse,
  paths: readonly string[],
  place: 'link' | 'copy' = 'link',
) {
  const tickets = paths.map((path) => ticketFor(opened, path));
  const { jobId, importId } = await opened.areas.photos.import({ tickets, place }, call);
  return { importId, end: await opened.house.queue.ended(jobId) };
}

export const names = async (opened: TestHouse, query = all) =>
  (await opened.areas.photos.page({ query, offset: 0, limit: 100 }, call)).map(({ name }) => name);
