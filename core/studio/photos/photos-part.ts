import { CoreError } from '../../contract/core-error.ts';
import type { House } from '../house.ts';
import type { MakePart } from '../part.ts';
import { importJob } from './import-job.ts';
import { createLibraryEffect } from './library-effect.ts';
import { watchOriginals } from './missing-originals.ts';
import { photoPictures } from './photo-pictures.ts';
import { createPhotosArea } from './photos-area.ts';
import { sweepTemporaryFiles } from './sweep-temporary-files.ts';

/** The library's photos: importing, finding, arranging and showing them. */
export const photosPart: MakePart = (house) => {
  const effect = createLibraryEffect(house.catalog.libraryChanges);
  const closing = new AbortController();
  let watching: Promise<void> | undefined;
  return {
    areas: { photos: createPhotosArea(house, effect) },
    pictures: photoPictures(house),
    jobs: [importJob(house, effect)],
    effects: [effect],
    prepare: async () => {
      if (house.catalog.readOnly) return;
      watching = tidy(house, closing.signal).catch((error: unknown) => {
        if (!(error instanceof CoreError)) throw error; // a busy catalog, say: the next start looks again
      });
    },
    close: async () => {
      closing.abort();
      await watching;
    },
  };
};

/** Beside the work, after every start. */
async function tidy(house: House, signal: AbortSignal): Promise<void> {
  await sweepTemporaryFiles(house.library.root, signal);
  await watchOriginals(house, signal);
}
