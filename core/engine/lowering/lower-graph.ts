import { countReaders, nodesInOrder, type TracedGraph } from '../trace/traced-graph.ts';
import type { NamedTensors, TensorSpec } from '../step.ts';
import { trace } from '../trace/trace.ts';
import { castTo } from './cast.ts';
import { toLayout, type Layout } from './layout.ts';
import { LoweringContext } from './lowering-context.ts';
import { allLowerings, loweringOf } from './lowerings.ts';
import { removeUnused } from './remove-unused.ts';
import type { OnnxGraph } from './onnx-graph.ts';

export type Specs = Readonly<Record<string, TensorSpec>>;

/** A function as an ONNX graph, and how its inputs and outputs lie in memory. */
export interface LoweredFunction {
  readonly graph: OnnxGraph;
  readonly layouts: Readonly<Record<string, Layout>>;
}

export interface LowerOptions {
  readonly target: 'run' | 'export';
  /** In what layout an input is given or a result wanted; `plain` where nothing is said. */
  readonly layouts?: Readonly<Record<string, Layout>>;
  /** Inputs that become constants of the graph, as they lie in their layout. */
  readonly constants?: Readonly<Record<string, Float32Array>>;
}

/** Traces a pure function with the kernels that can be compiled. */
export function traceFunction(inputs: Specs, run: (tensors: NamedTensors) => NamedTensors): TracedGraph {
  return trace(inputs, run, allLowerings);
}

/** Traces a pure function and compiles the trace. Throws `read-in-step`, `no-lowering`. */
export function lowerFunction(
  inputs: Specs,
  run: (tensors: NamedTensors) => NamedTensors,
  options: LowerOptions,
): LoweredFunction {
  return lowerGraph(traceFunction(inputs, run), inputs, options);
}

/** Compiles a trace: inputs and results keep their names; results are numbers (float32) whatever they were. */
export function lowerGraph(
  traced: TracedGraph,
  inputs: Specs,
  { target, layouts = {}, constants = {} }: LowerOptions,
): LoweredFunction {
  const context = new LoweringContext(target, countReaders(traced), { layouts, constants });
  for (const [name, { shape, dtype }] of Object.entries(inputs))
    if (constants[name] === undefined)
      context.graph.input({ name, dims: toLayout(shape, layouts[name] ?? 'plain'), dtype });
  for (const node of nodesInOrder(Object.values(traced.results)))
    loweringOf(node.kernel).lower(node, context);
  const made: Record<string, Layout> = { ...layouts };
  for (const [result, value] of Object.entries(traced.results)) {
    made[result] = layouts[result] ?? context.layoutOf(value);
    const name = castTo('float32', value, context.readFull(value, made[result]), context);
    context.graph.output(result, name, 'float32');
  }
  return { graph: removeUnused(context.graph), layouts: made };
}
