import { resolve } from 'node:path';
import type { ReadPhoto } from '../../core/catalog/imports.ts';
import type { Catalog } from '../../core/catalog/open-catalog.ts';

const cameras = ['Canon EOS 5D', 'NIKON Z 6', 'Pixel 8', 'iPhone 15 Pro', null];
const stems = ['IMG_', 'DSC', 'holiday ', 'Z\u00fcrich '];
const tags = ['sea', 'Places', 'Zürich', 'holiday 2019', 'family', 'black and white', 'best'];
const dayMs = 24 * 3600 * 1000;
/** All of them lie there: what is there does not have to be marked as missing. */
const original = resolve('resources/sample-photos/white-sails.jpg');
const photosAtOnce = 1000;

/** Puts so many made-up photos into a library, as one import that is done. */
export function fillLibrary(catalog: Catalog, photos: number): void {
  const importId = catalog.imports.add();
  for (let start = 0; start < photos; start += photosAtOnce) {
    const count = Math.min(photosAtOnce, photos - start);
    catalog.imports.addPhotos(
      importId,
      Array.from({ length: count }, (_, index) => madeUpPhoto(start + index)),
    );
  }
  catalog.imports.finish(importId, {
    added: photos,
    duplicates: 0,
    unreadable: 0,
    notPhotos: 0,
    problems: [],
  });
}

export function madeUpPhoto(index: number): ReadPhoto {
  const shuffled = Math.imul(index + 1, 2654435761) >>> 0;
  return {
    path: original,
    sha256: shuffled.toString(16).padStart(8, '0').repeat(8),
    sizeBytes: 4e6,
    name: `${stems[index % stems.length]!}${index}.jpg`,
    place: 'linked',
    format: 'jpeg',
    widthPixels: 4000,
    heightPixels: 3000,
    camera: cameras[shuffled % cameras.length]!,
    colourProfile: null,
    tags: tags.filter((_, bit) => (shuffled >> (8 + bit)) % 4 === 0),
    takenMs: Date.UTC(2005, 0, 1) + (shuffled % 7300) * dayMs,
  };
}
