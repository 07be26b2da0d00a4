import { createRandom } from '../random/random.ts';
import { openTranslator, type Planes } from '../translator/open-translator.ts';
import type { RunTask } from './task.ts';

const inputs = 20;
const sidePixels = 48;

export interface ModelCheck {
  /** Of results from 0 to 1, over twenty pictures of noise. */
  readonly largestDifference: number;
}

/**
 * Compares what a translator file makes as it stands, as other programs run it, with what Diptych makes of it. Throws
 * `model-not-found`, `refused-model`.
 */
export const run: RunTask<{ readonly path: string }, ModelCheck> = async ({ path }, { signal }) => {
  const [plain, own] = [await openTranslator(path, { isPlain: true }), await openTranslator(path)];
  const random = createRandom(52);
  let largestDifference = 0;
  try {
    const [one, other] = [await plain.whole(), await own.whole()];
    for (let input = 0; input < inputs; input++) {
      signal.throwIfAborted();
      const noise = noiseOf(() => random.uniform());
      const [first, second] = [await one.run(noise), await other.run(noise)];
      // Values run from -1 to 1, twice as far as from 0 to 1.
      first.forEach((value, index) => {
        largestDifference = Math.max(largestDifference, Math.abs(value - second[index]!) / 2);
      });
    }
  } finally {
    await Promise.all([plain.dispose(), own.dispose()]);
  }
  return { largestDifference };
};

function noiseOf(uniform: () => number): Planes {
  const values = Float32Array.from({ length: 3 * sidePixels ** 2 }, () => uniform() * 2 - 1);
  return { values, height: sidePixels, width: sidePixels };
}
