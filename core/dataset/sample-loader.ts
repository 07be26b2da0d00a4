import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { decodeTrainingBytes } from '../image/read-training-image.ts';
import { readPictureBytes } from '../image/read-picture-bytes.ts';
import type { DatasetDomain, DatasetImage } from './manifest.ts';

/** The decoded pictures of one side, kept in memory as far as the budget reaches. */
export interface SampleLoader {
  /** Bytes [load, load, 3], or `undefined` when the picture can no longer be read as it was imported. */
  load(index: number): Promise<Uint8Array | undefined>;
}

export interface MemoryBudget {
  leftBytes: number;
}

/** Pictures beyond the budget are decoded each time: in random order, throwing older ones out would gain nothing. */
export function createSampleLoader(
  { folder, images }: DatasetDomain,
  loadPixels: number,
  budget: MemoryBudget,
): SampleLoader {
  const kept = new Map<number, Uint8Array>();
  const lost = new Set<number>();
  return {
    async load(index) {
      if (lost.has(index)) return undefined;
      const found = kept.get(index) ?? (await readSample(folder, images[index]!, loadPixels));
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
  folder: string,
  { path, sizeBytes, sha256 }: DatasetImage,
  loadPixels: number,
): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readPictureBytes(join(folder, path));
    const isSame = bytes.length === sizeBytes && createHash('sha256').update(bytes).digest('hex') === sha256;
    return isSame ? await decodeTrainingBytes(bytes, loadPixels) : undefined;
  } catch (error) {
    if (error instanceof CoreError) return undefined;
    throw error;
  }
}
