import { mkdir, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LossLog } from '../checkpoint/loss-log.ts';
import { samplePath } from '../checkpoint/run-folder.ts';
import { removeOldCheckpoints, saveCheckpoint, type SavedCheckpoint } from '../checkpoint/save-checkpoint.ts';
import { addSpread } from '../checkpoint/spread-log.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import type { TrainingStore } from './training-store.ts';

export interface RunStoreOptions {
  /** The run's losses, open from the step that the training goes on from; the caller closes it. */
  readonly losses: LossLog;
  /** Told of each checkpoint that is whole on the disk, and of the steps whose checkpoints went. */
  readonly onCheckpoint?: (saved: SavedCheckpoint, removedSteps: readonly number[]) => void;
}

/** Keeps what a training makes in its run folder; old checkpoints go only when the new one is read back. */
export function openRunStore(runFolder: string, { losses, onCheckpoint }: RunStoreOptions): TrainingStore {
  return {
    async saveCheckpoint(checkpoint) {
      await losses.flush(); // no checkpoint without the lines that lead to it
      const saved = await saveCheckpoint(runFolder, checkpoint);
      const removed = await removeOldCheckpoints(runFolder);
      onCheckpoint?.(saved, removed);
      return saved.folder;
    },
    appendLosses: (line) => losses.append(line),
    async saveSample(step, { file, spread }) {
      const path = samplePath(runFolder, step);
      await mkdir(dirname(path), { recursive: true }); // people tidy up while a run goes on
      await writeFileAtomic(path, file, { overwrite: true });
      await addSpread(runFolder, { step, ...spread });
      return path;
    },
    async freeBytes() {
      const disk = await statfs(runFolder).catch(() => undefined); // some disks cannot say
      return disk && disk.bavail * disk.bsize;
    },
  };
}
