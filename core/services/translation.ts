import type { Catalog } from '../catalog/open-catalog.ts';
import type { TranslationService } from './core.ts';
import type { LibraryFolder } from './library-folder.ts';
export function createTranslationService(_l: LibraryFolder, _c: Catalog): TranslationService {
  return {
    translate() {
      throw new Error('unfinished');
    },
  };
}
