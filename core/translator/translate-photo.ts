import { CoreError } from '../contract/core-error.ts';
import type { Photo } from '../image/photo.ts';
import type { Rectangle } from '../image/pixels.ts';
import { translatedName } from './check-graph.ts';
import { gainName, offsetName, type Statistics } from './normalizations.ts';
import type { Translator } from './open-translator.ts';
import { readArea } from './read-area.ts';
import { ResultWriter } from './result-writer.ts';
import { sampleAreas } from './sample-areas.ts';
import type { Session } from './session.ts';
import { TileCanvas } from './tile-canvas.ts';
import { leastTilePixels, tilePixelLimit } from './tile-limit.ts';
import { overlapPixels, paddedSize, planTiles, tilePixels, type Size, type TilePlan } from './tile-plan.ts';

export interface TranslatePhotoOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: { readonly fraction: number }) => void;
  /** 0 leaves the photo as it is, 1 is the whole translation; mixed in linear light. Default 1. */
  readonly strength?: number;
  /** The most pixels to run in one piece; chosen by the memory that is free when absent. */
  readonly maxTilePixels?: number;
}

/**
 * Translates a photo of any size -> samples [height, width, 3] of exactly its size and depth. A big one is done in
 * overlapping tiles, all with the instance-norm statistics of the whole photo. Throws `flat-result`,
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
  if (padded.width * padded.height <= limit) await translateWhole(padded, task, writer);
  else await translateTiles(padded, limit, task, writer);
  return writer.finish();
}

function sizeOf({ widthPixels, heightPixels }: Photo): Size {
  return { width: widthPixels, height: heightPixels };
}

async function translateWhole(padded: Size, task: Task, writer: ResultWriter): Promise<void> {
  throwIfCancelled(task);
  const session = await task.translator.whole();
  const translated = await runArea(session, task.photo, { left: 0, top: 0, ...padded });
  writer.write(cropped(translated, padded, sizeOf(task.photo)), 0);
  task.onProgress?.({ fraction: 1 });
}

async function translateTiles(padded: Size, limit: number, task: Task, writer: ResultWriter): Promise<void> {
  const { translator, photo } = task;
  const { facts, manifest } = translator;
  const plan = planTiles(padded, {
    ...manifest.size,
    overlap: overlapPixels(facts.radiusPixels),
    maxTilePixels: limit,
  });
  const samples =
    translator.normCount === 0 ? [] : sampleAreas(padded, { ...manifest.size, maxPixels: tilePixels(plan) });
  const progress = progressOf(plan, samples, task);
  if (samples.length === 0) {
    await runTiles(await translator.whole(), { plan, progress, writer, ...task });
    return;
  }
  throwIfCancelled(task);
  const statistics = await measure(translator, photo, samples);
  progress(pixelsOf(samples));
  throwIfCancelled(task);
  const session = await translator.frozen(statistics);
  try {
    await runTiles(session, { plan, progress, writer, ...task });
  } finally {
    await session.dispose();
  }
}

/** Gain and offset of every instance norm over all samples of a photo together. */
async function measure(
  translator: Translator,
  photo: Photo,
  samples: readonly Rectangle[],
): Promise<Statistics[]> {
  const { width, height } = samples[0]!;
  const values = new Float32Array(samples.length * 3 * width * height);
  samples.forEach((area, i) => values.set(readArea(photo, area), i * 3 * width * height));
  const session = await translator.statistics();
  const found = await session.run({ values, batch: samples.length, height, width });
  return Array.from({ length: translator.normCount }, (_, index) => ({
    gain: found[gainName(index)]!,
    offset: found[offsetName(index)]!,
  }));
}

interface TileTask extends Task {
  readonly plan: TilePlan;
  readonly progress: (pixels: number) => void;
  readonly writer: ResultWriter;
}

async function runTiles(session: Session, task: TileTask): Promise<void> {
  const { plan, photo, progress, writer } = task;
  const canvas = new TileCanvas(plan, sizeOf(photo), writer);
  for (const [row, top] of plan.rows.starts.entries()) {
    for (const [column, left] of plan.columns.starts.entries()) {
      throwIfCancelled(task);
      const area = { left, top, width: plan.columns.length, height: plan.rows.length };
      canvas.add(await runArea(session, photo, area), column, row);
      progress(tilePixels(plan));
    }
    canvas.endRow(row);
  }
}

async function runArea(session: Session, photo: Photo, area: Rectangle): Promise<Float32Array> {
  const { width, height } = area;
  const values = readArea(photo, area);
  const translated = (await session.run({ values, batch: 1, height, width }))[translatedName]!;
  if (translated.length !== values.length)
    throw new CoreError(
      'refused-model',
      `Expected a result of ${width} x ${height} pixels; this translator makes another size. Its size rules are wrong.`,
      { width, height },
    );
  return translated;
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

function progressOf(
  plan: TilePlan,
  samples: readonly Rectangle[],
  { onProgress }: Task,
): (pixels: number) => void {
  const total = tilePixels(plan) * plan.columns.starts.length * plan.rows.starts.length + pixelsOf(samples);
  let done = 0;
  return (pixels) => {
    done += pixels;
    onProgress?.({ fraction: done / total });
  };
}

function pixelsOf(areas: readonly Rectangle[]): number {
  return areas.reduce((sum, { width, height }) => sum + width * height, 0);
}

function throwIfCancelled({ signal }: Task): void {
  if (signal.aborted) throw new CoreError('cancelled', 'The translation was cancelled.');
}
