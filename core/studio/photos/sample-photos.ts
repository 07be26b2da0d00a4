import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { PhotoCard } from '../../contract/photos-contract.ts';
import type { House } from '../house.ts';
import { countWords } from './count-words.ts';
import type { LibraryEffect } from './library-effect.ts';
import { surveyFiles } from './survey-files.ts';

const folder = 'sample-photos';

/** Puts the bundled sample photos into the library, those that are not there, and returns them all. */
export async function addSamples(
  house: House,
  effect: LibraryEffect,
  signal: AbortSignal,
): Promise<PhotoCard[]> {
  const { catalog, resources, changes } = house;
  const entries = await readdir(join(resources, folder));
  const names = entries.filter((name) => extname(name) === '.jpg').sort();
  const files = names.map((name) => ({ path: join(resources, folder, name), name, isCopied: false }));
  const photos = (await surveyFiles(house, files, signal)).map((photo, index) => ({
    ...photo,
    name: names[index]!,
    path: `${folder}/${names[index]!}`,
    place: 'sample' as const,
  }));
  const added = catalog.transaction(() => {
    const importId = catalog.imports.add();
    const these = catalog.imports.addPhotos(importId, photos);
    const count = these.filter(({ outcome }) => outcome !== 'duplicate').length;
    if (count === 0) catalog.imports.remove(importId);
    else {
      const counts = { added: count, duplicates: 0, unreadable: 0, notPhotos: 0, problems: [] };
      catalog.imports.finish(importId, counts);
      house.actions.record(
        `Add ${countWords(count, 'sample photo')}`,
        effect,
        catalog.imports.effect(importId),
      );
    }
    return these;
  });
  changes.publish({ topic: 'photos' });
  return added.map(({ id }) => catalog.photoPages.card(id)!); // there, whether added now or before
}
