import { join, resolve } from 'node:path';
import type { TranslatorRow } from '../catalog/translators.ts';
import type { LibraryFolder } from './library-folder.ts';

/** Where the files of translators lie: in the library, or with the app. */
export interface TranslatorPlaces {
  readonly library: LibraryFolder;
  /** The folder of what ships with the app. */
  readonly resources: string;
}

/** The absolute path of a translator's file. What ships with the app moves with it. */
export function translatorFile(
  { origin, file }: Pick<TranslatorRow, 'origin' | 'file'>,
  { library, resources }: TranslatorPlaces,
): string {
  return origin === 'bundled' ? join(resources, file) : resolve(library.root, file);
}
