import { checkpointsIn, type Checkpoints } from './checkpoints.ts';
import type { Connection } from './connection.ts';
import { datasetsIn, type Datasets } from './datasets.ts';
import { jobsIn, type Jobs } from './jobs.ts';
import { photosIn, type Photos } from './photos.ts';
import { runsIn, type Runs } from './runs.ts';
import type { Session } from './session.ts';
import { translatorsIn, type Translators } from './translators.ts';

/** What a catalog holds. */
export interface Aggregates {
  readonly datasets: Datasets;
  readonly runs: Runs;
  readonly checkpoints: Checkpoints;
  readonly translators: Translators;
  readonly photos: Photos;
  readonly jobs: Jobs;
}

export function aggregatesIn(connection: Connection, session: Session): Aggregates {
  return {
    datasets: datasetsIn(connection),
    runs: runsIn(connection),
    checkpoints: checkpointsIn(connection),
    translators: translatorsIn(connection),
    photos: photosIn(connection),
    jobs: jobsIn(connection, session.name),
  };
}
