import { actionsIn, type ActionLog } from './actions.ts';
import { checkpointsIn, type Checkpoints } from './checkpoints.ts';
import type { Connection } from './connection.ts';
import { datasetsIn, type Datasets } from './datasets.ts';
import { jobsIn, type Jobs } from './jobs.ts';
import { measurementsIn, type Measurements } from './measurements.ts';
import { photosIn, type Photos } from './photos.ts';
import { presetsIn, type Presets } from './presets.ts';
import { resultsIn, type Results } from './results.ts';
import { runsIn, type Runs } from './runs.ts';
import type { Session } from './session.ts';
import { stylesIn, type Styles } from './styles.ts';
import { translatorsIn, type Translators } from './translators.ts';

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
  readonly jobs: Jobs;
  readonly actions: ActionLog;
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
    jobs: jobsIn(connection, session.name),
    actions: actionsIn(connection),
  };
}
