import * as tf from '@tensorflow/tfjs';
import type { NamedArrays, NamedTensors, Step, StepRunner } from './step.ts';

/** Runs a step eagerly on whatever TensorFlow.js backend is active: the reference that compiled steps are held against. */
export function createEagerRunner(step: Step): StepRunner {
  let state: Record<string, Float32Array> = {};
  return {
    device: `tensorflow.js ${tf.getBackend()}`,
    setState(values) {
      state = Object.fromEntries(
        Object.keys(step.state).map((name) => [name, Float32Array.from(values[name]!)]),
      );
    },
    state: () => Object.fromEntries(Object.entries(state).map(([name, v]) => [name, v.slice()])),
    async run(inputs) {
      const result = tf.tidy(() => {
        const { state: next, outputs } = step.run(
          toTensors(step.state, state),
          toTensors(step.inputs, inputs),
        );
        return { ...prefixed('state', next), ...prefixed('output', outputs) };
      }) as Record<string, tf.Tensor>;
      const read = await Promise.all(
        Object.entries(result).map(async ([name, t]) => [name, Float32Array.from(await t.data())] as const),
      );
      tf.dispose(result);
      state = unprefixed('state', read);
      return unprefixed('output', read);
    },
    async dispose() {},
  };
}

function toTensors(specs: Step['state'], values: NamedArrays): NamedTensors {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { shape, dtype }]) => [
      name,
      tf.tensor(values[name]!, [...shape], dtype),
    ]),
  );
}

function prefixed(prefix: string, tensors: NamedTensors): Record<string, tf.Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, t]) => [`${prefix}:${name}`, t]));
}

function unprefixed(
  prefix: string,
  entries: readonly (readonly [string, Float32Array])[],
): Record<string, Float32Array> {
  return Object.fromEntries(
    entries
      .filter(([name]) => name.startsWith(`${prefix}:`))
      .map(([name, value]) => [name.slice(prefix.length + 1), value]),
  );
}
