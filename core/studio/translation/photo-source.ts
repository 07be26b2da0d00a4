import { join, resolve } from 'node:path';
import type { PhotoRow } from '../../catalog/photos.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { House } from '../house.ts';

/** Throws `photo-not-found`. */
export function photoOf({ catalog }: Pick<House, 'catalog'>, photoId: number): PhotoRow {
  const photo = catalog.photos.get(photoId);
  if (photo !== undefined) return photo;
  throw new CoreError('photo-not-found', 'This photo is no longer in the library. Choose another one.', {
    photoId,
  });
}

/** The absolute path of a photo's original. */
export function originalOf(
  { library, resources }: Pick<House, 'library' | 'resources'>,
  { place, path }: Pick<PhotoRow, 'place' | 'path'>,
): string {
  return place === 'sample' ? join(resources, path) : resolve(library.root, path);
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
