import type { TracedNode } from '../trace/traced-graph.ts';
import type { TracedKernel } from '../trace/traced-kernel.ts';
import type { LoweringContext } from './lowering-context.ts';

/** How one TensorFlow.js kernel is traced and compiled. */
export interface KernelLowering extends TracedKernel {
  /** Adds the ONNX nodes that compute the node's outputs. */
  lower(node: TracedNode, context: LoweringContext): void;
}
