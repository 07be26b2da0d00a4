import { axesOf, axisIn, type Layout } from './layout.ts';
import { normalizeAxes, sizeOf } from '../shapes.ts';
import type { KernelLowering } from './lowering.ts';
import type { Attributes, TracedNode } from '../trace/traced-graph.ts';
import { castTo } from './cast.ts';
import type { LoweringContext } from './lowering-context.ts';

type Axes = number | readonly number[] | null;

/** Max calls its axes differently from the others. */
interface ReductionAttributes {
  readonly axis?: Axes;
  readonly reductionIndices?: Axes;
  readonly keepDims?: boolean;
}

function axesOfReduction(node: { readonly attributes: Attributes }, rank: number): number[] {
  const { axis, reductionIndices } = node.attributes as ReductionAttributes;
  return normalizeAxes(axis ?? reductionIndices, rank);
}

function reducedShape(shape: readonly number[], axes: readonly number[], keepDims: boolean): number[] {
  return keepDims
    ? shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/** Dropping axes keeps the others in their logical order only if they lie in that order. */
function layoutFor(node: TracedNode, axes: readonly number[], to: LoweringContext): Layout {
  const x = node.inputs['x']!;
  const layout = to.layoutOf(x);
  const left = axesOf(layout, x.shape.length).filter((axis) => !axes.includes(axis) && x.shape[axis]! > 1);
  return left.every((axis, i) => i === 0 || left[i - 1]! < axis) ? layout : 'plain';
}

function reduction(kernel: string, operator: string): KernelLowering {
  return {
    kernel,
    shapes({ x }, attributes) {
      const { keepDims = false } = attributes as ReductionAttributes;
      const axes = axesOfReduction({ attributes }, x!.shape.length);
      const dtype = kernel === 'Mean' ? 'float32' : x!.dtype;
      return { shape: reducedShape(x!.shape, axes, keepDims), dtype };
    },
    lower(node, to) {
      const [x, output] = [node.inputs['x']!, node.outputs[0]!];
      const rank = x.shape.length;
      const axes = axesOfReduction(node, rank);
      const layout = layoutFor(node, axes, to);
      const inMemory = axes.map((a) => axisIn(layout, a, rank)).toSorted((a, b) => a - b);
      const full = castTo(output.dtype, x, to.readFull(x, layout), to);
      const dims = to.graph.dimsOf(full).map((size, i) => (inMemory.includes(i) ? 1 : size));
      const reduced = reduceNode(operator, full, inMemory, dims, to);
      if (output.shape.length === rank) return to.write(output, reduced, layout, dims);
      return to.write(output, to.reshape(reduced, output.shape));
    },
  };
}

function reduceNode(
  operator: string,
  x: string,
  axes: readonly number[],
  dims: readonly number[],
  { graph }: LoweringContext,
): string {
  if (axes.length === 0 || sizeOf(graph.dimsOf(x)) === 1) return x;
  return operator === 'ReduceSum' // from opset 13 on its axes are an input
    ? graph.operation(operator, [x, graph.integers(axes)], { keepdims: 1 }, dims)
    : graph.operation(operator, [x], { axes, keepdims: 1 }, dims);
}

export const reductionLowerings: readonly KernelLowering[] = [
  reduction('Sum', 'ReduceSum'),
  reduction('Mean', 'ReduceMean'),
  reduction('Max', 'ReduceMax'),
  reduction('Min', 'ReduceMin'),
  reduction('Prod', 'ReduceProd'),
];
