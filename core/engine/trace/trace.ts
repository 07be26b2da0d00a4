import * as tf from '@tensorflow/tfjs';
import type { NamedTensors, TensorSpec } from '../step.ts';
import { installTraceBackend, traceBackendName, type TraceBackend } from './trace-backend.ts';
import type { TracedGraph, TracedValue } from './traced-graph.ts';
import type { TracedKernel } from './traced-kernel.ts';

/**
 * Runs a pure function once on placeholders and returns what it did. Names of placeholders and results are the
 * callers'. Throws `read-in-step` and `no-lowering`, naming the operation.
 */
export function trace(
  placeholders: Readonly<Record<string, TensorSpec>>,
  run: (tensors: NamedTensors) => NamedTensors,
  kernels: readonly TracedKernel[],
): TracedGraph {
  installTraceBackend(kernels);
  const previous = activeBackend();
  setBackend(traceBackendName);
  const backend = tf.backend() as TraceBackend;
  const results: Record<string, TracedValue> = {};
  try {
    tf.tidy(() => {
      const made = Object.entries(placeholders).map(
        ([name, { shape, dtype }]) => [name, backend.placeholder(name, shape, dtype)] as const,
      );
      for (const [name, tensor] of Object.entries(run(Object.fromEntries(made))))
        results[name] = backend.valueOf(tensor);
    });
    return { results };
  } finally {
    backend.forget();
    setBackend(previous);
  }
}

/** TensorFlow.js has no active backend until it is first used; `cpu` is always there. */
function activeBackend(): string {
  return tf.getBackend() ?? 'cpu';
}

/** `tf.setBackend` answers with a promise but switches at once for backends that need no preparation. */
function setBackend(name: string): void {
  void tf.setBackend(name);
}
