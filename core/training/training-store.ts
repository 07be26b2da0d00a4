import type { LossLine } from '../checkpoint/loss-log.ts';
import type { Checkpoint } from '../checkpoint/save-checkpoint.ts';

/** Where the trainer puts what it makes. */
export interface TrainingStore {
  /** Returns the path. The tensors do not change until this is done. */
  saveCheckpoint(checkpoint: Checkpoint): Promise<string>;
  appendLosses(line: LossLine): Promise<void>;
  /** A sample sheet as a WebP file; returns the path. */
  saveSample(step: number, sheet: Uint8Array): Promise<string>;
}
