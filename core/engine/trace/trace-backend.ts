import * as tf from '@tensorflow/tfjs';
import { CoreError } from '../../contract/core-error.ts';
import type { Attributes, Source, TracedNode, TracedValue } from './traced-graph.ts';
import type { TensorShape, TracedKernel } from './traced-kernel.ts';

export const traceBackendName = 'diptych-trace';

/**
 * A TensorFlow.js backend that computes nothing: its kernels infer shapes and record themselves. Data ids stand
 * for values of the trace.
 */
export class TraceBackend extends tf.KernelBackend {
  readonly #values = new Map<object, TracedValue>();
  #count = 0;

  placeholder(name: string, shape: readonly number[], dtype: tf.DataType): tf.Tensor {
    return this.#tensor(this.#create({ shape, dtype }, { kind: 'placeholder', name }));
  }

  /** The traced value behind a tensor. */
  valueOf(tensor: tf.TensorInfo): TracedValue {
    const value = this.#values.get(tensor.dataId);
    if (value === undefined)
      throw new Error('A step used a tensor that was made outside of it; pass it in as an input.');
    // Reshaped aliases share a data id in TensorFlow.js; in the trace Reshape is a node of its own.
    return value;
  }

  record(traced: TracedKernel, call: KernelCall): tf.TensorInfo | tf.TensorInfo[] {
    const inputs = Object.fromEntries(
      Object.entries(call.inputs as Record<string, tf.TensorInfo | undefined>)
        .filter(([, input]) => input !== undefined)
        .map(([name, input]) => [name, this.valueOf(input!)]),
    );
    const attributes = (call.attrs ?? {}) as Attributes;
    const shapes = traced.shapes(inputs, attributes);
    const node = { kernel: traced.kernel, inputs, attributes, outputs: [] as TracedValue[] };
    const infos = (Array.isArray(shapes) ? shapes : [shapes]).map((shape: TensorShape, index) => {
      const info = this.#create(shape, { kind: 'node', node: node satisfies TracedNode, index });
      node.outputs.push(this.valueOf(info));
      return info;
    });
    return Array.isArray(shapes) ? infos : infos[0]!;
  }

  #create({ shape, dtype }: TensorShape, source: Source): tf.TensorInfo {
    const dataId = {};
    this.#values.set(dataId, { id: this.#count++, shape: [...shape], dtype, source });
    return { dataId, shape: [...shape], dtype };
  }

  #tensor(info: tf.TensorInfo): tf.Tensor {
    return tf.engine().makeTensorFromTensorInfo(info);
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): object {
    const info = this.#create({ shape, dtype }, { kind: 'constant', values: values as tf.TypedArray });
    return info.dataId;
  }

  /** Takes over a tensor that was made on another backend before the trace. */
  move(dataId: object, values: tf.BackendValues, shape: number[], dtype: tf.DataType): void {
    const source: Source = { kind: 'constant', values: values as tf.TypedArray };
    this.#values.set(dataId, { id: this.#count++, shape: [...shape], dtype, source });
  }

  override readSync(dataId: object): never {
    throw this.#readError(dataId);
  }

  override read(dataId: object): Promise<tf.BackendValues> {
    return Promise.reject(this.#readError(dataId));
  }

  #readError(dataId: object): CoreError {
    const source = this.#values.get(dataId)?.source;
    const operation = source?.kind === 'node' ? source.node.kernel : (source?.kind ?? 'tensor');
    return new CoreError(
      'read-in-step',
      `A step must not read tensor values: it asked for the values of a tensor made by ${operation}. ` +
        'Express the choice with tensor operations or pass it in as an input.',
      { operation },
    );
  }

  override numDataIds = (): number => this.#values.size;
  override incRef = (): void => {};
  decRef = (): void => {};
  override disposeData = (): boolean => true;
  override memory = (): { unreliable: boolean } => ({ unreliable: true });
  override floatPrecision = (): 16 | 32 => 32;
  override epsilon = (): number => 1e-7;
  override dispose = (): void => this.forget();

  /** Forgets every value, so that finished traces can be collected. */
  forget(): void {
    this.#values.clear();
  }
}

interface KernelCall {
  readonly inputs: object;
  readonly attrs?: object | undefined;
}

/** Registers the backend and its kernels once per process; all other kernels refuse by name. */
export function installTraceBackend(kernels: readonly TracedKernel[]): void {
  if (tf.engine().registryFactory[traceBackendName] !== undefined) return;
  tf.registerBackend(traceBackendName, () => new TraceBackend());
  for (const traced of kernels) {
    tf.registerKernel({
      kernelName: traced.kernel,
      backendName: traceBackendName,
      kernelFunc: (call) => (call.backend as TraceBackend).record(traced, call),
    });
  }
  const known = new Set(kernels.map(({ kernel }) => kernel));
  for (const { kernelName } of tf.getKernelsForBackend('cpu'))
    if (!known.has(kernelName)) registerRefusal(kernelName);
}

function registerRefusal(kernelName: string): void {
  tf.registerKernel({
    kernelName,
    backendName: traceBackendName,
    kernelFunc: () => {
      throw new CoreError(
        'no-lowering',
        `The engine cannot compile the TensorFlow.js kernel ${kernelName} yet. ` +
          'Write the step with other operations, or add a lowering for it.',
        { kernel: kernelName },
      );
    },
  });
}
