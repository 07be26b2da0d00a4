import type { RunInfo } from '../../../core/contract/training-contract.ts';
import { formatBytes, formatCount, formatLeft, formatPercent, formatRate } from '../../ui/format.ts';

interface Pace {
  readonly step: number;
  readonly secondsPerStep: number | null;
  readonly dataFraction: number | null;
  readonly etaSeconds: number | null;
  readonly memoryBytes: number | null;
}

/** How a run goes, in a few short texts: the step, its pace, memory, waiting for photos, what is left. */
export function figuresOf(info: RunInfo, newest: Pace | null): readonly string[] {
  const { step, secondsPerStep, dataFraction, etaSeconds, memoryBytes } = newest ?? info;
  const figures = [`Step ${formatCount(step)} of ${formatCount(info.steps)}`];
  if (secondsPerStep !== null && secondsPerStep > 0) {
    figures.push(paceOf(secondsPerStep));
    figures.push(`${formatRate(picturesOf(info) / secondsPerStep)} pictures/s`);
  }
  // What it held and waited for says nothing once it stands still.
  if (info.state !== 'running') return figures;
  if (memoryBytes !== null && memoryBytes > 0) figures.push(`${formatBytes(memoryBytes)} of memory`);
  if (dataFraction !== null) figures.push(`${formatPercent(dataFraction)} waiting for photos`);
  if (etaSeconds !== null) figures.push(formatLeft(etaSeconds));
  return figures;
}

/** Quick steps are counted in a second, slow ones take seconds each. */
function paceOf(secondsPerStep: number): string {
  return secondsPerStep < 1
    ? `${formatRate(1 / secondsPerStep)} steps/s`
    : `${formatRate(secondsPerStep)} s a step`;
}

/** Pictures that a step sees: a batch of each side. */
function picturesOf({ options }: RunInfo): number {
  const batch = options['batch'];
  return 2 * (typeof batch === 'number' ? batch : 1);
}
