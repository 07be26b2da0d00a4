import { rm } from 'node:fs/promises';
import type { Catalog } from '../../catalog/open-catalog.ts';
import type { Area } from '../area.ts';
import { trashFate } from '../discard.ts';
import type { House } from '../house.ts';
import { inTurns } from '../in-turns.ts';
import { albumEdits } from './album-edits.ts';
import { countWords } from './count-words.ts';
import { emptyTrash } from './empty-trash.ts';
import { findAlbum } from './find-photo.ts';
import { uploadsOf, type ImportOutcome, type ImportPayload } from './import-job.ts';
import type { LibraryEffect } from './library-effect.ts';
import { locatePhoto } from './locate-photo.ts';
import { photoEdits } from './photo-edits.ts';
import { photoInfo } from './photo-info.ts';
import { addSamples } from './sample-photos.ts';
import { takeDropped } from './take-dropped.ts';

type Photos = Area<'photos'>;

export function createPhotosArea(house: House, effect: LibraryEffect): Photos {
  return {
    ...looking(house.catalog),
    import: (input) => startImport(house, input),
    imported: ({ jobId }) => {
      const outcome = house.queue.outcome(jobId) as ImportOutcome | null | undefined;
      return [...(outcome?.photoIds ?? [])];
    },
    addSamples: (_input, { signal }) => addSamples(house, effect, signal),
    ...photoEdits(house, effect),
    ...albumEdits(house, effect),
    trashSize: async () => ({
      count: house.catalog.trash.count(),
      bytes: null,
      fate: await trashFate(house),
    }),
    emptyTrash: (_input, { signal }) => emptyTrash(house, signal),
    async locate({ photoId, ticket }, { signal }) {
      await locatePhoto(house, effect, { photoId, ticket }, signal);
      return {};
    },
  };
}

function looking(catalog: Catalog): Pick<Photos, 'count' | 'page' | 'ids' | 'info' | 'imports'> {
  const { photoPages, imports } = catalog;
  return {
    async count(query, { signal }) {
      const { total, marks } = await inTurns(photoPages.count(query), signal);
      return { total, marks: [...marks] };
    },
    page: ({ query, offset, limit }) => [...photoPages.page(query, { offset, limit })],
    ids: ({ query, offset, limit }) => [...photoPages.ids(query, { offset, limit })],
    info: ({ photoId }) => photoInfo(catalog, photoId),
    imports: () =>
      imports.list().map(({ isFinished: _isFinished, problems, ...row }) => ({
        ...row,
        problems: [...problems],
      })),
  };
}

type ImportInput = Parameters<Photos['import']>[0];

async function startImport(
  house: House,
  { tickets, place, albumId }: ImportInput,
): Promise<{ jobId: number; importId: number }> {
  const { catalog, library, queue } = house;
  if (albumId !== undefined) findAlbum(catalog, albumId);
  const importId = catalog.imports.add();
  try {
    const dropped = await takeDropped(tickets, house.tickets, uploadsOf(library, importId));
    const payload: ImportPayload = { importId, dropped, place, albumId: albumId ?? null };
    const [only] = dropped;
    const title =
      dropped.length === 1 ? `Import "${only!.name}"` : `Import ${countWords(dropped.length, 'file')}`;
    const subject = { type: 'import', key: String(importId) } as const;
    return { jobId: queue.add({ kind: 'import-photos', title, payload, subject }).id, importId };
  } catch (error) {
    catalog.imports.remove(importId);
    await rm(uploadsOf(library, importId), { recursive: true, force: true });
    throw error;
  }
}
