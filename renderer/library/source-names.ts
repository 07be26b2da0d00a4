import type { PhotoQuery } from '../../core/contract/photos-contract.ts';

type Source = PhotoQuery['source'];

/** What one source of photos is called. */
export const plainSources = {
  all: 'All photos',
  untranslated: 'Not translated yet',
  translated: 'Translated',
  starred: 'With stars',
  problems: 'With a problem',
  rejected: 'Rejected',
  trash: 'Trash',
} as const;

/** A key for lists and comparisons: `album 7`. */
export function sourceKey(source: Source): string {
  if (source.kind === 'album') return `album ${source.albumId}`;
  if (source.kind === 'import') return `import ${source.importId}`;
  return source.kind;
}
