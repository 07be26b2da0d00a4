import { actionsIn, type ActionLog } from './actions.ts';
import { albumsIn, type Albums } from './albums.ts';
import { checkpointsIn, type Checkpoints } from './checkpoints.ts';
import type { Connection } from './connection.ts';
import { danglingIn, type Dangling } from './dangling.ts';
import { datasetsIn, type Datasets } from './datasets.ts';
import { importsIn, type Imports } from './imports.ts';
import { jobsIn, type Jobs } from './jobs.ts';
import { libraryChangesIn, type LibraryChanges } from './library-changes.ts';
import { measurementsIn, type Measurements } from './measurements.ts';
import { photoPagesIn, type PhotoPages } from './photo-pages.ts';
import { namedFilesIn, type NamedFiles } from './named-files.ts';
import { photosIn, type Photos } from './photos.ts';
import { presetsIn, type Presets } from './presets.ts';
import { resultsIn, type Results } from './results.ts';
import { runsIn, type Runs } from './runs.ts';
import type { Session } from './session.ts';
import { stylesIn, type Styles } from './styles.ts';
import { translatorsIn, type Translators } from './translators.ts';
import { trashIn, type Trash } from './trash.ts';

/** What a catalog holds. */
export interface Aggregates {
  readonly datasets: Datasets;
  readonly runs: Runs;
  readonly checkpoints: Checkpoints;
  readonly translators: Translators;
  readonly styles: Styles;
  readonly results: Results;
  readonly presets: Presets;
  readonly measurements: Measurements;
  readonly photos: Photos;
  /** The photos in the library's grid and trash. */
  readonly photoPages: PhotoPages;
  readonly albums: Albums;
  readonly imports: Imports;
  readonly libraryChanges: LibraryChanges;
  readonly trash: Trash;
  readonly jobs: Jobs;
  readonly actions: ActionLog;
  readonly namedFiles: NamedFiles;
  readonly dangling: Dangling;
}

export function aggregatesIn(connection: Connection, session: Session): Aggregates {
  return {
    datasets: datasetsIn(connection),
    runs: runsIn(connection),
    checkpoints: checkpointsIn(connection),
    translators: translatorsIn(connection),
    styles: stylesIn(connection),
    results: resultsIn(connection),
    presets: presetsIn(connection),
    measurements: measurementsIn(connection),
    photos: photosIn(connection),
    photoPages: photoPagesIn(connection),
    albums: albumsIn(connection),
    imports: importsIn(connection),
    libraryChanges: libraryChangesIn(connection),
    trash: trashIn(connection),
    jobs: jobsIn(connection, session.name),
    actions: actionsIn(connection),
    namedFiles: namedFilesIn(connection),
    dangling: danglingIn(connection),
  };
}
