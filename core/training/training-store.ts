import type { LossLine } from '../checkpoint/loss-log.ts';
import type { Checkpoint } from '../checkpoint/save-checkpoint.ts';
import type { SampleSheet } from './sample-sheet.ts';

/** Where the trainer puts what it makes. */
export interface TrainingStore {
  /** Returns the path. The tensors do not change until this is done. */
  saveCheckpoint(checkpoint: Checkpoint): Promise<string>;
  appendLosses(line: LossLine): Promise<void>;
  /** Returns the path. */
  saveSample(step: number, sheet: SampleSheet): Promise<string>;
  /** What the disk has left for samples; undefined when it cannot say. */
  freeBytes(): Promise<number | undefined>;
}
