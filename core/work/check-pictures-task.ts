import { checkPicture, type PictureToCheck } from '../dataset/check-dataset.ts';
import type { TaskContext } from './task.ts';

export interface CheckPicturesInput {
  readonly pictures: readonly PictureToCheck[];
}

export interface CheckPicturesOutput {
  /** How many of them, from the first on, are done. */
  readonly done: number;
  readonly changed: readonly number[];
  readonly missing: readonly number[];
}

const sliceMs = 1000;

/** Compares pictures with their sizes and hashes for the next second or so, so that small pictures are made in between. */
export async function run(
  { pictures }: CheckPicturesInput,
  { signal }: TaskContext,
): Promise<CheckPicturesOutput> {
  const until = performance.now() + sliceMs;
  const changed: number[] = [];
  const missing: number[] = [];
  let done = 0;
  for (; done < pictures.length && (done === 0 || performance.now() < until); done++) {
    const state = await checkPicture(pictures[done]!, signal);
    if (state === 'changed') changed.push(done);
    if (state === 'missing') missing.push(done);
  }
  return { done, changed, missing };
}
