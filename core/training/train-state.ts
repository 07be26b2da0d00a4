import type { Checkpoint } from '../checkpoint/save-checkpoint.ts';
import type { NamedTensorValues } from '../checkpoint/tensor-values.ts';
import { CoreError } from '../contract/core-error.ts';
import type { Step } from '../engine/step.ts';
import { createRandom, restoreRandom, type Random } from '../random/random.ts';
import { ImagePool } from './image-pool.ts';
import type { Method } from './method.ts';
import type { TrainOptions } from './train-options.ts';

/** All that a run needs, besides its options and pictures, to go on exactly; the device holds the tensors. */
export interface TrainState {
  /** Steps done; the next batch is that of this number. */
  step: number;
  readonly pools: Readonly<Record<string, ImagePool>>;
  /** Chooses what the pools answer. */
  readonly random: Random;
}

/** What is read of a checkpoint to go on. */
export interface SavedState {
  readonly step: number;
  readonly tensors: NamedTensorValues;
  readonly manifest: { readonly random: Readonly<Record<string, readonly number[]>> };
}

const poolStream = 0x706f6f6c; // "pool": apart from the streams that draw weights

/** The state before the first step. */
export function newTrainState(method: Method, options: TrainOptions): TrainState {
  const pools = mapPools(method, options, () => []);
  return { step: 0, pools, random: createRandom(options.seed, poolStream) };
}

/** The tensors of a checkpoint: those of the step, and `pool/NAME` [images, crop, crop, 3]. */
export function toCheckpoint(
  method: Method,
  options: TrainOptions,
  step: Step,
  state: TrainState,
  values: Readonly<Record<string, Float32Array>>,
): Checkpoint {
  const tensors = Object.entries(step.state).map(([name, { shape }]) => [
    name,
    { shape, values: values[name]! },
  ]);
  const pools = Object.entries(state.pools)
    .filter(([, { images }]) => images.length > 0)
    .map(([name, { images }]) => [
      `pool/${name}`,
      { shape: [images.length, options.crop, options.crop, 3], values: joined(images) },
    ]);
  return {
    step: state.step,
    tensors: Object.fromEntries([...tensors, ...pools]) as NamedTensorValues,
    manifest: {
      method: method.id,
      options: { ...options },
      random: { pool: [...state.random.state()] },
      extra: {},
    },
  };
}

/** What `toCheckpoint` gave, back again. Throws `damaged-checkpoint` when it is not of this method and options. */
export function fromCheckpoint(
  method: Method,
  options: TrainOptions,
  step: Step,
  { step: done, tensors, manifest }: SavedState,
): { readonly state: TrainState; readonly values: Record<string, Float32Array> } {
  const values = Object.fromEntries(
    Object.entries(step.state).map(([name, { shape }]) => [name, expect(tensors, name, shape).slice()]),
  );
  const pools = mapPools(method, options, (name) => {
    const [count = 0] = tensors[`pool/${name}`]?.shape ?? [];
    if (count === 0) return [];
    return split(expect(tensors, `pool/${name}`, [count, options.crop, options.crop, 3]), count);
  });
  const random = manifest.random['pool'];
  if (random === undefined) throw foreign('the state of its random stream is missing', { missing: 'pool' });
  return { state: { step: done, pools, random: restoreRandom(random) }, values };
}

function mapPools(
  { pooled }: Method,
  { poolSize, crop }: TrainOptions,
  images: (name: string) => readonly Float32Array[],
): Record<string, ImagePool> {
  if (poolSize === 0) return {};
  return Object.fromEntries(
    pooled.map((name) => [name, new ImagePool(poolSize, crop * crop * 3, images(name))]),
  );
}

function expect(tensors: NamedTensorValues, name: string, shape: readonly number[]): Float32Array {
  const found = tensors[name];
  if (found !== undefined && found.shape.join() === shape.join()) return found.values;
  throw foreign(
    `"${name}" should have the shape [${shape.join(', ')}] but ${found ? `has [${found.shape.join(', ')}]` : 'is missing'}`,
    { name, expected: shape, found: found?.shape },
  );
}

function foreign(what: string, details: Readonly<Record<string, unknown>>): CoreError {
  return new CoreError(
    'damaged-checkpoint',
    `The checkpoint does not belong to these options: ${what}. Use another checkpoint of this run.`,
    details,
  );
}

function joined(images: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(images.reduce((sum, { length }) => sum + length, 0));
  images.forEach((image, i) => all.set(image, i * image.length));
  return all;
}

function split(values: Float32Array, count: number): Float32Array[] {
  const length = values.length / count;
  return Array.from({ length: count }, (_, i) => values.slice(i * length, (i + 1) * length));
}
