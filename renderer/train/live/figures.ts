import type { RunInfo } from '../../../core/contract/training-contract.ts';
import { formatBytes, formatCount, formatLeft, formatPercent, formatRate } from '../../ui/format.ts';

interface Pace {
  readonly step: number;
  readonly secondsPerStep: number | null;
  readonly dataFraction: number | null;
  readonly etaSeconds: number | null;
  readonly memoryBytes: number | null;
}

/** A wait for pictures above this is worth a word. */
const slowDisk = 0.3;

/** How a run goes, in a few short texts: the step, pictures in a second, memory, waiting for the disk, what is left. */
export function figuresOf(info: RunInfo, newest: Pace | null): readonly string[] {
  const { step, secondsPerStep, dataFraction, etaSeconds, memoryBytes } = newest ?? info;
  const figures = [`Step ${formatCount(step)} of ${formatCount(info.steps)}`];
  if (secondsPerStep !== null && secondsPerStep > 0)
    figures.push(`${formatRate(picturesOf(info) / secondsPerStep)} pictures/s`);
  if (memoryBytes !== null && memoryBytes > 0) figures.push(formatBytes(memoryBytes));
  if (dataFraction !== null && dataFraction > slowDisk)
    figures.push(`waiting for the disk ${formatPercent(dataFraction)} of the time`);
  if (etaSeconds !== null && info.state === 'running') figures.push(formatLeft(etaSeconds));
  return figures;
}

/** Pictures that a step sees: a batch of each side. */
function picturesOf({ options }: RunInfo): number {
  const batch = options['batch'];
  return 2 * (typeof batch === 'number' ? batch : 1);
}
