import type { PhotoCard } from '../../core/contract/photos-contract.ts';
import { pictureAddress } from '../../core/contract/picture-address.ts';

type Shown = Pick<PhotoCard, 'id' | 'shownResultId'>;

/** The small picture of what a photo shows: its original or one of its results. */
export function thumbOf({ id, shownResultId }: Shown): string {
  return shownResultId === null ? pictureAddress.thumb(id) : pictureAddress.resultThumb(shownResultId);
}

/** The same, large. */
export function viewOf({ id, shownResultId }: Shown): string {
  return shownResultId === null ? pictureAddress.view(id) : pictureAddress.resultView(shownResultId);
}
