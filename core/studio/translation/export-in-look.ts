import type { House } from '../house.ts';
import type { AddTranslations } from './add-translations.ts';
import { newExport, type ExportPayload } from './export-job.ts';
import { inSlices } from './photo-source.ts';
import { shownPhoto, type ShownPhoto } from './shown-photo.ts';
import { recipeOf, translationLabel, type Wish } from './translate-job.ts';

export interface ExportInLook extends ExportPayload {
  readonly wish: Wish;
}

/**
 * Translates what does not show the look yet, then writes the files. Both are jobs of one group, so that a kill between
 * them loses neither. Returns the job that writes. Throws `photo-not-found`.
 */
export async function exportInLook(
  house: House,
  add: AddTranslations,
  payload: ExportInLook,
): Promise<number> {
  const { photoIds, onlyIds = photoIds, wish } = payload;
  const found = await inSlices([...new Set(onlyIds)], (photoId) => {
    const shown = shownPhoto(house, photoId);
    return isInLook(house, shown, wish) ? undefined : shown.photo;
  });
  const rest = found.filter((photo) => photo !== undefined);
  const job = newExport(house, payload);
  if (rest.length === 0) return house.queue.add(job).id;
  const wishes = rest.map((photo) => ({ photo, wish }));
  const batch = { wishes, label: translationLabel(wish, rest), isUrgent: true };
  return (await add({ ...batch, then: job })).thenId!; // there is at least one photo
}

function isInLook({ catalog }: House, { photo, result }: ShownPhoto, wish: Wish): boolean {
  return result !== undefined && catalog.results.known(photo.id, recipeOf(wish))?.id === result.id;
}
