import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkpoint } from './save-checkpoint.ts';

/** A run folder inside `parent` that a test may fill with checkpoints. */
export function emptyRun(parent: string): string {
  const folder = join(parent, 'run');
  mkdirSync(join(folder, 'checkpoints'), { recursive: true });
  return folder;
}

/** A small checkpoint whose values tell its step. */
export function checkpointOf(step: number, milestone = false): Checkpoint {
  return {
    step,
    milestone,
    tensors: { 'G/kernel': { shape: [2, 2], values: new Float32Array([step, 1, 2, 3]) } },
    manifest: {
      method: 'cyclegan',
      options: { size: 128, lambdaCycle: 10, learningRate: 2e-4 },
      random: { pool: [1, -2, 3, 4] },
      extra: { poolCount: { x: 3, y: 4 } },
    },
  };
}
