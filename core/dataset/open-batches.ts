import { Worker } from 'node:worker_threads';
import { CoreError } from '../contract/core-error.ts';
import type { BatchRecipe } from './batch-maker.ts';
import type { BatchAnswer, BatchOrder } from './batch-messages.ts';
import { trainingImages, type DatasetManifest, type Side } from './manifest.ts';

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
  /** Pictures (`a/…`, `b/…`) that could not be read as imported and were replaced by the next ones of the order. */
  readonly lost: readonly string[];
}

export interface BatchSource {
  /** The batch of a step (0, 1, 2, ...): depends on the seed and the step alone. Throws `cancelled`, `images-lost`. */
  next(step: number): Promise<TrainingBatch>;
  /** Of the time that reading and decoding the last batch's pictures took, the part that was reading; 0 when they were in memory. */
  readonly readingShare: number;
  /** Ends the worker; the process may then exit. */
  close(): Promise<void>;
}

/** Batches prepared ahead: while one is trained on, these wait or are being made. */
const aheadBatches = 3;
const defaultCacheBytes = 1024 ** 3;

/**
 * Starts a worker that prepares training batches: resize to load x load, random crop, random flip (CycleGAN, appendix
 * 7.1). Each epoch draws every picture of a side once, in an order of its own. Errors: `invalid-option`,
 * `too-few-images`.
 */
export function openBatches(options: BatchOptions): BatchSource {
  const recipe = recipeFor(options);
  const worker = new Worker(new URL('./batch-worker.ts', import.meta.url), {
    workerData: recipe,
    execArgv: [], // flags of the program are not meant for the worker; some stop it
  });
  return new WorkerBatches(worker, options.signal);
}

function recipeFor(options: BatchOptions): BatchRecipe {
  const { manifest, load, crop, batch, flip, seed, cacheBytes = defaultCacheBytes } = options;
  const areWhole = [load, crop, batch].every((value) => Number.isInteger(value) && value > 0);
  if (!areWhole || crop > load) {
    throw new CoreError(
      'invalid-option',
      `Expected whole numbers with crop <= load and batch >= 1; found load ${load}, crop ${crop}, batch ${batch}.`,
      { load, crop, batch },
    );
  }
  const domain = (side: Side) => {
    const images = trainingImages(manifest, side);
    if (images.length > 0) return { folder: manifest.domains[side].folder, images };
    throw new CoreError(
      'too-few-images',
      `Side ${side} of "${manifest.name}" has no pictures to train on. Import it again.`,
      { side },
    );
  };
  return { a: domain('a'), b: domain('b'), load, crop, batch, flip, seed, cacheBytes };
}

interface Waiter {
  readonly resolve: (batch: TrainingBatch) => void;
  readonly reject: (error: Error) => void;
}

class WorkerBatches implements BatchSource {
  readonly #worker: Worker;
  readonly #signal: AbortSignal;
  readonly #ready = new Map<number, BatchAnswer>();
  readonly #waiters = new Map<number, Waiter>();
  readonly #stop = () => void this.close();
  readingShare = 0;
  #generation = 0;
  #expectedStep = -1;
  #ended: Error | undefined;

  constructor(worker: Worker, signal: AbortSignal) {
    this.#worker = worker;
    this.#signal = signal;
    worker.on('message', (answer: BatchAnswer) => this.#receive(answer));
    worker.on('error', (cause) =>
      this.#end(
        new CoreError(
          'images-lost',
          `The preparation of batches stopped: ${String(cause)}. Resume the run.`,
          {},
          { cause },
        ),
      ),
    );
    worker.on('exit', () => this.#end(cancelled()));
    worker.unref(); // only a caller who waits keeps the process alive
    signal.addEventListener('abort', this.#stop, { once: true });
    if (signal.aborted) this.#stop();
  }

  async next(step: number): Promise<TrainingBatch> {
    if (this.#ended) throw this.#ended;
    if (step !== this.#expectedStep) this.#seek(step);
    this.#expectedStep = step + 1;
    const answer = this.#ready.get(step);
    if (!answer) return this.#wait(step);
    this.#ready.delete(step);
    return this.#take(answer);
  }

  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#stop);
    this.#end(cancelled());
    await this.#worker.terminate();
  }

  #seek(step: number): void {
    this.#generation++;
    this.#ready.clear();
    this.#reject(cancelled());
    this.#tell({ kind: 'seek', step, generation: this.#generation, credits: aheadBatches });
  }

  #wait(step: number): Promise<TrainingBatch> {
    this.#worker.ref();
    return new Promise((resolve, reject) => this.#waiters.set(step, { resolve, reject }));
  }

  #receive(answer: BatchAnswer): void {
    if (answer.generation !== this.#generation) return;
    const waiter = this.#waiters.get(answer.step);
    if (!waiter) {
      this.#ready.set(answer.step, answer);
      return;
    }
    this.#waiters.delete(answer.step);
    if (this.#waiters.size === 0) this.#worker.unref();
    this.#take(answer).then(waiter.resolve, waiter.reject);
  }

  async #take(answer: BatchAnswer): Promise<TrainingBatch> {
    this.#tell({ kind: 'more', generation: this.#generation });
    if (answer.kind === 'batch') {
      this.readingShare = answer.readingShare;
      return answer.batch;
    }
    throw new CoreError(answer.reason, answer.message, answer.details);
  }

  #tell(order: BatchOrder): void {
    this.#worker.postMessage(order);
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#reject(this.#ended);
  }

  #reject(error: Error): void {
    for (const { reject } of this.#waiters.values()) reject(error);
    this.#waiters.clear();
  }
}

function cancelled(): CoreError {
  return new CoreError('cancelled', 'The batches were closed.');
}
