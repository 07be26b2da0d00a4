import { activeParameters, sizeOf } from '../networks/network.ts';
import type { Method } from './method.ts';
import type { TrainOptions } from './train-options.ts';

/** How many numbers a checkpoint holds: weights with two moments each, the averages of those that translate, full image pools. */
export function checkpointNumbers(method: Method, options: TrainOptions): number {
  const networks = Object.entries(method.networks(options));
  const translating = new Set<string | undefined>(Object.values(method.translators));
  const weights = networks.map(([name, { parameters }]) => {
    const count = Object.values(activeParameters(parameters)).reduce(
      (sum, { shape }) => sum + sizeOf(shape),
      0,
    );
    return count * (options.ema && translating.has(name) ? 4 : 3);
  });
  const pools = method.pooled.length * options.poolSize * options.crop ** 2 * 3;
  return weights.reduce((sum, count) => sum + count, pools);
}
