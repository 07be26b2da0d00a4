import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from '../../catalog/runs.ts';
import { readBookmarks } from '../../checkpoint/bookmarks.ts';
import type { LossLine } from '../../checkpoint/loss-log.ts';
import { readPauses } from '../../checkpoint/pause-log.ts';
import { findSamples, lossLogPath } from '../../checkpoint/run-folder.ts';
import { readSpreads, type SpreadLine } from '../../checkpoint/spread-log.ts';
import { thinLosses } from '../../checkpoint/thin-losses.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { HealthNote, OptionValues, RunCard, RunInfo } from '../../contract/training-contract.ts';
import { curveOf } from '../../training/curves.ts';
import { healthNotes } from '../../training/health.ts';
import { sampleColumns } from '../../training/sample-columns.ts';
import type { House } from '../house.ts';
import { knowNotes } from './kept-notes.ts';
import type { LiveRuns } from './live-runs.ts';
import { folderOf } from './run-folder-of.ts';

/** So many steps tell how a run fares. */
const healthPoints = 1000;

/** A run that is not in the trash. Throws `run-not-found`. */
export function findRun({ catalog }: House, runId: number): Run {
  const run = catalog.runs.get(runId);
  if (run !== undefined && run.trashedMs === null) return run;
  throw new CoreError(
    'run-not-found',
    'This training is not there any more. Look at the list of trainings.',
    {
      runId,
    },
  );
}

export function cardOf({ catalog }: House, run: Run): RunCard {
  const { id, name, method, step, steps, createdMs, failure, datasetVersionId } = run;
  const dataset = datasetVersionId === null ? undefined : catalog.datasets.get(datasetVersionId);
  const job = run.jobId === null ? undefined : catalog.jobs.get(run.jobId);
  const isActive = run.state !== 'finished' && (job?.state === 'queued' || job?.state === 'running');
  return {
    ...{ id, name, method, step, steps, createdMs },
    dataset: dataset === undefined ? '' : `${dataset.name} v${dataset.version}`,
    state: isActive ? job.state : run.state,
    failure: isActive ? null : failure,
    jobId: run.jobId,
  };
}

export async function infoOf(house: House, live: LiveRuns, run: Run): Promise<RunInfo> {
  const folder = folderOf(house, run);
  const points = await thinLosses(lossLogPath(folder), { fromStep: 0, points: healthPoints });
  const bookmarks = new Set(await readBookmarks(folder));
  const step = live.lastStep(run.id);
  const samples = await findSamples(folder);
  await knowNotes(live, run.id, folder);
  return {
    ...cardOf(house, run),
    step: step?.step ?? run.step,
    options: run.options as OptionValues,
    curves: Object.keys(points.at(-1)?.losses ?? {}).map(curveOf),
    samples: samples.map((sample) => sample.step),
    sheet: { columns: [...sampleColumns], rows: await rowsOf(folder) },
    checkpoints: house.catalog.checkpoints.list(run.id).map((checkpoint) => ({
      step: checkpoint.step,
      isBookmarked: bookmarks.has(checkpoint.step),
      sizeBytes: checkpoint.sizeBytes,
    })),
    notes: notesOf(run, live, points, await readSpreads(folder)),
    gaps: [...(await readPauses(folder))],
    ...ratesOf(step, points),
    styles: stylesOf(house, run.id),
  };
}

export function notesOf(
  run: Run,
  live: LiveRuns,
  points: readonly LossLine[],
  spreads: readonly SpreadLine[],
): HealthNote[] {
  const { options, failure } = run;
  const lambdaCycle = options['lambdaCycle'];
  const notes = healthNotes({
    points,
    spreads,
    steps: run.steps,
    lambdaCycle: typeof lambdaCycle === 'number' && lambdaCycle > 0 ? lambdaCycle : 1,
    isDecaying: Number(options['decayFrom'] ?? 0) < run.steps,
    wait: live.lastStep(run.id) ?? null,
    divergedAt: failure?.reason === 'diverged' ? Number(failure.details['step']) : null,
  });
  return [...(live.notes(run.id) ?? []), ...notes].toSorted((a, b) => a.step - b.step);
}

/** A row for each judge photo of the side that has more; the frozen manifest of the run has them last. */
async function rowsOf(folder: string): Promise<number> {
  const text = await readFile(join(folder, 'dataset.json'), 'utf8').catch(() => '');
  const at = text.lastIndexOf('"judge"');
  try {
    const judge = JSON.parse(`{${text.slice(at)}`) as {
      readonly judge: Record<'a' | 'b', readonly string[]>;
    };
    return Math.max(1, judge.judge.a.length, judge.judge.b.length);
  } catch {
    return 1; // not as this version writes it
  }
}

type Rates = Pick<RunInfo, 'secondsPerStep' | 'dataFraction' | 'memoryBytes' | 'etaSeconds'>;

/** As the training tells them now; of one that stands still only the time of a step is known. */
function ratesOf(now: Rates | undefined, points: readonly LossLine[]): Rates {
  if (now === undefined)
    return { secondsPerStep: secondsOf(points), dataFraction: null, memoryBytes: null, etaSeconds: null };
  const { secondsPerStep, dataFraction, memoryBytes, etaSeconds } = now;
  return { secondsPerStep, dataFraction, memoryBytes, etaSeconds };
}

/** The median of the steps that were read. */
function secondsOf(points: readonly LossLine[]): number | null {
  const sorted = points.map(({ elapsedMs }) => elapsedMs).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return middle === undefined ? null : middle / 1000;
}

function stylesOf({ catalog }: House, runId: number): RunInfo['styles'] {
  const made = catalog.translators.list().filter((translator) => translator.runId === runId);
  const byStyle = new Map(made.map((translator) => [translator.styleId, translator]));
  return [...byStyle.values()]
    .filter(({ styleId }) => catalog.styles.get(styleId)?.trashedMs === null)
    .map(({ styleId, name, step }) => ({ id: styleId, name, step: step ?? 0 }));
}
