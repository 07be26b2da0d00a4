import { CoreError } from '../contract/core-error.ts';
import type { Photo } from '../image/photo.ts';
import type { Translator } from './open-translator.ts';
import { samplePieces, tilePieces, type Piece } from './piece.ts';
import { readArea } from './read-area.ts';
import { ResultWriter } from './result-writer.ts';
import { assertSize, finishPieces, measurePieces, throwIfCancelled, workOf } from './run-segments.ts';
import type { Segment } from './segments.ts';
import { TileCanvas } from './tile-canvas.ts';
import { leastTilePixels, tilePixelLimit } from './tile-limit.ts';
import { overlapPixels, paddedSize, planTiles, tilePixels, type Size } from './tile-plan.ts';

export interface TranslatePhotoOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: { readonly fraction: number }) => void;
  /** Awaited before each piece that is run, to let other work go first. */
  readonly turn?: () => Promise<void>;
  /** 0 leaves the photo as it is, 1 is the whole translation; mixed in linear light. Default 1. */
  readonly strength?: number;
  /** The most pixels to run in one piece; chosen by the memory that is free when absent. */
  readonly maxTilePixels?: number;
  /** The most memory for what is kept between the parts of the network; a share of the free memory when absent. */
  readonly maxKeptBytes?: number;
}

/** The part of the free memory that may be kept; running a piece takes up to half of it. */
const keptMemoryShare = 0.4;

/**
 * Translates a photo of any size -> samples [height, width, 3] of exactly its size and depth. A big one is done in
 * overlapping tiles, norm by norm, so that every instance norm sees the whole photo and the result is that of one run;
 * where memory does not allow that, the norms see samples spread over the photo. Throws `flat-result`,
 * `out-of-memory`, `engine-failed`, `cancelled`, `refused-model`.
 */
export async function translatePhoto(
  translator: Translator,
  photo: Photo,
  options: TranslatePhotoOptions,
): Promise<Uint8Array | Uint16Array> {
  const { strength = 1 } = options;
  if (!(strength >= 0 && strength <= 1))
    throw new CoreError('invalid-option', `Strength is ${strength}; give a number from 0 to 1.`, {
      strength,
    });
  if (strength === 0) return photo.rgb.slice();
  const limit = options.maxTilePixels ?? tilePixelLimit(translator.facts, process.availableMemory());
  return translateWithin(limit, { ...options, translator, photo, strength });
}

interface Task extends TranslatePhotoOptions {
  readonly translator: Translator;
  readonly photo: Photo;
  readonly strength: number;
}

/** Takes smaller pieces when memory is short after all, down to the least that makes sense. */
async function translateWithin(limit: number, task: Task): Promise<Uint8Array | Uint16Array> {
  try {
    return await translateInPieces(limit, task);
  } catch (error) {
    const isTooLarge =
      error instanceof CoreError && error.reason === 'out-of-memory' && limit > leastTilePixels;
    if (!isTooLarge) throw error;
  }
  return translateWithin(limit / 2, task);
}

async function translateInPieces(limit: number, task: Task): Promise<Uint8Array | Uint16Array> {
  const padded = paddedSize(sizeOf(task.photo), task.translator.manifest.size);
  const writer = new ResultWriter(task.photo, task.strength);
  throwIfCancelled(task.signal);
  if (padded.width * padded.height <= limit) await translateWhole(padded, task, writer);
  else await translateTiles(padded, limit, task, writer);
  return writer.finish();
}

function sizeOf({ widthPixels, heightPixels }: Photo): Size {
  return { width: widthPixels, height: heightPixels };
}

async function translateWhole(
  padded: Size,
  { translator, photo, onProgress, turn, signal }: Task,
  writer: ResultWriter,
): Promise<void> {
  const network = await translator.whole();
  await turn?.();
  throwIfCancelled(signal);
  const translated = await network.run({
    values: readArea(photo, { left: 0, top: 0, ...padded }),
    ...padded,
  });
  assertSize(translated, padded);
  writer.write(cropped(translated, padded, sizeOf(photo)), 0);
  onProgress?.({ fraction: 1 });
}

async function translateTiles(padded: Size, limit: number, task: Task, writer: ResultWriter): Promise<void> {
  const { facts, manifest, segments } = task.translator;
  const overlap = overlapPixels(facts.radiusPixels);
  const plan = planTiles(padded, { ...manifest.size, overlap, maxTilePixels: limit });
  const tiles = tilePieces(plan, padded, manifest.size.multipleOf);
  const maxKeptBytes = task.maxKeptBytes ?? process.availableMemory() * keptMemoryShare;
  const canKeepAll = tilePixels(plan) * tiles.length * segments.keptBytesPerPixel <= maxKeptBytes;
  const measured = canKeepAll
    ? tiles
    : samplePieces(padded, { ...manifest.size, maxPixels: maxKeptBytes / segments.keptBytesPerPixel });
  const finishing = canKeepAll ? segments.finishing : segments.direct;
  const steps = {
    ...task,
    onWork: progressOf(
      [...segments.measuring.map((segment) => [segment, measured] as const), [finishing, tiles]],
      task,
    ),
  };
  const found = await measurePieces(steps, measured);
  const canvas = new TileCanvas(plan, sizeOf(task.photo), writer);
  await finishPieces(steps, finishing, found, tiles, (planes, index) => canvas.add(planes, index));
}

/** A function that is told work and tells the fraction that is done. */
function progressOf(
  all: readonly (readonly [Segment, readonly Piece[]])[],
  { onProgress }: Task,
): (work: number) => void {
  const total = all
    .flatMap(([segment, pieces]) => pieces.map((piece) => workOf(segment, piece)))
    .reduce((a, b) => a + b);
  let done = 0;
  return (work) => {
    done += work;
    onProgress?.({ fraction: Math.min(1, done / total) });
  };
}

function cropped(planes: Float32Array, from: Size, to: Size): Float32Array {
  if (from.width === to.width && from.height === to.height) return planes;
  const result = new Float32Array(3 * to.width * to.height);
  for (let channel = 0; channel < 3; channel++) {
    for (let y = 0; y < to.height; y++) {
      const start = (channel * from.height + y) * from.width;
      result.set(planes.subarray(start, start + to.width), (channel * to.height + y) * to.width);
    }
  }
  return result;
}
