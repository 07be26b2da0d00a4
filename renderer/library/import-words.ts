import type { ImportSummary } from '../../core/contract/photos-contract.ts';
import { formatAmount } from '../ui/format.ts';

const moment = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** `Nov 21, 11:30`. */
export function nameImport(createdMs: number): string {
  return moment.format(createdMs);
}

type Counts = Pick<ImportSummary, 'added' | 'duplicates' | 'unreadable' | 'notPhotos'>;

/** `214 photos added, 3 were there already, 1 cannot be read, 2 are not photos`. */
export function sayImport({ added, duplicates, unreadable, notPhotos }: Counts): string {
  const parts = [
    added > 0 || duplicates + unreadable + notPhotos === 0 ? `${formatAmount(added, 'photo')} added` : '',
    duplicates > 0 ? formatAmount(duplicates, 'was there already', 'were there already') : '',
    unreadable > 0 ? `${formatAmount(unreadable, 'cannot be read', 'cannot be read')}` : '',
    notPhotos > 0 ? formatAmount(notPhotos, 'is not a photo', 'are not photos') : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
