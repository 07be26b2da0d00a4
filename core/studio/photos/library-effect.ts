import type { LibraryChange, LibraryChanges } from '../../catalog/library-changes.ts';
import type { EffectKind } from '../actions/actions.ts';

/** Changes of photos, albums, imports and results that belong together. */
export type LibraryEffect = EffectKind<readonly LibraryChange[]>;

/** What the catalog changes in well under 50 ms. */
const photosInSlice = 250;

export function createLibraryEffect(changes: LibraryChanges, most = photosInSlice): LibraryEffect {
  return {
    kind: 'library',
    topics: ['photos', 'albums', 'results'],
    apply: (payload) => changes.apply(payload),
    isVoid: (payload) => changes.areVoid(payload),
    slices: { split: (payload) => slicesOf(payload, most), join: (payloads) => payloads.flat() },
  };
}

/** The changes in their order, large ones cut, small ones together. */
function slicesOf(changes: readonly LibraryChange[], most: number): readonly (readonly LibraryChange[])[] {
  const slices: LibraryChange[][] = [];
  let room = 0;
  for (const piece of changes.flatMap((change) => cut(change, most))) {
    const size = 'ids' in piece ? Math.max(1, piece.ids.length) : 1;
    if (size > room) {
      slices.push([]);
      room = most;
    }
    slices.at(-1)!.push(piece);
    room -= size;
  }
  return slices;
}

function cut(change: LibraryChange, most: number): readonly LibraryChange[] {
  if (!('ids' in change) || change.ids.length <= most) return [change];
  const parts = Math.ceil(change.ids.length / most);
  return Array.from({ length: parts }, (_, part) => ({
    ...change,
    ids: change.ids.slice(part * most, (part + 1) * most),
  }));
}
