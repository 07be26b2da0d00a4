import * as ort from 'onnxruntime-node';
import { availableParallelism } from 'node:os';
import { encodeGraph } from './lowering/encode-graph.ts';
import { compileStep, traceStep } from './run/compile-step.ts';
import { createOnnxStepRunner, engineError } from './run/onnx-step-runner.ts';
import { cachedSession } from './run/session-cache.ts';
import type { Step, StepRunner } from './step.ts';

export interface StepRunnerOptions {
  /** Where compiled graphs are kept between starts; without it every start compiles. */
  readonly cacheFolder?: string;
  /** Processor threads; all by default. */
  readonly threads?: number;
}

/** Compiles a step for this computer. Throws `read-in-step`, `no-lowering`, `engine-failed`. */
export async function createStepRunner(step: Step, options: StepRunnerOptions = {}): Promise<StepRunner> {
  const { graph, ports } = compileStep(step, traceStep(step));
  const bytes = encodeGraph(graph, { name: step.name });
  const session = await openSession(bytes, options);
  return createOnnxStepRunner(step, session, ports);
}

/** How onnxruntime runs a step; a profile of it must use the same. */
export function sessionSettings(threads: number): ort.InferenceSession.SessionOptions {
  return { intraOpNumThreads: threads, graphOptimizationLevel: 'all', logSeverityLevel: 3 };
}

async function openSession(
  bytes: Uint8Array,
  { cacheFolder, threads = availableParallelism() }: StepRunnerOptions,
): Promise<ort.InferenceSession> {
  const settings = sessionSettings(threads);
  try {
    return cacheFolder === undefined
      ? await ort.InferenceSession.create(bytes, settings)
      : await cachedSession(bytes, cacheFolder, settings);
  } catch (cause) {
    throw engineError(cause);
  }
}
