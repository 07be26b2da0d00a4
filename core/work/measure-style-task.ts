import { keptTranslator, type TranslatorSource } from './kept-translators.ts';
import type { RunTask } from './task.ts';

const sidePixels = 512;
const runs = 3;

export interface StyleSpeed {
  readonly megapixelsPerSecond: number;
}

/** Translates the same square a few times and takes the fastest, the first one aside, which warms up. */
export const run: RunTask<{ readonly translator: TranslatorSource }, StyleSpeed> = async (
  { translator },
  context,
) => {
  const network = await (await keptTranslator(translator, context)).whole();
  const values = Float32Array.from({ length: 3 * sidePixels ** 2 }, (_, i) => Math.sin(i / 97));
  const seconds: number[] = [];
  for (let index = 0; index <= runs; index++) {
    await context.turn();
    context.signal.throwIfAborted();
    const startedAt = performance.now();
    await network.run({ values, height: sidePixels, width: sidePixels });
    if (index > 0) seconds.push((performance.now() - startedAt) / 1000);
  }
  return { megapixelsPerSecond: sidePixels ** 2 / 1e6 / Math.min(...seconds) };
};
