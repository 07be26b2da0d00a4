import * as ort from 'onnxruntime-node';
import { CoreError } from '../../contract/core-error.ts';
import { relayout, toLayout } from '../lowering/layout.ts';
import { sizeOf } from '../shapes.ts';
import type { NamedArrays, Step, StepRunner, TensorSpec } from '../step.ts';
import type { StatePort, StepPorts } from './compile-step.ts';

/** State as it lies on the device: one buffer a name. */
type Buffers = Readonly<Record<string, ort.Tensor>>;

/**
 * Runs a compiled step in onnxruntime. The state is held twice: a step reads one copy and writes the other, so
 * that nothing is copied between steps and a step that fails leaves the state as it was.
 */
export function createOnnxStepRunner(
  step: Step,
  session: ort.InferenceSession,
  ports: StepPorts,
): StepRunner {
  let current = emptyState(step, ports);
  let next = emptyState(step, ports);
  const outputs = Object.fromEntries(
    ports.outputs.map(({ name, dims }) => [name, floatTensor(new Float32Array(sizeOf(dims)), dims)]),
  );
  return {
    device: 'onnxruntime cpu',
    setState(values) {
      const given = ports.state.map(
        ({ name }) => checked(name, step.state[name]!, values[name]) as Float32Array,
      );
      ports.state.forEach(({ name, layout }, i) =>
        dataOf(current[name]!).set(relayout(given[i]!, step.state[name]!.shape, 'plain', layout)),
      );
    },
    state: () =>
      Object.fromEntries(ports.state.map((port) => [port.name, plainCopy(step, port, current[port.name]!)])),
    run: oneAtATime(async (inputs: NamedArrays) => {
      const feeds = { ...feedsOf(step, ports, inputs), ...named(ports.state, 'input', current) };
      const fetches = { ...named(ports.outputs, 'output', outputs), ...named(ports.state, 'output', next) };
      await runSession(session, feeds, fetches);
      [current, next] = [next, current];
      return Object.fromEntries(Object.entries(outputs).map(([name, t]) => [name, dataOf(t).slice()]));
    }),
    dispose: () => session.release(),
  };
}

/** Calls wait for the one before, whether or not it went well: a step reads what the last one wrote. */
function oneAtATime<A, R>(work: (argument: A) => Promise<R>): (argument: A) => Promise<R> {
  let last: Promise<unknown> = Promise.resolve();
  return (argument) => {
    const next = last.then(() => work(argument));
    last = next.catch(() => undefined);
    return next;
  };
}

function emptyState(step: Step, ports: StepPorts): Buffers {
  return Object.fromEntries(
    ports.state.map(({ name, layout }) => {
      const { shape } = step.state[name]!;
      return [name, floatTensor(new Float32Array(sizeOf(shape)), toLayout(shape, layout))];
    }),
  );
}

function plainCopy(step: Step, { name, layout }: StatePort, tensor: ort.Tensor): Float32Array {
  return relayout(dataOf(tensor), step.state[name]!.shape, layout, 'plain');
}

function feedsOf(step: Step, ports: StepPorts, inputs: NamedArrays): Buffers {
  return Object.fromEntries(
    ports.inputs.map(({ name, input }) => {
      const spec = step.inputs[name]!;
      const values = checked(name, spec, inputs[name]);
      return [input, new ort.Tensor(spec.dtype, values as Float32Array, spec.shape)];
    }),
  );
}

function checked(
  name: string,
  { shape, dtype }: TensorSpec,
  values: NamedArrays[string] | undefined,
): NamedArrays[string] {
  const size = sizeOf(shape);
  const fits = dtype === 'int32' ? values instanceof Int32Array : values instanceof Float32Array;
  if (values !== undefined && values.length === size && fits) return values;
  const found = values === undefined ? 'nothing' : `${values.length} numbers (${values.constructor.name})`;
  throw new CoreError(
    'shape-mismatch',
    `Expected ${size} ${dtype} numbers for ${name} [${shape.join(', ')}], found ${found}. ` +
      'The saved state or the batch belongs to other options.',
    { name, expected: size, found: values?.length },
  );
}

function named<P extends 'input' | 'output'>(
  ports: readonly (Readonly<Record<P, string>> & { readonly name: string })[],
  side: P,
  buffers: Buffers,
): Buffers {
  return Object.fromEntries(ports.map((port) => [port[side], buffers[port.name]!]));
}

function floatTensor(values: Float32Array, dims: readonly number[]): ort.Tensor {
  return new ort.Tensor('float32', values, dims);
}

function dataOf(tensor: ort.Tensor): Float32Array {
  return tensor.data as Float32Array;
}

async function runSession(session: ort.InferenceSession, feeds: Buffers, fetches: Buffers): Promise<void> {
  try {
    await session.run(feeds, fetches);
  } catch (cause) {
    throw engineError(cause);
  }
}

/** onnxruntime has no error codes; its own wording for a failed allocation is all there is. */
export function engineError(cause: unknown): CoreError {
  const text = cause instanceof Error ? cause.message : String(cause);
  if (/bad_alloc|failed to allocate|out of memory/i.test(text))
    return new CoreError(
      'out-of-memory',
      'The computer ran out of memory. Train at a smaller size, with fewer filters or a smaller batch.',
      {},
      { cause },
    );
  return new CoreError(
    'engine-failed',
    `The engine could not run the network: ${text}. The state before this step is kept.`,
    {},
    { cause },
  );
}
