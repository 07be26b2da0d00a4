import { checkpointNumbers } from '../training/checkpoint-numbers.ts';
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
  readonly effort: ReturnType<Method['effort']>;
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
  return { options, effort: method.effort(options), checkpointBytes: 4 * checkpointNumbers(method, options) };
}
