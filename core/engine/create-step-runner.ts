import * as ort from 'onnxruntime-node';
import { availableParallelism } from 'node:os';
import { encodeGraph } from './lowering/encode-graph.ts';
import { compileStep, traceStep } from './run/compile-step.ts';
import { createOnnxStepRunner } from './run/onnx-step-runner.ts';
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
  const session = await ort.InferenceSession.create(bytes, {
    intraOpNumThreads: options.threads ?? availableParallelism(),
    graphOptimizationLevel: 'all',
  });
  return createOnnxStepRunner(step, session, ports);
}
