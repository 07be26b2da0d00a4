import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { House } from '../house.ts';
import type { ServePicture } from '../picture.ts';
import type { ManifestShelf } from './manifest-shelf.ts';

const longSidePixels = 160;

/** Small copies of a dataset's pictures, made when they are first looked at and kept by content. */
export function serveDatasetPictures(
  { catalog, engines, library }: House,
  shelf: ManifestShelf,
): ServePicture {
  const making = new Map<string, Promise<void>>();
  const make = (picture: string, file: string): Promise<void> => {
    const { signal } = new AbortController(); // others may wait for the same one
    const made = engines.run('pictures', 'dataset-thumbnail', { picture, longSidePixels, file }, { signal });
    making.set(file, made);
    return made.finally(() => making.delete(file));
  };
  return async ([versionId = '', side = '', index = '']) => {
    const row = catalog.datasets.get(Number(versionId));
    if (row === undefined || (side !== 'a' && side !== 'b')) return undefined;
    const { folder, images } = (await shelf.read(row)).domains[side];
    const image = images[Number(index)];
    if (image === undefined) return undefined;
    const file = join(library.cache, 'dataset-thumbnails', image.sha256.slice(0, 2), `${image.sha256}.webp`);
    const isThere = await stat(file).then(
      () => true,
      () => false,
    );
    if (!isThere) {
      const isMade = await (making.get(file) ?? make(join(folder, image.path), file)).then(
        () => true,
        () => false, // gone, damaged or no longer a picture; the board says so
      );
      if (!isMade) return undefined;
    }
    return { path: file, contentType: 'image/webp', isImmutable: true };
  };
}
