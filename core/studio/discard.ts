import { lstat, rm } from 'node:fs/promises';
import { extname, parse } from 'node:path';
import type { Emptying, TrashFate } from '../contract/trash-contract.ts';
import { bytesBelow } from '../files/bytes-below.ts';
import { fileStem } from '../services/result-name.ts';
import type { House } from './house.ts';

/** So many files are moved at once. */
const atOnce = 8;

/** A file or folder, and the path that it is to be known by. */
export interface Discardable {
  readonly path: string;
  readonly as: string;
}

/** What became of files that a person may want back. */
export type Discarded = Pick<Emptying, 'trashed' | 'deleted' | 'isRefused'>;

const nothing = { items: 0, bytes: 0 };
export const nothingDiscarded: Discarded = { trashed: nothing, deleted: nothing, isRefused: false };

/** What becomes of the library's files when a trash is emptied now, as far as that can be told. */
export async function trashFate({
  settings,
  systemTrash,
  library,
}: Pick<House, 'settings' | 'systemTrash' | 'library'>): Promise<TrashFate> {
  if (settings.get().emptiedTrash === 'deleted') return 'set-to-delete';
  return (await systemTrash.takesFrom(library.root)) ? 'system-trash' : 'no-trash';
}

/**
 * Puts a file or folder of the library into the trash of the system, under the name and for the place of `as`, or deletes
 * it where that is set or the trash does not take it. What is not there is nothing.
 */
export async function discard(
  { settings, systemTrash }: Pick<House, 'settings' | 'systemTrash'>,
  { path, as }: Discardable,
): Promise<Discarded> {
  const facts = await lstat(path).catch(() => undefined);
  if (facts === undefined) return nothingDiscarded;
  const one = { items: 1, bytes: facts.isDirectory() ? await bytesBelow(path) : facts.size };
  const isForTrash = settings.get().emptiedTrash === 'system-trash';
  if (isForTrash && (await systemTrash.take(path, as))) return { ...nothingDiscarded, trashed: one };
  await rm(path, { recursive: true, force: true });
  return { ...nothingDiscarded, deleted: one, isRefused: isForTrash };
}

/** Several at once, so that thousands do not take long. */
export async function discardAll(
  house: Pick<House, 'settings' | 'systemTrash'>,
  all: readonly Discardable[],
): Promise<Discarded> {
  let sum = nothingDiscarded;
  for (let at = 0; at < all.length; at += atOnce) {
    const some = await Promise.all(all.slice(at, at + atOnce).map((one) => discard(house, one)));
    sum = some.reduce(bothDiscarded, sum);
  }
  return sum;
}

export function bothDiscarded(one: Discarded, other: Discarded): Discarded {
  const both = (what: 'trashed' | 'deleted') => ({
    items: one[what].items + other[what].items,
    bytes: one[what].bytes + other[what].bytes,
  });
  const isRefused = one.isRefused || other.isRefused;
  return { trashed: both('trashed'), deleted: both('deleted'), isRefused };
}

/** The name that a person knows a file by, as every file system takes it, with the ending of the file if it has no other. */
export function knownName(name: string, path: string): string {
  const { name: stem, ext } = parse(name);
  return `${fileStem(stem)}${/^\.\w{1,10}$/.test(ext) ? ext : extname(path)}`;
}
