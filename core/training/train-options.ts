import * as z from 'zod';
import { CoreError } from '../contract/core-error.ts';

/**
 * The options that every method shares, as a person may give them. Descriptions serve the command line's help,
 * the form and docs/methods.md; a default that depends on another option is left out here, filled in by
 * `completeOptions` and told in the description.
 */
export const trainOptions = z.strictObject({
  size: z.int().min(1).max(4096).default(256).describe('pixels of a side, for load and crop; appendix 7'),
  load: z
    .int()
    .min(1)
    .max(8192)
    .optional()
    .describe('side that a picture is resized to; default size x 286/256'),
  crop: z
    .int()
    .min(1)
    .max(4096)
    .optional()
    .describe('side of the random crop that the networks see; default size'),
  flip: z.boolean().default(true).describe('mirror half of the pictures'),
  batch: z.int().min(1).max(256).default(1).describe('pictures of each side in a step; appendix 7'),
  steps: z.int().min(1).max(100_000_000).default(200_000).describe('length of the training'),
  decayFrom: z
    .int()
    .min(0)
    .optional()
    .describe('step from which the learning rate falls to 0 in a line; default half of the steps'),
  learningRate: z.number().positive().max(1).default(2e-4).describe('of Adam with beta1 0.5; appendix 7'),
  poolSize: z
    .int()
    .min(0)
    .max(10_000)
    .default(50)
    .describe('earlier fakes kept for the discriminators; Sec. 4'),
  ema: z.boolean().default(false).describe('translate with the running average of the generators'),
  emaDecay: z
    .number()
    .min(0)
    .max(1)
    .default(0.999)
    .describe('how much of the average stays in a step, once it has grown to that'),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0)
    .describe('of all randomness: same seed, same run'),
});

type Given = z.output<typeof trainOptions>;
type Derived = 'load' | 'crop' | 'decayFrom';

/** The shared options with nothing left open. */
export type TrainOptions = Readonly<Omit<Given, Derived> & { [K in Derived]-?: NonNullable<Given[K]> }>;

/** Fills in what follows from other options. Throws `invalid-option` when they contradict each other. */
export function completeOptions<T extends Given>(given: T): Omit<T, Derived> & TrainOptions {
  const crop = given.crop ?? given.size;
  const load = given.load ?? Math.max(crop, Math.round((given.size * 286) / 256)); // appendix 7
  const decayFrom = given.decayFrom ?? Math.floor(given.steps / 2);
  if (load < crop) throw invalid('load', `at least the crop of ${crop} pixels`, load);
  if (decayFrom > given.steps) throw invalid('decayFrom', `at most the ${given.steps} steps`, decayFrom);
  return { ...given, load, crop, decayFrom };
}

/** Options checked against a method's schema, defaults filled in. Throws `invalid-option` naming the first wrong one. */
export function parseOptions<S extends z.ZodObject>(
  schema: S,
  given: Readonly<Record<string, unknown>>,
): z.output<S> {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  const issue = error.issues[0]!;
  if (issue.code === 'unrecognized_keys') {
    const names = Object.keys(schema.shape);
    throw new CoreError(
      'invalid-option',
      `There is no option "${issue.keys[0]}". There are: ${names.join(', ')}.`,
      { option: issue.keys[0], options: names },
    );
  }
  const option = String(issue.path[0]);
  const found = given[option];
  throw new CoreError(
    'invalid-option',
    `The option "${option}" is ${JSON.stringify(found)}: ${issue.message}. Give another value or leave it out.`,
    { option, found },
    { cause: error },
  );
}

function invalid(option: string, expected: string, found: number): CoreError {
  const message = `The option "${option}" must be ${expected}; found ${found}. Give another value or leave it out.`;
  return new CoreError('invalid-option', message, { option, expected, found });
}
