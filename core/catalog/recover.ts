import { dirname, resolve } from 'node:path';
import type { JobRow, Jobs } from './jobs.ts';
import { isRunLocked } from './run-lock.ts';
import type { Run, Runs } from './runs.ts';
import type { Session } from './session.ts';

/** What was found running without a process that runs it, now marked as 'interrupted'. */
export interface Recovery {
  readonly runs: readonly Run[];
  readonly jobs: readonly JobRow[];
}

/** Marks runs and jobs that a killed process left behind. Those of living processes stay as they are. */
export function recoverCatalog(catalogPath: string, runs: Runs, jobs: Jobs, session: Session): Recovery {
  const folderOf = (run: Run) => resolve(dirname(catalogPath), run.folder);
  const deadRuns = runs.list().filter((run) => run.state === 'running' && !isRunLocked(folderOf(run)));
  const deadJobs = jobs
    .list('running')
    .filter((job) => job.session === null || !session.isAlive(job.session));
  for (const { id } of deadJobs) jobs.stop(id, 'interrupted');
  return {
    runs: deadRuns.map(({ id }) => runs.update(id, { state: 'interrupted' })),
    jobs: deadJobs.map(({ id }) => jobs.get(id)).filter((job) => job !== undefined),
  };
}
