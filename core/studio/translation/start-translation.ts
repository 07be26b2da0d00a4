import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Look } from '../../contract/translation-contract.ts';
import type { House } from '../house.ts';
import { styleOf, translatorOf } from '../styles/find-style.ts';

import type { TranslatePayload } from './translate-job.ts';
import { findPhoto } from '../photos/find-photo.ts';
import { inSlices } from './photo-source.ts';

export interface TranslationOrder {
  readonly photoIds: readonly number[];
  readonly look: Look;
  readonly isUrgent: boolean;
}

const photosAtOnce = 200;

/** Adds a job for each photo, in one group. Throws `photo-not-found`, `model-not-found`; then nothing was added. */
export async function startTranslation(
  house: House,
  { photoIds, look, isUrgent }: TranslationOrder,
): Promise<{ jobIds: number[]; groupId: string }> {
  const { catalog, queue } = house;
  const { styleId, direction, strength } = look;
  const { name: styleName } = styleOf(catalog, styleId);
  const { sha256: translatorSha256 } = translatorOf(catalog, styleId, direction);
  const photos = await inSlices([...new Set(photoIds)], (photoId) => findPhoto(house.catalog, photoId));
  const groupId = randomUUID();
  const jobIds: number[] = [];
  for (let from = 0; from < photos.length; from += photosAtOnce) {
    catalog.transaction(() => {
      for (const { id: photoId, name } of photos.slice(from, from + photosAtOnce)) {
        const payload: TranslatePayload = { photoId, styleName, translatorSha256, direction, strength };
        const title = `Translate ${name} into ${styleName}`;
        const subject = { type: 'photo', key: String(photoId) } as const;
        const job = queue.add({
          kind: 'translate',
          title,
          payload,
          subject,
          groupId,
          priority: isUrgent ? 1 : 0,
        });
        jobIds.push(job.id);
      }
    });
    await setImmediate(); // others are heard between two slices of a large batch
  }
  return { jobIds, groupId };
}
