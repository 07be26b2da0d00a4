import type { ErrorName } from './error-codes.ts';

/**
 * What long work tells while it runs: one vocabulary for the terminal, `--json` and the window. Times are in
 * seconds, sizes in bytes, `fraction` in [0, 1]; paths are absolute.
 */
export type CoreEvent =
  | DatasetProgress
  | DatasetImported
  | TrainingStarted
  | TrainingPreparing
  | TrainingStep
  | TrainingCheckpoint
  | TrainingSample
  | SamplesPaused
  | ImagesLost
  | TranslatorSaved
  | TrainingEnded
  | TranslationProgress
  | PhotoEnded
  | Warning;

/** Which way a translator goes between the two sides of its dataset. */
export type Direction = 'a-to-b' | 'b-to-a';

export type OnProgress = (event: CoreEvent) => void;

export interface DatasetProgress {
  readonly type: 'dataset-progress';
  readonly dataset: string;
  readonly done: number;
  readonly total: number;
}

export interface DatasetImported {
  readonly type: 'dataset-imported';
  readonly dataset: string;
  readonly version: number;
  readonly used: { readonly a: number; readonly b: number };
  readonly judge: { readonly a: number; readonly b: number };
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly string[];
}

/** A file of a dataset folder that is not trained on, and why. */
export interface LeftOut {
  readonly side: 'a' | 'b';
  readonly path: string;
  readonly reason: ErrorName;
  readonly message: string;
}

export interface TrainingStarted {
  readonly type: 'training-started';
  readonly run: string;
  readonly folder: string;
  readonly method: string;
  readonly dataset: string;
  readonly fromStep: number;
  readonly steps: number;
}

/** The step is being traced, compiled or loaded from the cache; `fraction` is null while it cannot be known. */
export interface TrainingPreparing {
  readonly type: 'training-preparing';
  readonly run: string;
  readonly stage: string;
  readonly fraction: number | null;
}

export interface TrainingStep {
  readonly type: 'training-step';
  readonly run: string;
  readonly step: number;
  readonly steps: number;
  readonly losses: Readonly<Record<string, number>>;
  readonly secondsPerStep: number;
  /** Of this step, the time spent waiting for pictures. */
  readonly dataSeconds: number;
  /** Of the time of the last steps, the part spent waiting for pictures, in [0, 1]. */
  readonly dataFraction: number;
  /** Of the same time, the part spent waiting for pictures to be read from the disk; the rest of the wait is decoding. */
  readonly diskFraction: number;
  readonly etaSeconds: number;
}

export interface TrainingCheckpoint {
  readonly type: 'training-checkpoint';
  readonly run: string;
  readonly step: number;
  readonly path: string;
}

export interface TrainingSample {
  readonly type: 'training-sample';
  readonly run: string;
  readonly step: number;
  readonly path: string;
}

/** The disk has too little left for sample sheets; checkpoints go on. */
export interface SamplesPaused {
  readonly type: 'samples-paused';
  readonly run: string;
  readonly step: number;
  readonly freeBytes: number;
}

/** Pictures that could no longer be read while training; others took their places. */
export interface ImagesLost {
  readonly type: 'images-lost';
  readonly run: string;
  readonly paths: readonly string[];
}

export interface TranslatorSaved {
  readonly type: 'translator-saved';
  readonly translator: string;
  readonly direction: Direction;
  readonly run: string;
  readonly step: number;
  readonly path: string;
}

export interface TrainingEnded {
  readonly type: 'training-ended';
  readonly run: string;
  readonly step: number;
  readonly steps: number;
  readonly status: 'finished' | 'paused';
}

export interface TranslationProgress {
  readonly type: 'translation-progress';
  readonly done: number;
  readonly total: number;
  readonly photo: string;
  /** Of this photo. */
  readonly fraction: number;
}

export interface PhotoEnded {
  readonly type: 'photo-ended';
  readonly outcome: PhotoOutcome;
}

/** What became of one photo of a batch. */
export type PhotoOutcome =
  | {
      readonly status: 'done';
      readonly photo: string;
      readonly result: string;
      readonly seconds: number;
      readonly warnings: readonly string[];
    }
  | {
      readonly status: 'skipped' | 'failed';
      readonly photo: string;
      readonly reason: ErrorName | 'already-translated';
      readonly message: string;
    };

export interface Warning {
  readonly type: 'warning';
  readonly message: string;
}
