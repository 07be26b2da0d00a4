import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { PhotoRow } from '../../catalog/photos.ts';
import type { NewJob } from '../../jobs/job-kind.ts';
import type { EffectKind } from '../actions/actions.ts';
import type { House } from '../house.ts';
import { translationLabel, type TranslatePayload, type Wish } from './translate-job.ts';
import type { GroupPlace } from './translation-effect.ts';

/** Photos to be translated together. */
export interface TranslationBatch {
  readonly wishes: readonly PhotoWish[];
  /** What it is called when it is undone. */
  readonly label: string;
  readonly isUrgent: boolean;
  /** What waits for the end of all of them. */
  readonly then?: NewJob;
}

export interface PhotoWish {
  readonly photo: PhotoRow;
  readonly wish: Wish;
}

export interface AddedTranslations {
  readonly groupId: string;
  readonly jobIds: number[];
  /** Of what waits for their end. */
  readonly thenId: number | undefined;
}

export type AddTranslations = (batch: TranslationBatch) => Promise<AddedTranslations>;

const photosAtOnce = 200;

/** Adds a job for each photo, in one group that is one action; what waits for them is there with the first of them. */
export function translationAdder(house: House, effect: EffectKind<GroupPlace>): AddTranslations {
  const { catalog, queue, actions } = house;
  return async ({ wishes, label, isUrgent, then }) => {
    const groupId = randomUUID();
    const priority = isUrgent ? 1 : 0;
    const jobIds: number[] = [];
    let thenId: number | undefined;
    for (let from = 0; from < wishes.length; from += photosAtOnce) {
      catalog.transaction(() => {
        if (from === 0) actions.perform(label, effect, { groupId, isThere: true });
        for (const wish of wishes.slice(from, from + photosAtOnce))
          jobIds.push(queue.add({ ...jobOf(wish, groupId), priority }).id);
        if (from === 0 && then !== undefined) thenId = queue.add({ ...then, groupId, priority }).id;
      });
      await setImmediate(); // others are heard between two slices of a large batch
    }
    return { groupId, jobIds, thenId };
  };
}

function jobOf({ photo, wish }: PhotoWish, groupId: string): NewJob {
  return {
    kind: 'translate',
    title: translationLabel(wish, [photo]),
    payload: { ...wish, photoId: photo.id, groupId } satisfies TranslatePayload,
    subject: { type: 'photo', key: String(photo.id) },
    groupId,
  };
}
