import type { Random } from '../random/random.ts';

/** What the pool answers to one batch of fakes. */
export interface PoolDraw {
  /** [batch, ...image]: the old images that were drawn, zeros elsewhere. */
  readonly old: Float32Array;
  /** For each image of the batch its place in old + new: below `batch` an old image, from there on a new one. */
  readonly picks: Int32Array;
  /** Stores what is to be stored of the fakes [batch, ...image], once they are made. */
  keep(fakes: Float32Array): void;
}

/**
 * A history of fakes for the discriminators (Shrivastava et al. 2017; CycleGAN Sec. 4), image by image: until it
 * is full every fake is stored and returned; then, half of the time, a random old one is returned and replaced.
 * Chooses before the fakes exist, so that the choice is an input of the step.
 */
export class ImagePool {
  readonly #images: Float32Array[];
  readonly #capacity: number;
  readonly #imageLength: number;

  constructor(capacity: number, imageLength: number, images: readonly Float32Array[] = []) {
    this.#capacity = capacity;
    this.#imageLength = imageLength;
    this.#images = [...images];
  }

  /** The images in their places, for a checkpoint. */
  get images(): readonly Float32Array[] {
    return this.#images;
  }

  draw(batch: number, random: Random): PoolDraw {
    const old = new Float32Array(batch * this.#imageLength);
    const picks = new Int32Array(batch);
    const written = new Map<number, number>(); // place in the pool -> image of this batch that goes there
    let filled = this.#images.length;
    for (let i = 0; i < batch; i++) {
      picks[i] = batch + i;
      if (filled < this.#capacity) {
        written.set(filled++, i);
      } else if (random.uniform() < 0.5) {
        const place = random.integer(this.#capacity);
        picks[i] = this.#answer(place, i, written, old, batch);
        written.set(place, i);
      }
    }
    return { old, picks, keep: (fakes) => this.#keep(written, fakes) };
  }

  /** The image at a place: one of this batch when it was written there just now, else the old one. */
  #answer(
    place: number,
    i: number,
    written: ReadonlyMap<number, number>,
    old: Float32Array,
    batch: number,
  ): number {
    const justNow = written.get(place);
    if (justNow !== undefined) return batch + justNow;
    old.set(this.#images[place]!, i * this.#imageLength);
    return i;
  }

  #keep(written: ReadonlyMap<number, number>, fakes: Float32Array): void {
    for (const [place, i] of written) {
      this.#images[place] = fakes.slice(i * this.#imageLength, (i + 1) * this.#imageLength);
    }
  }
}
