import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../random/random.ts';
import { createStepRunner } from '../create-step-runner.ts';
import { sizeOf } from '../shapes.ts';
import type { Step, StepRunner, TensorSpec } from '../step.ts';

const float = (...shape: number[]): TensorSpec => ({ shape, dtype: 'float32' });

/** Its filter follows a gradient, so that it lies in memory in another order; `count` counts the runs. */
function descent(shape: readonly number[] = [3, 3, 2, 4]): Step {
  return {
    name: 'descent',
    state: { filter: float(...shape), count: float() },
    inputs: { x: float(1, 5, 5, shape[2]!), rate: float() },
    run({ filter, count }, { x, rate }) {
      const loss = (f: tf.Tensor): tf.Scalar =>
        tf.mean(tf.square(tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, 'same')));
      const { value, grad } = tf.valueAndGrad(loss)(filter!);
      return {
        state: { filter: tf.sub(filter!, tf.mul(grad, rate!)), count: tf.add(count!, 1) },
        outputs: { loss: value, count: count! },
      };
    },
  };
}

/** Adds the chosen numbers of a table of four; indices beyond it make the run fail. */
const choosing: Step = {
  name: 'choosing',
  state: { total: float(2) },
  inputs: { table: float(4), picks: { shape: [2], dtype: 'int32' } },
  run({ total }, { table, picks }) {
    const chosen = tf.gather(table!, picks!);
    return { state: { total: tf.add(total!, chosen) }, outputs: { chosen } };
  },
};

const table = Float32Array.of(1, 2, 4, 8);

function numbers(size: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: size }, () => random.normal());
}

async function withRunner(step: Step, use: (runner: StepRunner) => Promise<void>): Promise<void> {
  const runner = await createStepRunner(step, { threads: 1 });
  try {
    await use(runner);
  } finally {
    await runner.dispose();
  }
}

const x = numbers(50, 1);
const given = { x, rate: Float32Array.of(0.1) };

test('runner: state of another size, or a missing one, is refused by name with both sizes', async () => {
  await withRunner(descent(), async (runner) => {
    const wrong = { filter: numbers(71, 1), count: Float32Array.of(0) };
    expect(() => runner.setState(wrong)).toThrow(
      expect.objectContaining({
        reason: 'shape-mismatch',
        details: { name: 'filter', expected: 72, found: 71 },
      }),
    );
    expect(() => runner.setState({ filter: numbers(72, 1) })).toThrow(
      /1 float32 numbers for count .*nothing/,
    );
  });
});

test('runner: state that is refused in part changes nothing', async () => {
  await withRunner(descent(), async (runner) => {
    const before = { filter: numbers(72, 2), count: Float32Array.of(5) };
    runner.setState(before);
    expect(() => runner.setState({ filter: numbers(72, 3) })).toThrow();
    expect(runner.state()['filter']![0]).toBe(before.filter[0]);
    expect(runner.state()['count']).toEqual(before.count);
  });
});

test('runner: inputs of another size, type or name are refused', async () => {
  await withRunner(choosing, async (runner) => {
    const picks = Int32Array.of(0, 1);
    const mismatch = (name: string): unknown =>
      expect.objectContaining({
        reason: 'shape-mismatch',
        details: expect.objectContaining({ name }) as unknown,
      });
    await expect(runner.run({ table: numbers(3, 1), picks })).rejects.toEqual(mismatch('table'));
    await expect(runner.run({ table, picks: Float32Array.of(0, 1) })).rejects.toEqual(mismatch('picks'));
    await expect(runner.run({ table })).rejects.toEqual(mismatch('picks'));
    await expect(runner.run({ table: Int32Array.of(1, 2, 3, 4), picks })).rejects.toEqual(mismatch('table'));
  });
});

test('runner: whole-number inputs choose rows', async () => {
  await withRunner(choosing, async (runner) => {
    runner.setState({ total: Float32Array.of(0, 100) });
    expect(await runner.run({ table, picks: Int32Array.of(3, 1) })).toEqual({
      chosen: Float32Array.of(8, 2),
    });
    expect(runner.state()).toEqual({ total: Float32Array.of(8, 102) });
  });
});

test('runner: a run that fails says so and keeps the state as it was', async () => {
  // One counter stands before what fails and one behind it.
  const counting: Step = {
    ...choosing,
    state: { before: float(), ...choosing.state, behind: float() },
    run: ({ before, total, behind }, inputs) => ({
      state: {
        before: tf.add(before!, 1),
        ...choosing.run({ total: total! }, inputs).state,
        behind: tf.add(behind!, 1),
      },
      outputs: {},
    }),
  };
  const counted = (total: number[], count: number): Record<string, Float32Array> => ({
    before: Float32Array.of(count),
    total: Float32Array.from(total),
    behind: Float32Array.of(count),
  });
  await withRunner(counting, async (runner) => {
    runner.setState(counted([10, 20], 0));
    await runner.run({ table, picks: Int32Array.of(0, 0) });
    await expect(runner.run({ table, picks: Int32Array.of(0, 99) })).rejects.toMatchObject({
      reason: 'engine-failed',
    });
    expect(runner.state()).toEqual(counted([11, 21], 1));
    await runner.run({ table, picks: Int32Array.of(1, 1) });
    expect(runner.state()).toEqual(counted([13, 23], 2));
  });
});

test('runner: state comes back exactly as it was set, in whatever order it lies in memory', async () => {
  const shapes = fc.tuple(
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 5 }),
    fc.constantFrom(1, 3, 8, 9),
    fc.constantFrom(1, 3, 8, 9),
  );
  const property = fc.asyncProperty(shapes, fc.nat(), async (shape, seed) => {
    await withRunner(descent(shape), async (runner) => {
      const state = { filter: numbers(sizeOf(shape), seed), count: Float32Array.of(seed % 100) };
      runner.setState(state);
      expect(runner.state()).toEqual(state);
    });
  });
  await fc.assert(property, { seed: 60, numRuns: 15 });
});

test('runner: two steps equal one step, its state taken out and put into another runner, and one step', async () => {
  const start = { filter: numbers(72, 4), count: Float32Array.of(0) };
  const step = descent();
  await withRunner(step, async (whole) => {
    whole.setState(start);
    await whole.run(given);
    const halfway = whole.state();
    const expected = await whole.run(given);
    await withRunner(step, async (resumed) => {
      resumed.setState(halfway);
      expect(await resumed.run(given)).toEqual(expected);
      expect(resumed.state()).toEqual(whole.state());
    });
  });
});

test('runner: what it is given and what it returns belong to the caller', async () => {
  await withRunner(descent(), async (runner) => {
    const filter = numbers(72, 5);
    runner.setState({ filter, count: Float32Array.of(0) });
    const kept = runner.state();
    filter.fill(0);
    kept['filter']!.fill(1);
    kept['count']!.fill(1);
    expect(runner.state()).toEqual({ filter: numbers(72, 5), count: Float32Array.of(0) });
    const first = await runner.run(given);
    const copy = structuredClone(first);
    const afterwards = structuredClone(runner.state());
    const state = runner.state();
    const second = await runner.run(given);
    expect(first).toEqual(copy);
    expect(state).toEqual(afterwards);
    expect(second['loss']![0]).toBeLessThan(first['loss']![0]!);
  });
});

test('runner: two runners of one step do not know each other', async () => {
  const step = descent();
  await withRunner(step, async (first) => {
    await withRunner(step, async (second) => {
      first.setState({ filter: numbers(72, 6), count: Float32Array.of(10) });
      second.setState({ filter: numbers(72, 7), count: Float32Array.of(20) });
      const [one, other] = await Promise.all([first.run(given), second.run(given)]);
      await first.run(given);
      expect([one['count']![0], other['count']![0]]).toEqual([10, 20]);
      expect([first.state()['count']![0], second.state()['count']![0]]).toEqual([12, 21]);
    });
  });
});

test('runner: before any state is set it is zero', async () => {
  await withRunner(choosing, async (runner) => {
    expect(runner.state()).toEqual({ total: Float32Array.of(0, 0) });
  });
});

test('runner: inputs, constants and state may be results as they are, also twice', async () => {
  const step: Step = {
    name: 'passing',
    state: { kept: float(2), swapped: float(2) },
    inputs: { x: float(2), unused: float(3) },
    run: ({ kept, swapped }, { x }) => ({
      state: { kept: kept!, swapped: x! },
      outputs: { x: x!, again: x!, kept: kept!, swapped: swapped!, one: tf.ones([2]) },
    }),
  };
  await withRunner(step, async (runner) => {
    runner.setState({ kept: Float32Array.of(1, 2), swapped: Float32Array.of(3, 4) });
    const outputs = await runner.run({ x: Float32Array.of(5, 6), unused: new Float32Array(3) });
    expect(outputs).toEqual({
      x: Float32Array.of(5, 6),
      again: Float32Array.of(5, 6),
      kept: Float32Array.of(1, 2),
      swapped: Float32Array.of(3, 4),
      one: Float32Array.of(1, 1),
    });
    expect(runner.state()).toEqual({ kept: Float32Array.of(1, 2), swapped: Float32Array.of(5, 6) });
  });
});

test('runner: steps asked for at once run one after the other', async () => {
  await withRunner(descent(), async (runner) => {
    runner.setState({ filter: numbers(72, 1), count: Float32Array.of(0) });
    const counts = await Promise.all([1, 2, 3].map(async () => (await runner.run(given))['count']![0]));
    expect(counts).toEqual([0, 1, 2]);
  });
});
