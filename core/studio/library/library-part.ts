import type { MakePart } from '../part.ts';
import { checkLibraryKind } from './check-library.ts';

/** The jobs over a whole library; its area works also while the library is closed. */
export const libraryPart: MakePart = (house) => ({ areas: {}, jobs: [checkLibraryKind(house)] });
