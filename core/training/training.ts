import type { BatchSource } from '../dataset/open-batches.ts';
import type { Step, StepRunner } from '../engine/step.ts';
import type { JudgePhotos } from './judge-photos.ts';
import type { Method } from './method.ts';
import type { Pace } from './pace.ts';
import type { TrainOptions } from './train-options.ts';
import type { SavedState } from './train-state.ts';
import type { TrainingStore } from './training-store.ts';

/** All that a training is made of. */
export interface Training {
  readonly method: Method;
  readonly options: TrainOptions;
  /** Makes a step ready to run; the trainer disposes of what it gets. */
  readonly createRunner: (step: Step) => Promise<StepRunner>;
  /** The caller closes it. */
  readonly batches: Pick<BatchSource, 'next'> & Partial<Pick<BatchSource, 'readingShare'>>;
  readonly judge: JudgePhotos;
  readonly store: TrainingStore;
  readonly pace: Pace;
  /** Where to go on; from the beginning when absent. */
  readonly resumeFrom?: SavedState;
  /** Ends the training after the present step, with a checkpoint. */
  readonly signal: AbortSignal;
  /** What a person asks while it runs; looked at after each step. */
  readonly wishes?: TrainingWishes;
  /** Lets others have the processor between steps, and messages be heard. */
  readonly turn?: () => Promise<void>;
  /** Seconds of a clock that only goes forward. */
  readonly now?: () => number;
}

export interface TrainingWishes {
  /** A checkpoint after this step; false again once it is saved. */
  checkpoint: boolean;
  /** The end: the run is finished at this step. */
  stop: boolean;
}

export type TrainingNews =
  | {
      readonly type: 'step';
      /** Steps done. */
      readonly step: number;
      readonly losses: Readonly<Record<string, number>>;
      readonly secondsPerStep: number;
      /** Of the last steps, the part spent waiting for pictures, and for reading these from the disk. */
      readonly dataFraction: number;
      readonly diskFraction: number;
      /** Of this step, the time spent waiting for pictures. */
      readonly dataSeconds: number;
      readonly etaSeconds: number;
    }
  | { readonly type: 'checkpoint' | 'sample'; readonly step: number; readonly path: string }
  /** The disk has too little left for samples; told once until there is room again. */
  | { readonly type: 'samples-paused'; readonly step: number; readonly freeBytes: number }
  | { readonly type: 'images-lost'; readonly paths: readonly string[] }
  | { readonly type: 'ended'; readonly step: number; readonly status: 'finished' | 'paused' };
