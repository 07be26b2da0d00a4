import { createHash } from 'node:crypto';
import { CoreError } from '../contract/core-error.ts';
import { decodeTrainingBytes } from '../image/read-training-image.ts';
import { readPictureBytes } from '../image/read-picture-bytes.ts';
import { pictureFile, type DatasetDomain, type DatasetImage } from './manifest.ts';

/** The decoded pictures of one side, kept in memory as far as the budget reaches. */
export interface SampleLoader {
  /** Bytes [load, load, 3], or `undefined` when the picture can no longer be read as it was imported. */
  load(index: number): Promise<Uint8Array | undefined>;
}

export interface MemoryBudget {
  leftBytes: number;
}

/** What loading has taken, in all pictures that are loaded at the same time; whoever counts sets it back. */
export interface LoadTimes {
  readMs: number;
  /** The check of the hash as well. */
  decodeMs: number;
}

/** Pictures beyond the budget are decoded each time: in random order, throwing older ones out would gain nothing. */
export function createSampleLoader(
  domain: DatasetDomain,
  loadPixels: number,
  budget: MemoryBudget,
  times: LoadTimes,
): SampleLoader {
  const kept = new Map<number, Uint8Array>();
  const lost = new Set<number>();
  return {
    async load(index) {
      if (lost.has(index)) return undefined;
      const found = kept.get(index) ?? (await readSample(domain, domain.images[index]!, loadPixels, times));
      if (!found) lost.add(index);
      else if (!kept.has(index) && budget.leftBytes >= found.length) {
        budget.leftBytes -= found.length;
        kept.set(index, found);
      }
      return found;
    },
  };
}

async function readSample(
  domain: DatasetDomain,
  image: DatasetImage,
  loadPixels: number,
  times: LoadTimes,
): Promise<Uint8Array | undefined> {
  try {
    const startMs = performance.now();
    const bytes = await readPictureBytes(pictureFile(domain, image));
    const readMs = performance.now();
    times.readMs += readMs - startMs;
    const sample = await decodeUnchanged(bytes, image, loadPixels);
    times.decodeMs += performance.now() - readMs;
    return sample;
  } catch (error) {
    if (error instanceof CoreError) return undefined;
    throw error;
  }
}

async function decodeUnchanged(
  bytes: Uint8Array,
  { sizeBytes, sha256 }: DatasetImage,
  loadPixels: number,
): Promise<Uint8Array | undefined> {
  const isSame = bytes.length === sizeBytes && createHash('sha256').update(bytes).digest('hex') === sha256;
  return isSame ? await decodeTrainingBytes(bytes, loadPixels) : undefined;
}
