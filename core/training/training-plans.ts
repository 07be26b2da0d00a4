import type { StepCost } from './training-cost.ts';

type Options = Readonly<Record<string, number | boolean>>;

/** How long a person is willing to wait. */
export interface TrainingBudget {
  readonly id: 'quick' | 'overnight' | 'best';
  readonly title: string;
  readonly seconds: number;
  /** Fewer steps than this do not show what a size can do. */
  readonly leastSteps: number;
}

export const trainingBudgets: readonly TrainingBudget[] = [
  { id: 'quick', title: 'Quick look', seconds: 15 * 60, leastSteps: 2500 },
  { id: 'overnight', title: 'Overnight', seconds: 7 * 3600, leastSteps: 20_000 },
  { id: 'best', title: 'Best', seconds: 30 * 3600, leastSteps: 30_000 },
];

/** From the best that there is to the least that still shows a look. */
const sizes: readonly Options[] = [
  { size: 256, filters: 64, blocks: 9 },
  { size: 256, filters: 48, blocks: 9 },
  { size: 256, filters: 32, blocks: 9 },
  { size: 192, filters: 32, blocks: 6 },
  { size: 128, filters: 48, blocks: 6 },
  { size: 128, filters: 32, blocks: 6 },
  { size: 96, filters: 32, blocks: 6 },
  { size: 64, filters: 32, blocks: 4 },
  { size: 64, filters: 16, blocks: 3 },
  { size: 32, filters: 16, blocks: 2 },
];
/** As the published code trains at most. */
const mostSteps = 200_000;

/** The sizes worth considering for pictures of which most have at least so many pixels a side. */
export function candidateOptions(shortSidePixels: number): readonly Options[] {
  const fitting = sizes.filter(({ size }) => Number(size) <= shortSidePixels);
  return (fitting.length > 0 ? fitting : sizes.slice(-1)).map((options) => ({ ...options, ema: true }));
}

/** A size with what its step costs here. */
export interface Candidate<Given> {
  readonly options: Given;
  readonly cost: StepCost;
}

export interface ChosenPlan<Given> extends Candidate<Given> {
  readonly budget: TrainingBudget;
  readonly steps: number;
}

/**
 * The best of the candidates, which come best first, that gets enough steps within each budget and fits into the memory;
 * where none does, the least one.
 */
export function choosePlans<Given>(
  candidates: readonly Candidate<Given>[],
  memoryBytes: number,
): readonly ChosenPlan<Given>[] {
  return trainingBudgets.map((budget) => {
    const fits = ({ cost }: Candidate<Given>) =>
      cost.memoryBytes <= memoryBytes && stepsWithin(budget, cost) >= budget.leastSteps;
    const chosen = candidates.find(fits) ?? candidates.at(-1)!;
    return { ...chosen, budget, steps: rounded(stepsWithin(budget, chosen.cost)) };
  });
}

function stepsWithin({ seconds }: TrainingBudget, { secondsPerStep }: StepCost): number {
  return Math.max(100, Math.min(mostSteps, seconds / secondsPerStep));
}

/** To two digits, downwards: 4,538 -> 4,500. */
function rounded(steps: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(steps)) - 1);
  return Math.floor(steps / unit) * unit;
}
