import { statfs } from 'node:fs/promises';
import type { PhotoRow } from '../../catalog/photos.ts';
import type { Look } from '../../contract/translation-contract.ts';
import type { House } from '../house.ts';
import { styleOf, translatorOf } from '../styles/find-style.ts';
import { knownFacts } from '../styles/model-facts.ts';
import { findPhoto } from '../photos/find-photo.ts';
import { inSlices } from './photo-source.ts';

export interface Estimate {
  readonly seconds: { readonly low: number; readonly high: number };
  readonly megapixels: number;
  readonly diskBytes: number;
  readonly memoryBytes: number;
  readonly freeBytes: number;
  /** From translations on this machine, not from a guess. */
  readonly isMeasured: boolean;
}

/** Megapixels of a photo that has not been read yet: what cameras make. */
const usualMegapixels = 12;
/** Megapixels a second of a small style on computers from slow to fast. */
const guess = { low: 0.15, high: 2 };
/** A machine that is busy with other things is slower, but a measured style is hardly faster than it was. */
const spread = { fast: 1.2, slow: 0.6 };
const secondsPerPhoto = 0.3; // reading and writing
/** Written at quality 95 without subsampling; other formats keep every pixel. */
const bytesPerPixel: Readonly<Record<string, number>> = { jpeg: 0.6, webp: 0.5, avif: 0.4 };
const losslessBytes = 2.2;
/** Of one piece: see core/translator/tile-limit.ts. */
const mostPieceBytes = 2 ** 31;
const usualPieceBytes = 500_000_000;

/** What translating photos will take. Throws `photo-not-found`, `model-not-found`. */
export async function estimate(house: House, photoIds: readonly number[], look: Look): Promise<Estimate> {
  const photos = await inSlices(photoIds, (photoId) => findPhoto(house.catalog, photoId));
  const { sha256 } = translatorOf(house.catalog, look.styleId, look.direction);
  const { megapixelsPerSecond: speed } = styleOf(house.catalog, look.styleId);
  const megapixels = photos.map(megapixelsOf).reduce((a, b) => a + b, 0);
  const fixed = photos.length * secondsPerPhoto;
  const [fast, slow] = speed === null ? [guess.high, guess.low] : [speed * spread.fast, speed * spread.slow];
  const disk = await statfs(house.library.root);
  const largest = photos.map(megapixelsOf).reduce((a, b) => Math.max(a, b), 0);
  return {
    seconds: { low: fixed + megapixels / fast, high: fixed + megapixels / slow },
    megapixels,
    diskBytes: Math.round(photos.map(bytesOf).reduce((a, b) => a + b, 0)),
    memoryBytes: memoryBytes(knownFacts(house, sha256)?.bytesPerPixel ?? null, largest),
    freeBytes: disk.bavail * disk.bsize,
    isMeasured: speed !== null,
  };
}

function megapixelsOf({ widthPixels, heightPixels }: PhotoRow): number {
  return widthPixels === null || heightPixels === null ? usualMegapixels : (widthPixels * heightPixels) / 1e6;
}

function bytesOf(photo: PhotoRow): number {
  return megapixelsOf(photo) * 1e6 * (bytesPerPixel[photo.format.toLowerCase()] ?? losslessBytes);
}

/** The photo, its result, and one piece of the network at work. */
function memoryBytes(modelBytesPerPixel: number | null, megapixels: number): number {
  const pixels = megapixels * 1e6;
  const piece =
    modelBytesPerPixel === null
      ? usualPieceBytes
      : Math.min(mostPieceBytes, pixels * modelBytesPerPixel * 2.5);
  return Math.round(pixels * 12 + piece);
}
