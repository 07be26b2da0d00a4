import { CoreError } from '../contract/core-error.ts';
import { cropIntoFloats, type Crop } from '../image/pixels.ts';
import { createRandom } from '../random/random.ts';
import type { DatasetDomain } from './manifest.ts';
import { createSampleLoader, type LoadTimes, type MemoryBudget } from './sample-loader.ts';
import { createSampleOrder } from './sample-order.ts';

/** Everything that batches depend on, as plain values that can be sent to a worker. */
export interface BatchRecipe {
  /** The pictures to train on, judge photos taken out. */
  readonly a: DatasetDomain;
  readonly b: DatasetDomain;
  readonly load: number;
  readonly crop: number;
  readonly batch: number;
  readonly flip: boolean;
  readonly seed: number;
  readonly cacheBytes: number;
}

export interface MadeBatch {
  readonly x: Float32Array<ArrayBuffer>;
  readonly y: Float32Array<ArrayBuffer>;
  readonly lost: readonly string[];
}

/** A batch and, of the time that reading and decoding its pictures took, the part that was reading. */
export interface TimedBatch {
  readonly batch: MadeBatch;
  readonly readingShare: number;
}

/** Makes the batch of any step; the same for the same recipe and step. Throws `images-lost` when a side is all gone. */
export type BatchMaker = (step: number) => Promise<TimedBatch>;

export function createBatchMaker(recipe: BatchRecipe): BatchMaker {
  const budget: MemoryBudget = { leftBytes: recipe.cacheBytes };
  const times: LoadTimes = { readMs: 0, decodeMs: 0 };
  const sideA = createSideMaker(recipe, 'a', budget, times);
  const sideB = createSideMaker(recipe, 'b', budget, times);
  return async (step) => {
    Object.assign(times, { readMs: 0, decodeMs: 0 });
    const [a, b] = await Promise.all([sideA(step), sideB(step)]);
    const spentMs = times.readMs + times.decodeMs;
    return {
      batch: { x: a.values, y: b.values, lost: [...a.lost, ...b.lost] },
      readingShare: spentMs > 0 ? times.readMs / spentMs : 0,
    };
  };
}

interface SideBatch {
  /** [batch, crop, crop, 3] in [-1, 1]. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly lost: readonly string[];
}

/** Streams of random numbers: the order and the crops of each side are drawn apart. */
const streams = { a: { order: 0, crops: 2 }, b: { order: 1, crops: 3 } } as const;

function createSideMaker(
  recipe: BatchRecipe,
  side: 'a' | 'b',
  budget: MemoryBudget,
  times: LoadTimes,
): (step: number) => Promise<SideBatch> {
  const { load, crop, batch, seed } = recipe;
  const { folder, images } = recipe[side];
  const loader = createSampleLoader(recipe[side], load, budget, times);
  const order = createSampleOrder(images.length, seed, streams[side].order);

  /** The picture of a position, or the next of the order that can be read. */
  const find = async (position: number, lost: string[]): Promise<Uint8Array> => {
    for (let skip = 0; skip < images.length; skip++) {
      const index = order.at(position, skip);
      const bytes = await loader.load(index);
      if (bytes) return bytes;
      lost.push(`${side}/${images[index]!.path}`);
    }
    const message = `None of the ${images.length} pictures in "${folder}" can be read as they were imported. Put them back, or import the folder again.`;
    throw new CoreError('images-lost', message, { folder, lost: images.length });
  };

  return async (step) => {
    const values = new Float32Array(batch * crop * crop * 3); // [batch, height, width, channels]
    const lost: string[] = [];
    const place = async (slot: number) => {
      const position = step * batch + slot;
      const bytes = await find(position, lost);
      cropIntoFloats(
        bytes,
        load,
        drawCrop(recipe, streams[side].crops, position),
        values,
        slot * crop * crop * 3,
      );
    };
    await Promise.all(Array.from({ length: batch }, (_, slot) => place(slot)));
    return { values, lost: [...new Set(lost)].sort() };
  };
}

function drawCrop({ load, crop, flip, seed }: BatchRecipe, stream: number, position: number): Crop {
  const random = createRandom(seed, stream, position);
  const left = random.integer(load - crop + 1);
  const top = random.integer(load - crop + 1);
  return { left, top, sizePixels: crop, isFlipped: flip && random.integer(2) === 1 };
}
