import { bytesBelow } from '../../files/bytes-below.ts';
import type { LibraryFolder } from '../../services/library-folder.ts';

export interface Space {
  readonly label: string;
  readonly bytes: number;
}

/** Files and folders in the trash, by the place that they lie in; all absolute. */
export interface TrashedPlaces {
  readonly runs: readonly string[];
  readonly translators: readonly string[];
}

/** How much of the disk each kind of thing takes; the catalog with its backups is one kind. */
export async function measureSpace(library: LibraryFolder, trashed: TrashedPlaces): Promise<Space[]> {
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ['Photos copied in', [library.photos]],
    ['Results', [library.results]],
    [runsLabel, [library.runs]],
    [stylesLabel, [library.translators]],
    ['Datasets', [library.datasets]],
    ['Small pictures and compiled steps', [library.cache]],
    ['Set aside by repairs', [library.setAside]],
    ['Catalog and backups', [library.catalog, `${library.catalog}-wal`, library.backups]],
  ];
  const used = await Promise.all(
    kinds.map(async ([label, paths]) => ({ label, bytes: await bytesOf(paths) })),
  );
  const runs = await bytesOf(trashed.runs);
  const styles = await bytesOf(trashed.translators);
  return [
    ...used.map(({ label, bytes }) => {
      const apart = label === runsLabel ? runs : label === stylesLabel ? styles : 0;
      return { label, bytes: Math.max(0, bytes - apart) };
    }),
    ...(runs > 0 ? [{ label: 'Discarded trainings in the trash', bytes: runs }] : []),
    ...(styles > 0 ? [{ label: 'Styles in the trash', bytes: styles }] : []),
  ];
}

const runsLabel = 'Runs and checkpoints';
const stylesLabel = 'Styles';

async function bytesOf(paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(paths.map(bytesBelow));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}
