import { lowerGraph, traceFunction, type Specs } from '../lowering/lower-graph.ts';
import type { Layout } from '../lowering/layout.ts';
import type { OnnxGraph } from '../lowering/onnx-graph.ts';
import type { NamedTensors, Step } from '../step.ts';
import type { TracedGraph } from '../trace/traced-graph.ts';

/** The names of a step's values in its graph: state and inputs come in, next state and outputs go out. */
const statePrefix = 'state:';
const inputPrefix = 'input:';
const nextPrefix = 'next:';
const outputPrefix = 'output:';

export interface StatePort {
  readonly name: string;
  readonly input: string;
  readonly output: string;
  readonly layout: Layout;
}

/** How to feed a compiled step. */
export interface StepPorts {
  readonly state: readonly StatePort[];
  readonly inputs: readonly { readonly name: string; readonly input: string }[];
  readonly outputs: readonly {
    readonly name: string;
    readonly output: string;
    readonly dims: readonly number[];
  }[];
}

/** Runs a step on placeholders. */
export function traceStep(step: Step): TracedGraph {
  return traceFunction(stepSpecs(step), (tensors) => {
    const { state, outputs } = step.run(unprefixed(tensors, statePrefix), unprefixed(tensors, inputPrefix));
    return { ...prefixed(state, nextPrefix), ...prefixed(outputs, outputPrefix) };
  });
}

/**
 * Compiles the trace of a step. Each piece of the state lies in memory as the step leaves it, so that nothing is
 * transposed from step to step.
 */
export function compileStep(step: Step, traced: TracedGraph): { graph: OnnxGraph; ports: StepPorts } {
  const specs = stepSpecs(step);
  const { layouts: found } = lowerGraph(traced, specs, { target: 'run' });
  const layouts: Record<string, Layout> = {};
  for (const name of Object.keys(step.state)) {
    const layout = found[nextPrefix + name] ?? 'plain';
    layouts[statePrefix + name] = layout;
    layouts[nextPrefix + name] = layout;
  }
  for (const result of Object.keys(traced.results))
    if (result.startsWith(outputPrefix)) layouts[result] = 'plain';
  const { graph } = lowerGraph(traced, specs, { target: 'run', layouts });
  return { graph, ports: portsOf(step, graph, layouts) };
}

function stepSpecs(step: Step): Specs {
  return { ...prefixed(step.state, statePrefix), ...prefixed(step.inputs, inputPrefix) };
}

function portsOf(step: Step, graph: OnnxGraph, layouts: Readonly<Record<string, Layout>>): StepPorts {
  const results = new Map(graph.outputs.map((port) => [port.result, port]));
  return {
    state: Object.keys(step.state).map((name) => ({
      name,
      input: statePrefix + name,
      output: results.get(nextPrefix + name)!.name,
      layout: layouts[statePrefix + name] ?? 'plain',
    })),
    inputs: Object.keys(step.inputs).map((name) => ({ name, input: inputPrefix + name })),
    outputs: [...results.values()]
      .filter(({ result }) => result.startsWith(outputPrefix))
      .map(({ result, name, dims }) => ({ name: result.slice(outputPrefix.length), output: name, dims })),
  };
}

function prefixed<T>(values: Readonly<Record<string, T>>, prefix: string): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}

function unprefixed(tensors: NamedTensors, prefix: string): NamedTensors {
  const named = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(named.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}
