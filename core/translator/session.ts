import * as ort from 'onnxruntime-node';
import { CoreError } from '../contract/core-error.ts';
import { encodeModel, refusal } from '../engine/onnx/model-proto.ts';
import type { ModelProto } from '../engine/onnx/onnx-types.ts';
import { withWinograd } from '../engine/onnx/winograd.ts';

export type Tensors = Readonly<Record<string, ort.Tensor>>;

/** A model made ready to run; it holds native memory until disposed. */
export interface Session {
  /** Every output by name. Throws `out-of-memory`, `engine-failed`. */
  run(inputs: Tensors): Promise<Tensors>;
  dispose(): Promise<void>;
}

const silent = 4; // onnxruntime's severity "fatal": its errors come as exceptions, its warnings are about housekeeping

/** Makes a checked model ready on the cpu; rewritten to run faster, unless it is to run as it stands. Throws `refused-model` when the runtime does not take it. */
export async function openSession(
  model: ModelProto,
  threads: number | undefined,
  isPlain = false,
): Promise<Session> {
  const session = await create(encodeModel(isPlain ? model : withWinograd(model)), threads);
  return {
    async run(inputs) {
      try {
        return await session.run(inputs);
      } catch (cause) {
        throw runFailure(cause, inputs);
      }
    },
    dispose: () => session.release(),
  };
}

/** Planes [3, height, width] -> the batch of one, [1, 3, height, width], that a session takes. */
export function imageTensor(values: Float32Array, height: number, width: number): ort.Tensor {
  return new ort.Tensor('float32', values, [1, 3, height, width]);
}

/**
 * Makes a half-precision output usable as an input: the binding takes such data as Uint16Array only, but where the
 * language has Float16Array it gives out that.
 */
export function halfTensor(output: ort.Tensor): ort.Tensor {
  const { buffer, byteOffset, length } = output.data as Uint16Array;
  const value = new Uint16Array(buffer, byteOffset, length);
  return Object.defineProperty(output, 'data', { value, configurable: true });
}

export function integersTensor(values: readonly number[]): ort.Tensor {
  return new ort.Tensor('int64', BigInt64Array.from(values.map(BigInt)), [values.length]);
}

async function create(bytes: Uint8Array, threads: number | undefined): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      graphOptimizationLevel: 'all',
      enableMemPattern: false, // with it a second block of the whole run's size is taken: twice the memory, no faster
      logSeverityLevel: silent,
      ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    });
  } catch (cause) {
    if (isOutOfMemory(cause))
      throw outOfMemory('Loading the translator needs more memory than there is.', cause);
    throw refusal([`the runtime does not take it (${firstLine(cause)})`], cause);
  }
}

function runFailure(cause: unknown, inputs: Tensors): CoreError {
  const sizes = Object.values(inputs).map(({ dims }) => dims.join(' x '));
  const what = `Translating a piece of ${sizes.join(', ')} values`;
  if (isOutOfMemory(cause)) return outOfMemory(`${what} at once needs more memory than there is.`, cause);
  return new CoreError('engine-failed', `${what} failed: ${firstLine(cause)}.`, { sizes }, { cause });
}

function outOfMemory(fact: string, cause: unknown): CoreError {
  const advice = 'Close other programs or take a smaller photo.';
  return new CoreError('out-of-memory', `${fact} ${advice}`, {}, { cause });
}

/** The runtime tells its errors apart by their text only. */
function isOutOfMemory(cause: unknown): boolean {
  return /bad[_ ]alloc|allocate memory|out of memory|BFCArena|Array buffer allocation/i.test(String(cause));
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]!.slice(0, 300);
}
