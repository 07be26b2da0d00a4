import { usualFreeBytes } from './pace.ts';
import type { TrainingSession } from './training-session.ts';
import type { Training, TrainingNews } from './training.ts';

/** Draws the sample sheets of a training, as long as the disk has room for them. */
export class Sampler {
  readonly #training: Pick<Training, 'store' | 'pace'>;
  readonly #session: TrainingSession;
  #isPaused = false;

  constructor(training: Pick<Training, 'store' | 'pace'>, session: TrainingSession) {
    this.#training = training;
    this.#session = session;
  }

  /** A sheet of the step that is done, or why there is none; that is told once. */
  async *sample(): AsyncGenerator<TrainingNews> {
    const { store, pace } = this.#training;
    const { step } = this.#session;
    const freeBytes = await store.freeBytes();
    if (freeBytes === undefined || freeBytes >= (pace.leastFreeBytes ?? usualFreeBytes)) {
      this.#isPaused = false;
      yield { type: 'sample', step, path: await this.#session.drawSamples() };
    } else if (!this.#isPaused) {
      this.#isPaused = true;
      yield { type: 'samples-paused', step, freeBytes };
    }
  }
}
