import type { TrainingRequest } from '../../core/services/core.ts';

export const datasetName = 'day-and-dusk';

/** Steps that give a convincing look within four minutes on two cores. */
export const demoSteps = 800;

/**
 * A CycleGAN small enough for a few minutes without a GPU. Against the paper: fewer filters and blocks, a higher
 * learning rate for the few steps, twice the weight on coming back, and averaged generators: both calm what the
 * discriminators stir up in a short training.
 */
export function demoTraining(name: string, steps: number): TrainingRequest {
  return {
    name,
    method: 'cyclegan',
    data: datasetName,
    options: {
      size: 96,
      load: 128,
      filters: 16,
      blocks: 3,
      lambdaCycle: 20,
      learningRate: 1e-3,
      ema: true,
      emaDecay: 0.99,
      steps,
    },
    pace: { sampleSteps: Math.ceil(steps / 4) },
  };
}

/** `demo`, or the first of `demo-2`, `demo-3`, ... that no run has. */
export function freeRunName(taken: readonly string[]): string {
  for (let attempt = 1; ; attempt++) {
    const name = attempt === 1 ? 'demo' : `demo-${attempt}`;
    if (!taken.includes(name)) return name;
  }
}
