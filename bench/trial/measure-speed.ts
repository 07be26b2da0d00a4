import { join } from 'node:path';
import { createStepRunner } from '../../core/engine/create-step-runner.ts';
import { engineFacts } from '../../core/engine/engine-facts.ts';
import { writeFileAtomic } from '../../core/files/write-file-atomic.ts';
import { openTranslator } from '../../core/translator/open-translator.ts';
import { translatePhoto } from '../../core/translator/translate-photo.ts';
import { buildTrainStep, initialState } from '../../core/training/train-step.ts';
import type { SpeedLine } from '../trial-lines.ts';
import { exportGenerator } from './export-generator.ts';
import { medianSeconds } from './median-seconds.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { noise, trainingInputs } from './training-inputs.ts';
import { method, paperOptions, type TrialWork } from './trial-work.ts';

/**
 * Trains, exports and translates as the product does, in this order and in one process as the peers do: the peak
 * memory is read when the networks have run, before photos as such are looked at.
 */
export function measureSpeed(work: TrialWork): Promise<SpeedLine> {
  return withTemporaryFolder(async (folder) => {
    const { state, secondsPerStep } = await measureTraining(work, join(folder, 'cache'));
    const trainPeak = peakMib();
    const path = join(folder, 'translator.onnx');
    await writeFileAtomic(path, exportGenerator(work, state));
    return {
      engine: `onnxruntime ${engineFacts().version}`,
      threads: work.threads,
      train_s_per_step: secondsPerStep,
      train_peak_rss_mib: trainPeak,
      ...(await measureTranslation(work, path)),
    };
  });
}

async function measureTraining(work: TrialWork, cacheFolder: string) {
  const options = paperOptions(work);
  const step = buildTrainStep(method, options);
  const runner = await createStepRunner(step, { cacheFolder, threads: work.threads });
  runner.setState(initialState(method, options));
  const inputs = trainingInputs(step, method, options);
  const losses = new Set<number>();
  const secondsPerStep = await medianSeconds(work.repeats, async () => {
    for (const values of Object.values(await runner.run(inputs))) losses.add(values[0]!);
  });
  if (![...losses].every(Number.isFinite))
    throw new Error('A loss is not finite: what was timed is not training.');
  const state = runner.state();
  await runner.dispose();
  return { state, secondsPerStep };
}

async function measureTranslation(
  { sizePixels, repeats, threads }: TrialWork,
  path: string,
): Promise<Pick<SpeedLine, 'translate_s_per_photo' | 'translate_photo_s' | 'peak_rss_mib'>> {
  const translator = await openTranslator(path, { threads });
  const session = await translator.whole();
  const planes = { values: noise(3 * sizePixels ** 2, 0), batch: 1, height: sizePixels, width: sizePixels };
  const network = await medianSeconds(repeats, () => session.run(planes));
  const networkPeak = peakMib();
  const photo = {
    widthPixels: sizePixels,
    heightPixels: sizePixels,
    rgb: Uint8Array.from(planes.values, (value) => (value + 1) * 127.5),
    metadata: { format: 'png' },
    warnings: [],
  } as const;
  const { signal } = new AbortController();
  const whole = await medianSeconds(repeats, () => translatePhoto(translator, photo, { signal }));
  await translator.dispose();
  return { translate_s_per_photo: network, translate_photo_s: whole, peak_rss_mib: networkPeak };
}

function peakMib(): number {
  return process.resourceUsage().maxRSS / 1024;
}
