import * as ort from 'onnxruntime-node';
import { CoreError } from '../contract/core-error.ts';
import { encodeModel, refusal } from '../engine/onnx/model-proto.ts';
import type { ModelProto } from '../engine/onnx/onnx-types.ts';
import { withWinograd } from '../engine/onnx/winograd.ts';
import { imageName } from './check-graph.ts';

/** A batch of images in [-1, 1], planar: [batch, 3, height, width]. */
export interface Planes {
  readonly values: Float32Array;
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

/** A model made ready to run; it holds native memory until disposed. */
export interface Session {
  /** Every output by name. Throws `out-of-memory`, `engine-failed`. */
  run(image: Planes): Promise<Readonly<Record<string, Float32Array>>>;
  dispose(): Promise<void>;
}

const silent = 4; // onnxruntime's severity "fatal": its errors come as exceptions, its warnings are about housekeeping

/** Makes a checked model ready on the cpu. Throws `refused-model` when the runtime does not take it. */
export async function openSession(model: ModelProto, threads: number | undefined): Promise<Session> {
  const session = await create(encodeModel(withWinograd(model)), threads);
  return {
    async run({ values, batch, height, width }) {
      const feeds = { [imageName]: new ort.Tensor('float32', values, [batch, 3, height, width]) };
      try {
        const results = Object.entries(await session.run(feeds));
        return Object.fromEntries(results.map(([name, { data }]) => [name, data as Float32Array]));
      } catch (cause) {
        throw runFailure(cause, { batch, height, width });
      }
    },
    dispose: () => session.release(),
  };
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
      throw outOfMemory('Loading the translator needs more memory than there is.', {}, cause);
    throw refusal([`the runtime does not take it (${firstLine(cause)})`], cause);
  }
}

interface Size {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

function runFailure(cause: unknown, { batch, height, width }: Size): CoreError {
  const size = `${batch === 1 ? '' : `${batch} pictures of `}${width} x ${height} pixels`;
  if (isOutOfMemory(cause))
    return outOfMemory(
      `Translating ${size} at once needs more memory than there is.`,
      { height, width },
      cause,
    );
  return new CoreError(
    'engine-failed',
    `Translating ${size} failed: ${firstLine(cause)}.`,
    { height, width },
    { cause },
  );
}

function outOfMemory(fact: string, details: object, cause: unknown): CoreError {
  return new CoreError(
    'out-of-memory',
    `${fact} Close other programs or take a smaller photo.`,
    { ...details },
    { cause },
  );
}

/** The runtime tells its errors apart by their text only. */
function isOutOfMemory(cause: unknown): boolean {
  return /bad[_ ]alloc|allocate memory|out of memory|BFCArena|RangeError: Array buffer/i.test(String(cause));
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]!.slice(0, 300);
}
