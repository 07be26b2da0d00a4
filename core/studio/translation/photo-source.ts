import type { PhotoRow } from '../../catalog/photos.ts';
import { setImmediate } from 'node:timers/promises';
import { CoreError } from '../../contract/core-error.ts';
import type { House } from '../house.ts';

const rowsAtOnce = 500;

/** Reads rows of many photos; others are heard between two slices, so that nobody waits for all of them. */
export async function inSlices<Row>(
  photoIds: readonly number[],
  read: (photoId: number) => Row,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < photoIds.length; from += rowsAtOnce) {
    rows.push(...photoIds.slice(from, from + rowsAtOnce).map(read));
    if (from + rowsAtOnce < photoIds.length) await setImmediate();
  }
  return rows;
}

/** What a person has to be told when an original cannot be found; other errors as they are. */
export function asMissing(error: unknown, { id, name }: PhotoRow): unknown {
  if (!(error instanceof CoreError && error.reason === 'file-not-found')) return error;
  const message = `The original of "${name}" is not where it was. Put it back, or say where it is now.`;
  return new CoreError('photo-missing', message, { photoId: id }, { cause: error });
}

const pixelsInMegapixel = 1e6;

/** The most pixels of a photo that the person wants translated. */
export function pixelLimit({ settings }: Pick<House, 'settings'>): number {
  return settings.get().megapixelLimit * pixelsInMegapixel;
}

/** Throws `too-many-pixels` for a photo above the limit of the settings. */
export function assertPixels(house: Pick<House, 'settings'>, photo: PhotoRow): void {
  const { widthPixels, heightPixels, name } = photo;
  const limit = pixelLimit(house);
  if (widthPixels === null || heightPixels === null || widthPixels * heightPixels <= limit) return;
  throw new CoreError(
    'too-many-pixels',
    `"${name}" is ${widthPixels} x ${heightPixels} pixels; photos up to ${limit / pixelsInMegapixel} megapixels are translated. Raise the limit in the settings, or save a smaller copy.`,
    { photoId: photo.id, widthPixels, heightPixels, limit },
  );
}
