import type { MakePart } from '../part.ts';
import { createLibraryEffect } from '../photos/library-effect.ts';
import { checkLibraryKind } from './check-library.ts';

/** The jobs over a whole library; its area works also while the library is closed. */
export const libraryPart: MakePart = (house) => {
  const effect = { ...createLibraryEffect(house.catalog.libraryChanges), kind: 'library-repair' };
  return { areas: {}, jobs: [checkLibraryKind(house, effect)], effects: [effect] };
};
