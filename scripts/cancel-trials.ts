import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRandom } from '../core/random/random.ts';
import { jobStarts } from './cancel-trials/job-starts.ts';
import { runCancelTrial, type CancelTrial } from './cancel-trials/run-cancel-trial.ts';
import { markedPhotos, prepareLibrary } from './kill-trials/prepare-library.ts';
import { openWorkplace, type Workplace } from './kill-trials/workplace.ts';

// S-67: cancels jobs of every kind at random moments, and looks at how soon they end and at what they leave.
const resources = fileURLToPath(new URL('../resources', import.meta.url));
const pair = join(resources, 'sample-pair');
/** A job may have ended before the moment that was drawn for it: then another one is tried. */
const mostTries = 4;
const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string' },
    patience: { type: 'string', default: '1' },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'diptych-cancel-trials-'));
await prepareLibrary(join(folder, 'library'), pair);
const workplace = await openWorkplace(join(folder, 'library'), resources);
const trials = await runTrials(workplace);
await workplace.close();
rmSync(folder, { recursive: true });
const faults = trials.flatMap(({ kind, cancelledAfterMs, faults }) =>
  faults.map((fault) => `${kind}, cancelled after ${cancelledAfterMs} ms: ${fault}`),
);
console.log(JSON.stringify({ kinds: summaries(trials), faults }));
process.exitCode = faults.length === 0 ? 0 : 1;

async function runTrials(workplace: Workplace): Promise<readonly CancelTrial[]> {
  await addPhotos(workplace);
  const random = createRandom(Number(values.seed));
  const done: CancelTrial[] = [];
  for (const job of jobStarts.filter(({ kind }) => values.kind === undefined || kind === values.kind)) {
    let mostMs = job.atMostMs;
    const wanted = Number(values.trials);
    for (let number = 0, cancelled = 0; cancelled < wanted && number < mostTries * wanted; number++) {
      const name = `${job.kind}-${values.seed}-${number}`;
      const place = { name, number, folder: join(folder, name), pair };
      const cancelling = { afterMs: random.integer(mostMs), patience: Number(values.patience) };
      const trial = await runCancelTrial(workplace, job, place, cancelling);
      // One that had ended before says how long a job of this kind takes.
      if (trial.hadEnded) mostMs = Math.max(1, Math.min(mostMs, Math.ceil(trial.effectiveMs)));
      else cancelled++;
      done.push(trial);
      for (const fault of trial.faults) console.error(`${name}: ${fault}`);
    }
  }
  return done;
}

async function addPhotos({ house, areas }: Workplace): Promise<void> {
  const photos = join(folder, 'photos');
  markedPhotos(join(pair, 'held-out', 'day'), photos, 'here');
  markedPhotos(join(resources, 'sample-photos'), photos, 'here');
  const tickets = [house.tickets.mint({ path: photos, name: 'photos', kind: 'folder', isUpload: false })];
  const { signal } = new AbortController();
  const { jobId } = await areas.photos.import({ tickets, place: 'copy' }, { signal });
  await house.queue.ended(jobId);
}

function summaries(all: readonly CancelTrial[]) {
  return Object.fromEntries(
    Map.groupBy(
      all.filter(({ hadEnded }) => !hadEnded),
      ({ kind }) => kind,
    )
      .entries()
      .map(([kind, trials]) => [
        kind,
        {
          cancelled: trials.length,
          acknowledgedMs: Math.round(Math.max(...trials.map(({ acknowledgedMs }) => acknowledgedMs))),
          effectiveMs: Math.round(Math.max(...trials.map(({ effectiveMs }) => effectiveMs))),
        },
      ]),
  );
}
