import { relative } from 'node:path';
import { CoreError } from '../../contract/core-error.ts';
import type { Ticketed } from '../../contract/procedure.ts';
import type { House } from '../house.ts';
import { findPhoto } from './find-photo.ts';
import type { LibraryEffect } from './library-effect.ts';
import { surveyFiles } from './survey-files.ts';

/**
 * Links a photo to its original again, wherever that lies now; an upload becomes a copy. Throws `file-changed` for
 * another picture, `photo-not-found`, `ticket-unknown`, and what is wrong with the file.
 */
export async function locatePhoto(
  house: House,
  effect: LibraryEffect,
  { photoId, ticket }: { readonly photoId: number; readonly ticket: Ticketed },
  signal: AbortSignal,
): Promise<void> {
  const { catalog, library, tickets, actions } = house;
  const photo = findPhoto(catalog, photoId);
  const { path, name, isUpload } = tickets.take(ticket.ticket);
  const [found] = await surveyFiles(house, [{ path, name, isCopied: isUpload }], signal);
  if (found?.sha256 !== photo.sha256)
    throw new CoreError(
      'file-changed',
      `"${name}" is another picture than "${photo.name}". Choose the original, or import this one as a new photo.`,
    );
  const place = isUpload ? 'copied' : 'linked';
  const where = isUpload ? relative(library.root, found.path) : found.path;
  const values = { path: where, place, missing: 0, problem: null };
  if (photo.path === where) catalog.libraryChanges.apply([{ what: 'photos', ids: [photoId], values }]);
  else if (catalog.trash.isPathKnown(where))
    throw new CoreError('duplicate-image', `"${name}" is in the library already, as another photo.`);
  else actions.perform(`Locate "${photo.name}"`, effect, [{ what: 'photos', ids: [photoId], values }]);
  house.changes.publish({ topic: 'photos', ids: [photoId] });
}
