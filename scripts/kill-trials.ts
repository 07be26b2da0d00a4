import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRandom } from '../core/random/random.ts';
import { newPromised, type Promised } from './kill-trials/acknowledged.ts';
import { checkPromises } from './kill-trials/check-promises.ts';
import { halfFiles } from './kill-trials/half-files.ts';
import { markedPhotos, prepareLibrary } from './kill-trials/prepare-library.ts';
import { runTrial } from './kill-trials/run-trial.ts';
import { work, type WorkOrder } from './kill-trials/work.ts';

// S-53: kills the app at random moments while it imports, translates and trains, and looks at what is left.
const resources = fileURLToPath(new URL('../resources', import.meta.url));
/** From the opening of the library; long enough for all three to be at work. */
const longestMs = 12_000;
const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    work: { type: 'string' },
  },
});

if (values.work !== undefined) {
  const order = JSON.parse(values.work) as WorkOrder;
  await work(order, (one) => process.stdout.write(`${JSON.stringify(one)}\n`));
}

const folder = mkdtempSync(join(tmpdir(), 'diptych-kill-trials-'));
const faults = await runTrials(Number(values.trials), Number(values.seed));
console.log(JSON.stringify({ trials: Number(values.trials), faults }));
rmSync(folder, { recursive: true });
process.exitCode = faults.length === 0 ? 0 : 1;

async function runTrials(trials: number, seed: number): Promise<readonly string[]> {
  const library = join(folder, 'library');
  const pair = join(resources, 'sample-pair');
  await prepareLibrary(library, pair);
  const random = createRandom(seed);
  const promised = newPromised();
  const faults: string[] = [];
  for (let trial = 1; trial <= trials; trial++) {
    const photos = join(folder, `photos-${trial}`);
    markedPhotos(join(pair, 'day'), photos, `${seed}/${trial}`);
    const order: WorkOrder = { library, resources, photos, seed: seed * 100_000 + trial };
    const argv = [fileURLToPath(import.meta.url), '--work', JSON.stringify(order)];
    const killAfterMs = random.integer(longestMs);
    const refusal = await runTrial({ argv, killAfterMs }, promised);
    const found = refusal === undefined ? await checkPromises(library, resources, promised) : [refusal];
    faults.push(...found.map((fault) => `trial ${trial}, killed after ${killAfterMs} ms: ${fault}`));
    console.error(
      `trial ${trial}: ${promised.jobs.size} jobs, ${promised.ended.size} ended, step ${stepOf(promised)}, ${found.length} faults`,
    );
  }
  return [...faults, ...(await halfFiles(library, resources))];
}

function stepOf({ steps }: Promised): number {
  return Math.max(0, ...steps.values());
}
