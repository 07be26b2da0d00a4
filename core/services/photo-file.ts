import { join, resolve } from 'node:path';
import type { PhotoRow } from '../catalog/photos.ts';
import type { LibraryFolder } from './library-folder.ts';

/** What paths in the catalog are relative to. */
export interface PhotoPlaces {
  readonly library: LibraryFolder;
  readonly resources: string;
}

/** Where a photo's original lies: elsewhere, in the library, or among what ships with the app. Absolute. */
export function photoFile(
  { path, place }: Pick<PhotoRow, 'path' | 'place'>,
  { library, resources }: PhotoPlaces,
): string {
  return place === 'sample' ? join(resources, path) : resolve(library.root, path);
}

/** Where a result's file lies. Absolute. */
export function resultFile(
  { outputPath }: { readonly outputPath: string },
  { library }: Pick<PhotoPlaces, 'library'>,
): string {
  return resolve(library.root, outputPath);
}
