import { cyclegan } from '../../core/methods/cyclegan.ts';
import type { Method } from '../../core/training/method.ts';
import type { TrainOptions } from '../../core/training/train-options.ts';

/** What one trial has to do. */
export interface TrialWork {
  readonly sizePixels: number;
  readonly filters: number;
  readonly blocks: number;
  readonly repeats: number;
  readonly threads: number;
}

// Methods differ in their options and in nothing that a trial looks at.
export const method = cyclegan as unknown as Method;

/** The paper's options at this size: batch 1, pool of 50, identity loss, no averages. */
export function paperOptions({ sizePixels, filters, blocks }: TrialWork): TrainOptions {
  return method.complete({ size: sizePixels, filters, blocks });
}
