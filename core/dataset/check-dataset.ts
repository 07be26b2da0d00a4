import { stat } from 'node:fs/promises';
import { CoreError } from '../contract/core-error.ts';
import { sha256OfFile } from '../files/sha256-of-file.ts';
import { assertRunning } from './assert-running.ts';
import { eachConcurrently } from './each-concurrently.ts';
import { pictureFile, sides, type DatasetManifest, type Side } from './manifest.ts';

export interface DatasetChange {
  readonly side: Side;
  readonly path: string;
}

export interface DatasetCheck {
  readonly intact: number;
  readonly changed: readonly DatasetChange[];
  readonly missing: readonly DatasetChange[];
}

export interface CheckOptions {
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal: AbortSignal;
}

/** A picture as it was when its dataset was frozen. */
export interface PictureToCheck {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export type PictureState = 'intact' | 'changed' | 'missing';

/** Compares every picture of a dataset version with its size and hash. Throws `cancelled`. */
export async function checkDataset(
  manifest: DatasetManifest,
  { onProgress, signal }: CheckOptions,
): Promise<DatasetCheck> {
  const items = sides.flatMap((side) => manifest.domains[side].images.map((image) => ({ side, image })));
  let done = 0;
  const check = async ({ side, image }: (typeof items)[number]) => {
    const path = pictureFile(manifest.domains[side], image);
    const state = await checkPicture({ ...image, path }, signal);
    onProgress?.({ done: ++done, total: items.length });
    return { side, path: image.path, state };
  };
  const states = await eachConcurrently(items, check, { atOnce: 2, signal });
  const having = (wanted: PictureState) => states.filter(({ state }) => state === wanted);
  const changes = (wanted: PictureState) => having(wanted).map(({ side, path }) => ({ side, path }));
  return { intact: having('intact').length, changed: changes('changed'), missing: changes('missing') };
}

/** Compares one picture with its size and hash. Throws `cancelled`. */
export async function checkPicture(
  { path, sizeBytes, sha256 }: PictureToCheck,
  signal: AbortSignal,
): Promise<PictureState> {
  try {
    if ((await stat(path)).size !== sizeBytes) return 'changed';
    return (await sha256OfFile(path, { signal })) === sha256 ? 'intact' : 'changed';
  } catch (error) {
    assertRunning(signal);
    const isGone = (error as NodeJS.ErrnoException).code !== undefined || error instanceof CoreError;
    if (isGone) return 'missing';
    throw error;
  }
}
