import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { processIo } from '../core/cli/command-io.ts';
import { describeError } from '../core/cli/describe-error.ts';
import { formatDuration } from '../core/cli/format.ts';
import { listenForInterruption } from '../core/cli/interruption.ts';
import { createTextReporter, type Reporter } from '../core/cli/reporter.ts';
import { errorCodes } from '../core/contract/error-codes.ts';
import type { CoreEvent } from '../core/contract/events.ts';
import { createCore } from '../core/create-core.ts';
import { writeFileAtomic } from '../core/files/write-file-atomic.ts';
import type { Core, Work } from '../core/services/core.ts';
import { contactSheet } from './demo/contact-sheet.ts';
import { findingOf, findingsTable, isCloser } from './demo/findings.ts';
import { translateHeldOut, type Translation } from './demo/held-out.ts';
import { datasetName, demoSteps, demoTraining, freeRunName } from './demo/training-request.ts';

const samplePair = fileURLToPath(new URL('../resources/sample-pair', import.meta.url));

const help = `npm run demo [-- --steps N] [-- --out FOLDER]
Trains a small CycleGAN on the sample pair (the same kind of place by day and at dusk, no two pictures of one place),
translates pictures it has never seen both ways, compares them with the truth, and writes a contact sheet.
  --steps N     length of the training, ${demoSteps} unless told
  --out FOLDER  where the pictures go, ./demo-output unless told`;

const options = readOptions();
if (options === undefined) process.exitCode = 2;
else if (options.help) console.log(help);
else process.exitCode = await main(resolve(options.out), Number(options.steps));

function readOptions() {
  try {
    return parseArgs({
      options: {
        help: { type: 'boolean', default: false },
        steps: { type: 'string', default: String(demoSteps) },
        out: { type: 'string', default: 'demo-output' },
      },
    }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`);
    return undefined;
  }
}

/** Resolves to the exit code: that of the command line, and 1 when translating is no closer than doing nothing. */
async function main(out: string, steps: number): Promise<number> {
  const io = processIo();
  const reporter = createTextReporter(io);
  const interruption = listenForInterruption(() =>
    io.err('\nStopping; press Ctrl+C again to stop at once.\n'),
  );
  try {
    const work = { signal: interruption.signal, onProgress: (event: CoreEvent) => reporter.event(event) };
    return await demo(out, steps, work, reporter);
  } catch (error) {
    reporter.error(error);
    return describeError(error).exitCode;
  } finally {
    interruption.stopListening();
  }
}

async function demo(out: string, steps: number, work: Work, reporter: Reporter): Promise<number> {
  const startedMs = performance.now();
  const core = await createCore({ onWarning: (message) => reporter.event({ type: 'warning', message }) });
  try {
    const run = await trainDemo(core, steps, work);
    if (run === undefined) return errorCodes.cancelled.exitCode;
    const translations = await translateBothWays(core, run, out, work);
    const sheet = join(out, `${run}-contact-sheet.png`);
    mkdirSync(out, { recursive: true });
    await writeFileAtomic(sheet, await contactSheet(translations), { overwrite: true });
    const findings = translations.map(findingOf);
    const took = formatDuration((performance.now() - startedMs) / 1000);
    const text = [
      findingsTable(findings),
      `Contact sheet: ${sheet}`,
      `Took ${took}. The run is kept: npx diptych runs`,
    ];
    reporter.result({ findings, sheet }, text.join('\n'));
    return findings.every(isCloser) ? 0 : 1;
  } finally {
    await core.close();
  }
}

/** The finished run's name, or undefined when it was stopped. */
async function trainDemo(core: Core, steps: number, work: Work): Promise<string | undefined> {
  const folders = { a: join(samplePair, 'day'), b: join(samplePair, 'dusk') };
  await core.datasets.import({ name: datasetName, ...folders }, work);
  const name = freeRunName(core.training.list().map((run) => run.name));
  const { status, run } = await core.training.start(demoTraining(name, steps), work);
  return status === 'finished' ? run : undefined;
}

async function translateBothWays(core: Core, run: string, out: string, work: Work): Promise<Translation[]> {
  const held = { folder: join(samplePair, 'held-out'), out: join(out, run) };
  return [
    await translateHeldOut(core, run, { ...held, direction: 'a-to-b', from: 'day', to: 'dusk' }, work),
    await translateHeldOut(core, run, { ...held, direction: 'b-to-a', from: 'dusk', to: 'day' }, work),
  ];
}
