import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureFile } from '../../dataset/manifest.ts';
import type { House } from '../house.ts';
import type { ServePicture } from '../picture.ts';
import type { ManifestShelf } from './manifest-shelf.ts';

const longSidePixels = 160;

/** A picture of a dataset and where its small copy is. */
interface SmallCopy {
  readonly picture: string;
  readonly file: string;
}

/** Small copies of a dataset's pictures, made when they are first looked at and kept by content. */
export function serveDatasetPictures(house: House, shelf: ManifestShelf): ServePicture {
  const making = new Map<string, Promise<boolean>>();
  const make = ({ picture, file }: SmallCopy): Promise<boolean> => {
    const { signal } = new AbortController(); // others may wait for the same one
    const made = house.engines
      .run('pictures', 'dataset-thumbnail', { picture, longSidePixels, file }, { signal })
      .then(() => true)
      .catch(() => false) // gone, damaged or no longer a picture; the board says so
      .finally(() => making.delete(file));
    making.set(file, made);
    return made;
  };
  return async (address) => {
    const copy = await findCopy(house, shelf, address);
    if (copy === undefined) return undefined;
    const isMade = (await isFile(copy.file)) || (await (making.get(copy.file) ?? make(copy)));
    return isMade ? { path: copy.file, contentType: 'image/webp', isImmutable: true } : undefined;
  };
}

async function findCopy(
  { catalog, library }: House,
  shelf: ManifestShelf,
  [versionId = '', side = '', index = '']: readonly string[],
): Promise<SmallCopy | undefined> {
  const row = catalog.datasets.get(Number(versionId));
  if (row === undefined || (side !== 'a' && side !== 'b')) return undefined;
  const domain = (await shelf.read(row)).domains[side];
  const image = domain.images[Number(index)];
  if (image === undefined) return undefined;
  const name = `${image.sha256}.webp`;
  return {
    picture: pictureFile(domain, image),
    file: join(library.cache, 'dataset-thumbnails', name.slice(0, 2), name),
  };
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
