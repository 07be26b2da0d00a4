import type { PhotoQuery } from '../contract/photos-contract.ts';
import { hashOf, newPath, openForTest } from './catalog-stand-in.ts';
import type { ReadPhoto } from './imports.ts';
import type { Catalog } from './open-catalog.ts';
import type { PhotoCount } from './photo-count.ts';
import type { NewLibraryResult } from './results.ts';

/** A photo as an import reads it; another for each index. */
export function readPhoto(name: string, index: number, change: Partial<ReadPhoto> = {}): ReadPhoto {
  return {
    path: `/photos/${index}/${name}`,
    sha256: hashOf(index + 1),
    sizeBytes: 10,
    name,
    place: 'linked',
    format: 'jpeg',
    widthPixels: 40,
    heightPixels: 30,
    camera: null,
    colourProfile: null,
    tags: [],
    takenMs: new Date(2020, 5, 1).getTime(),
    ...change,
  };
}

/** A catalog with these photos in its library, numbered from 1. */
export async function openWith(
  ...photos: readonly (readonly [string, Partial<ReadPhoto>?])[]
): Promise<Catalog> {
  const catalog = await openForTest(newPath());
  const importId = catalog.imports.add();
  catalog.imports.addPhotos(
    importId,
    photos.map(([name, change], index) => readPhoto(name, index, change)),
  );
  return catalog;
}

export const query = (change: Partial<PhotoQuery> = {}): PhotoQuery => ({
  source: { kind: 'all' },
  search: '',
  sort: 'newest',
  ...change,
});

/** The names of the photos that a query finds. */
export const names = ({ photoPages }: Catalog, change: Partial<PhotoQuery> = {}) =>
  photoPages.page(query(change), { offset: 0, limit: 100 }).map(({ name }) => name);

/** How many photos a query finds, with the marks and the number of steps that it took to count them. */
export function counted(
  { photoPages }: Catalog,
  change: Partial<PhotoQuery> = {},
): PhotoCount & { steps: number } {
  const counting = photoPages.count(query(change));
  for (let steps = 1; ; steps++) {
    const { done, value } = counting.next();
    if (done === true) return { ...value, steps };
  }
}

/** A result as the translator with the hash of this digit makes it of a photo. */
export function resultOf(photoId: number, digit: number, styleName: string): NewLibraryResult {
  return {
    photoId,
    parentId: null,
    translatorSha256: hashOf(digit),
    parameters: {},
    outputPath: `results/${photoId}-${digit}.jpg`,
    outputSha256: hashOf(8),
    styleName,
    direction: 'a-to-b',
    widthPixels: 3,
    heightPixels: 2,
    seconds: 0.5,
  };
}
