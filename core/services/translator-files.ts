import type { FoundTranslatorRow } from '../catalog/rebuild-catalog.ts';
import type { CoreError } from '../contract/core-error.ts';
import type { LibraryFolder } from './library-folder.ts';
export async function findTranslatorFiles(_: LibraryFolder): Promise<(FoundTranslatorRow | CoreError)[]> {
  return [];
}
