import { linkSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openCatalog } from '../../core/catalog/open-catalog.ts';
import { contentPath } from '../../core/files/content-path.ts';
import { openPicture } from '../../core/image/open-picture.ts';
import { smallPicture } from '../../core/image/small-picture.ts';
import { libraryFolder } from '../../core/services/library-folder.ts';
import { fillLibrary, madeUpPhoto } from './fill-library.ts';

const samples = 'resources/sample-photos';

/** A library of so many photos, each with a thumbnail: those of the sample photos under many names. */
export async function prepareLibrary(root: string, photos: number): Promise<void> {
  const { catalog: path, cache } = libraryFolder(root);
  mkdirSync(root, { recursive: true });
  const catalog = await openCatalog(path);
  fillLibrary(catalog, photos);
  catalog.close();
  const thumbs = await Promise.all(
    readdirSync(samples)
      .filter((name) => name.endsWith('.jpg'))
      .map(async (name) => smallPicture(await openPicture(join(samples, name)), 320, 80)),
  );
  const firsts = thumbs.map((bytes, index) => {
    const first = join(root, `thumb-${index}.webp`);
    writeFileSync(first, bytes);
    return first;
  });
  const folder = join(cache, 'thumbs');
  const known = new Set<string>();
  for (let index = 0; index < photos; index++) {
    const target = contentPath(folder, madeUpPhoto(index).sha256, '.webp');
    if (!known.has(dirname(target))) mkdirSync(dirname(target), { recursive: true });
    known.add(dirname(target));
    linkSync(firsts[index % firsts.length]!, target);
  }
}
