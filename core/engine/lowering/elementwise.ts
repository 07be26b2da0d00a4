import type { TracedNode, TracedValue } from '../trace/traced-graph.ts';
import { castTo } from './cast.ts';
import type { Layout } from './layout.ts';
import { broadcastShape, sizeOf } from '../shapes.ts';
import type { KernelLowering } from './lowering.ts';
import type { Lowered, LoweringContext } from './lowering-context.ts';

/** The layout in which an element-wise operation over these values costs least: that of the largest one. */
export function commonLayout(values: readonly TracedValue[], rank: number, to: LoweringContext): Layout {
  if (rank !== 4) return 'plain';
  const images = values.filter(({ shape }) => shape.length === 4 && sizeOf(shape) > 1);
  const sized = images.toSorted((a, b) => sizeOf(b.shape) - sizeOf(a.shape));
  return sized.map((value) => to.layoutOf(value)).find((layout) => layout !== 'plain') ?? 'plain';
}

function broadcastDims(operands: readonly Lowered[]): number[] {
  return operands.map(({ dims }) => dims as number[]).reduce((a, b) => broadcastShape(a, b));
}

/** Whether a value is a constant that is the same number everywhere. */
export function isUniform({ source }: TracedValue, number: number): boolean {
  return source.kind === 'constant' && source.values.length > 0 && source.values.every((v) => v === number);
}

interface BinaryOptions {
  readonly result?: 'bool';
  /** The operand on the right that changes nothing, e.g. 1 for a product; on the left too when `commutes`. */
  readonly neutral?: number;
  readonly commutes?: boolean;
}

function binary(kernel: string, operator: string, options: BinaryOptions = {}): KernelLowering {
  return {
    kernel,
    shapes: ({ a, b }) => ({
      shape: broadcastShape(a!.shape, b!.shape),
      dtype: options.result ?? a!.dtype,
    }),
    lower(node, to) {
      const [a, b, output] = [node.inputs['a']!, node.inputs['b']!, node.outputs[0]!];
      const kept = unchangedOperand(node, options);
      if (kept !== undefined) return passThrough(kept, output, to);
      const rank = output.shape.length;
      const layout = commonLayout([a, b], rank, to);
      const operands = [a, b].map((value) => to.readBroadcast(value, layout, rank));
      const dims = broadcastDims(operands);
      const inputs = operands.map(({ name }) => name);
      to.write(output, to.graph.operation(operator, inputs, {}, dims), layout, dims);
    },
  };
}

function unchangedOperand(node: TracedNode, { neutral, commutes }: BinaryOptions): TracedValue | undefined {
  const [a, b, output] = [node.inputs['a']!, node.inputs['b']!, node.outputs[0]!];
  if (neutral === undefined) return undefined;
  const fits = (value: TracedValue): boolean => value.shape.length === output.shape.length;
  if (isUniform(b, neutral) && fits(a)) return a;
  if (commutes === true && isUniform(a, neutral) && fits(b)) return b;
  return undefined;
}

/** The output is the input, whatever axes it is constant on. */
export function passThrough(input: TracedValue, output: TracedValue, to: LoweringContext): void {
  const { name, layout, dims } = to.read(input, to.layoutOf(input));
  to.write(output, name, layout, dims);
}

type UnaryBody = (x: string, dims: readonly number[], to: LoweringContext, node: TracedNode) => string;

/** An element-wise kernel of one input `x`. */
export function unary(kernel: string, body: UnaryBody | string): KernelLowering {
  const compute: UnaryBody =
    typeof body === 'string' ? (x, dims, to) => to.graph.operation(body, [x], {}, dims) : body;
  return {
    kernel,
    shapes: (inputs) => {
      const x = Object.values(inputs)[0]!;
      return { shape: x.shape, dtype: kernel === 'LogicalNot' || kernel.startsWith('Is') ? 'bool' : x.dtype };
    },
    lower(node, to) {
      const x = Object.values(node.inputs)[0]!;
      const { name, layout, dims } = to.read(x, to.layoutOf(x));
      to.write(node.outputs[0]!, compute(name, dims, to, node), layout, dims);
    },
  };
}

/** Large enough that every normal number times it is at least 1, small enough to stay finite as a float. */
const steep = 3e38;

/** 1 where x > 0, alpha elsewhere. For alpha >= 0 a steep ramp clipped to [alpha, 1]: far cheaper than Where. */
function step(x: string, dims: readonly number[], to: LoweringContext, node: TracedNode): string {
  const alpha = node.attributes['alpha'] as number;
  const { graph } = to;
  if (alpha === 0)
    return graph.operation('HardSigmoid', [x], { alpha: { float: steep }, beta: { float: 0 } }, dims);
  if (alpha < 0 || alpha > 1) {
    const positive = graph.operation('Greater', [x, graph.scalar(0)], {}, dims);
    return graph.operation('Where', [positive, graph.scalar(1), graph.scalar(alpha)], {}, dims);
  }
  const ramp = graph.operation('Mul', [x, graph.scalar(steep)], {}, dims);
  return graph.operation('Clip', [ramp, graph.scalar(alpha), graph.scalar(1)], {}, dims);
}

const cast: KernelLowering = {
  kernel: 'Cast',
  shapes: ({ x }, { dtype }) => ({ shape: x!.shape, dtype: dtype as 'float32' }),
  lower(node, to) {
    const [x, output] = [node.inputs['x']!, node.outputs[0]!];
    if (x.dtype === output.dtype) return passThrough(x, output, to);
    const { name, layout, dims } = to.read(x, to.layoutOf(x));
    to.write(output, castTo(output.dtype, x, name, to), layout, dims);
  },
};

const select: KernelLowering = {
  kernel: 'Select',
  shapes: ({ t }) => ({ shape: t!.shape, dtype: t!.dtype }),
  lower(node, to) {
    const [condition, t, e] = [node.inputs['condition']!, node.inputs['t']!, node.inputs['e']!];
    const rank = t.shape.length;
    const layout = commonLayout([condition, t, e], rank, to);
    const operands = [condition, t, e].map((value) => to.readBroadcast(value, layout, rank));
    const dims = broadcastDims(operands);
    const inputs = operands.map(({ name }) => name);
    to.write(node.outputs[0]!, to.graph.operation('Where', inputs, {}, dims), layout, dims);
  },
};

const identity: KernelLowering = {
  kernel: 'Identity',
  shapes: ({ x }) => ({ shape: x!.shape, dtype: x!.dtype }),
  lower: (node, to) => passThrough(node.inputs['x']!, node.outputs[0]!, to),
};

const addN: KernelLowering = {
  kernel: 'AddN',
  shapes: (inputs) => ({ shape: inputs['0']!.shape, dtype: inputs['0']!.dtype }),
  lower(node, to) {
    const values = Object.values(node.inputs);
    const layout = commonLayout(values, values[0]!.shape.length, to);
    const operands = values.map((value) => to.read(value, layout));
    const dims = broadcastDims(operands);
    const names = operands.map(({ name }) => name);
    to.write(node.outputs[0]!, to.graph.operation('Sum', names, {}, dims), layout, dims);
  },
};

/** A kernel whose value is the same number everywhere, whatever its input. */
function uniform(kernel: string, value: number): KernelLowering {
  return {
    kernel,
    shapes: ({ x }) => ({ shape: x!.shape, dtype: x!.dtype }),
    lower(node, to) {
      const [output] = node.outputs;
      const ones = output!.shape.map(() => 1);
      const name =
        output!.dtype === 'int32'
          ? to.graph.int32s(Int32Array.of(value), ones)
          : to.graph.floats(Float32Array.of(value), ones);
      to.write(output!, name, 'plain', ones);
    },
  };
}

const float = (node: TracedNode, name: string): { float: number } => ({
  float: node.attributes[name] as number,
});

export const elementwiseLowerings: readonly KernelLowering[] = [
  binary('Add', 'Add', { neutral: 0, commutes: true }),
  binary('Sub', 'Sub', { neutral: 0 }),
  binary('Multiply', 'Mul', { neutral: 1, commutes: true }),
  binary('RealDiv', 'Div', { neutral: 1 }),
  binary('Maximum', 'Max'),
  binary('Minimum', 'Min'),
  binary('Pow', 'Pow'),
  binary('Greater', 'Greater', { result: 'bool' }),
  binary('GreaterEqual', 'GreaterOrEqual', { result: 'bool' }),
  binary('Less', 'Less', { result: 'bool' }),
  binary('LessEqual', 'LessOrEqual', { result: 'bool' }),
  binary('Equal', 'Equal', { result: 'bool' }),
  binary('LogicalAnd', 'And', { result: 'bool' }),
  binary('LogicalOr', 'Or', { result: 'bool' }),
  unary('LogicalNot', 'Not'),
  unary('Abs', 'Abs'),
  unary('Ceil', 'Ceil'),
  unary('Cos', 'Cos'),
  unary('Elu', 'Elu'),
  unary('Exp', 'Exp'),
  unary('Floor', 'Floor'),
  unary('Log', 'Log'),
  unary('Neg', 'Neg'),
  unary('Reciprocal', 'Reciprocal'),
  unary('Relu', 'Relu'),
  unary('Sigmoid', 'Sigmoid'),
  unary('Sign', 'Sign'),
  unary('Sin', 'Sin'),
  unary('Softplus', 'Softplus'),
  unary('Sqrt', 'Sqrt'),
  unary('Tanh', 'Tanh'),
  unary('Square', (x, dims, { graph }) => graph.operation('Mul', [x, x], {}, dims)),
  unary('Rsqrt', (x, dims, { graph }) =>
    graph.operation('Reciprocal', [graph.operation('Sqrt', [x], {}, dims)], {}, dims),
  ),
  unary('LeakyRelu', (x, dims, { graph }, node) =>
    graph.operation('LeakyRelu', [x], { alpha: float(node, 'alpha') }, dims),
  ),
  unary('ClipByValue', (x, dims, { graph }, { attributes }) => {
    const [low, high] = [attributes['clipValueMin'] as number, attributes['clipValueMax'] as number];
    return graph.operation('Clip', [x, graph.scalar(low), graph.scalar(high)], {}, dims);
  }),
  unary('Step', step),
  {
    kernel: 'SquaredDifference',
    shapes: ({ a, b }) => ({ shape: broadcastShape(a!.shape, b!.shape), dtype: a!.dtype }),
    lower(node, to) {
      const [a, b] = [node.inputs['a']!, node.inputs['b']!];
      const rank = node.outputs[0]!.shape.length;
      const layout = commonLayout([a, b], rank, to);
      const operands = [a, b].map((value) => to.readBroadcast(value, layout, rank));
      const dims = broadcastDims(operands);
      const difference = to.graph.operation(
        'Sub',
        operands.map(({ name }) => name),
        {},
        dims,
      );
      to.write(node.outputs[0]!, to.graph.operation('Mul', [difference, difference], {}, dims), layout, dims);
    },
  },
  cast,
  select,
  identity,
  addN,
  uniform('ZerosLike', 0),
  uniform('OnesLike', 1),
];
