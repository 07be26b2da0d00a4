import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { createRandom, type Random } from '../../random/random.ts';
import { createEagerRunner } from '../eager-runner.ts';
import { compileStep, traceStep } from '../run/compile-step.ts';
import { createStepRunner } from '../create-step-runner.ts';
import type { NamedArrays, NamedTensors, Step, TensorSpec } from '../step.ts';
import { sizeOf } from '../shapes.ts';
import { nodesInOrder } from '../trace/traced-graph.ts';

/** What goes into a case. Floats are eighths, so that sums and products of a few of them are exact. */
export interface Given {
  readonly shape: readonly number[];
  /** `signed` from -2 to 2 (the default), `positive` from 1/8 to 4; a number n: int32 from 0 to n - 1. */
  readonly values?: 'signed' | 'positive' | number;
  /** Held as state between two runs: what the case returns under the same name is its next value. */
  readonly held?: boolean;
}

/** One small pure function. */
export interface Case {
  readonly title: string;
  readonly inputs: Readonly<Record<string, Given>>;
  run(tensors: Record<string, tf.Tensor>): Record<string, tf.Tensor>;
}

export interface Agreement {
  /** Kernels that the checked cases needed. */
  readonly kernels: ReadonlySet<string>;
  /** Expects the compiled cases to give what TensorFlow.js's own `cpu` kernels give. All cases are one step. */
  check(cases: readonly Case[], tolerance?: number): Promise<void>;
}

export function createAgreement(): Agreement {
  const kernels = new Set<string>();
  return {
    kernels,
    async check(cases, tolerance = 2e-5) {
      const step = stepOf(cases);
      for (const { kernel } of nodesInOrder(Object.values(traceStep(step).results))) kernels.add(kernel);
      expect((await differences(step, cases, tolerance)).slice(0, 5)).toEqual([]);
    },
  };
}

/** All cases in one step: names are `number of the case/name`. */
export function stepOf(cases: readonly Case[]): Step {
  const specs = (held: boolean): Record<string, TensorSpec> =>
    Object.fromEntries(
      everyInput(cases)
        .filter(({ given }) => (given.held ?? false) === held)
        .map(({ name, given }) => [name, { shape: given.shape, dtype: dtypeOf(given) }]),
    );
  const step = { name: 'agreement', state: specs(true), inputs: specs(false) };
  return {
    ...step,
    run(state, inputs) {
      const returned = cases.flatMap(({ run }, i) =>
        Object.entries(run(ownOf({ ...state, ...inputs }, i))).map(
          ([name, tensor]) => [`${i}/${name}`, asFloat(tensor)] as const,
        ),
      );
      const isState = ([name]: readonly [string, tf.Tensor]): boolean => name in step.state;
      return {
        state: { ...state, ...Object.fromEntries(returned.filter(isState)) },
        outputs: Object.fromEntries(returned.filter((entry) => !isState(entry))),
      };
    },
  };
}

/** The values that the cases are checked with. */
export function valuesOf(cases: readonly Case[]): { state: NamedArrays; inputs: NamedArrays } {
  const all = everyInput(cases).map(
    ({ name, given }, i) => [given.held ?? false, name, drawn(given, createRandom(1, i))] as const,
  );
  const of = (held: boolean): NamedArrays =>
    Object.fromEntries(all.filter(([isHeld]) => isHeld === held).map(([, name, values]) => [name, values]));
  return { state: of(true), inputs: of(false) };
}

async function differences(step: Step, cases: readonly Case[], tolerance: number): Promise<string[]> {
  await tf.setBackend('cpu');
  const { state, inputs } = valuesOf(cases);
  const runners = [createEagerRunner(step), await createStepRunner(step, { threads: 1 })];
  const results = [];
  for (const runner of runners) {
    runner.setState(state);
    const first = await runner.run(inputs);
    const second = Object.keys(state).length > 0 ? await runner.run(inputs) : {};
    results.push({ first, second, state: runner.state() });
    await runner.dispose();
  }
  const [expected, found] = results as [(typeof results)[0], (typeof results)[0]];
  return (['first', 'second', 'state'] as const).flatMap((when) =>
    Object.entries(expected[when]).flatMap(([name, values]) => {
      const difference = firstDifference(values, found[when][name], tolerance);
      const title = cases[Number(name.split('/')[0])]?.title;
      return difference === undefined ? [] : [`${title} ${when} ${name}${difference}`];
    }),
  );
}

/** Says where two arrays differ by more than a part of the largest number expected. */
export function firstDifference(
  expected: Float32Array,
  found: Float32Array | undefined,
  tolerance: number,
): string | undefined {
  if (expected.length !== found?.length)
    return `: expected ${expected.length} numbers, found ${found?.length}`;
  const scale = expected.reduce((top, v) => (Number.isFinite(v) ? Math.max(top, Math.abs(v)) : top), 1);
  const differs = (a: number, b: number): boolean =>
    !Object.is(a, b) && a !== b && !(Math.abs(a - b) <= tolerance * scale);
  const at = expected.findIndex((value, i) => differs(value, found[i]!));
  return at < 0 ? undefined : `[${at}]: expected ${expected[at]}, found ${found[at]}`;
}

/** Which kernels a step needs once its compilation took out what nothing reads. */
export function operatorsOf(step: Step): string[] {
  return compileStep(step, traceStep(step)).graph.nodes.map(({ operator }) => operator);
}

interface NamedGiven {
  readonly name: string;
  readonly given: Given;
}

function everyInput(cases: readonly Case[]): NamedGiven[] {
  return cases.flatMap(({ inputs }, i) =>
    Object.entries(inputs).map(([name, given]) => ({ name: `${i}/${name}`, given })),
  );
}

function ownOf(tensors: NamedTensors, index: number): Record<string, tf.Tensor> {
  const prefix = `${index}/`;
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}

function dtypeOf({ values }: Given): 'float32' | 'int32' {
  return typeof values === 'number' ? 'int32' : 'float32';
}

function asFloat(tensor: tf.Tensor): tf.Tensor {
  return tensor.dtype === 'float32' ? tensor : tf.cast(tensor, 'float32');
}

function drawn({ shape, values = 'signed' }: Given, random: Random): Float32Array | Int32Array {
  const size = sizeOf(shape);
  if (typeof values === 'number') return Int32Array.from({ length: size }, () => random.integer(values));
  const draw = values === 'signed' ? () => (random.integer(33) - 16) / 8 : () => (1 + random.integer(32)) / 8;
  return Float32Array.from({ length: size }, draw);
}
