import type { DatasetManifest } from './manifest.ts';

export interface BatchOptions {
  readonly manifest: DatasetManifest;
  /** Every picture is resized to load x load pixels (the aspect is lost). */
  readonly load: number;
  /** Side of the square that is cut out at a random place. */
  readonly crop: number;
  readonly batch: number;
  /** Mirrors half of the pictures. */
  readonly flip: boolean;
  readonly seed: number;
  /** Decoded pictures are kept in memory up to this many bytes; default 1 GiB. */
  readonly cacheBytes?: number;
  readonly signal: AbortSignal;
}

export interface TrainingBatch {
  /** Side a, [batch, crop, crop, 3] in [-1, 1]. */
  readonly x: Float32Array;
  /** Side b, same shape. */
  readonly y: Float32Array;
  /** Pictures (`a/…`, `b/…`) that could not be read and were replaced by the next ones of the order. */
  readonly lost: readonly string[];
}

export interface BatchSource {
  /** The batch of a step (0, 1, 2, ...): depends on the seed and the step alone. Throws `cancelled`, `images-lost`. */
  next(step: number): Promise<TrainingBatch>;
  /** Ends the worker; the process may then exit. */
  close(): Promise<void>;
}

export function openBatches(_options: BatchOptions): BatchSource {
  throw new Error('unfinished');
}
