import type { PhotoRow } from '../../catalog/photos.ts';
import type { LibraryResult } from '../../catalog/results.ts';
import type { House } from '../house.ts';
import { findPhoto } from '../photos/find-photo.ts';

/** A photo and what it shows; its original where that is undefined. */
export interface ShownPhoto {
  readonly photo: PhotoRow;
  readonly result: LibraryResult | undefined;
}

/** A photo with what it shows. Throws `photo-not-found`. */
export function shownPhoto(house: House, photoId: number): ShownPhoto {
  const photo = findPhoto(house.catalog, photoId);
  const { currentResultId } = photo;
  return { photo, result: currentResultId === null ? undefined : house.catalog.results.get(currentResultId) };
}
