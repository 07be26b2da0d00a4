export interface LinearDecay {
  readonly learningRate: number;
  readonly decayFrom: number;
  readonly steps: number;
}

/**
 * The learning rate of step 0, 1, ...: constant up to `decayFrom`, then in a line towards 0, which the step after
 * the last one would have. As in the released code of CycleGAN, by step instead of by epoch.
 */
export function linearDecay(step: number, { learningRate, decayFrom, steps }: LinearDecay): number {
  return learningRate * (1 - Math.max(0, step + 1 - decayFrom) / (steps - decayFrom + 1));
}

/**
 * How much of the weights' running average stays in step 0, 1, ...: grows to `decay`, so that the average forgets
 * the untrained weights at once (TensorFlow's ExponentialMovingAverage with `num_updates`).
 */
export function averageDecay(step: number, decay: number): number {
  return Math.min(decay, (1 + step) / (10 + step));
}
