import { activeParameters, sizeOf } from '../networks/network.ts';
import type { Effort } from '../networks/effort.ts';
import type { Method } from '../training/method.ts';
import { completeOptions, findMethod } from './find-method.ts';
import type { TrainOptions } from '../training/train-options.ts';

type Options = Readonly<Record<string, unknown>>;

export interface DescribeTrainingInput {
  readonly method: string;
  /** As a person gave them. */
  readonly options: readonly Options[];
}

/** What a training would be and take, as far as arithmetic knows. */
export interface TrainingDescription {
  /** With everything filled in. */
  readonly options: TrainOptions;
  readonly effort: Effort;
  /** Of one checkpoint at most, its image pool full. */
  readonly checkpointBytes: number;
}

/** Completes options and sums up what they cost; here, because it loads the engine. Throws `unknown-method`, `invalid-option`, `unsuitable-size`. */
export async function run({
  method: id,
  options,
}: DescribeTrainingInput): Promise<readonly TrainingDescription[]> {
  const method = findMethod(id);
  return options.map((given) => describe(method, given));
}

function describe(method: Method, given: Options): TrainingDescription {
  const options = completeOptions(method, given);
  return { options, effort: method.effort(options), checkpointBytes: 4 * numbersOf(method, options) };
}

/** Weights with two moments each, the averages of those that translate, and the image pools. */
function numbersOf(method: Method, options: TrainOptions): number {
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
