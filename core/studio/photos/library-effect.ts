import type { LibraryChange, LibraryChanges } from '../../catalog/library-changes.ts';
import type { EffectKind } from '../actions/actions.ts';

/** Changes of photos, albums, imports and results that belong together. */
export type LibraryEffect = EffectKind<readonly LibraryChange[]>;

export function createLibraryEffect(changes: LibraryChanges): LibraryEffect {
  return {
    kind: 'library',
    topics: ['photos', 'albums', 'results'],
    apply: (payload) => changes.apply(payload),
  };
}
