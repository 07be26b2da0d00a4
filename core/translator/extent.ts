import type { NodeProto, TensorProto } from '../engine/onnx/onnx-types.ts';

/** What one tensor of a translator's graph is to the photo: how fine, how deep, and how far it looks. */
export interface Extent {
  readonly channels: number;
  /** Photo pixels from one element to the next; 4 after two halvings. */
  readonly stride: number;
  /** Photo pixels to each side that an element can depend on, instance norms left aside. */
  readonly radiusPixels: number;
}

export type Constants = ReadonlyMap<string, TensorProto>;

/** A reason why a graph is refused, found while following it. */
export class GraphProblem extends Error {}

/** The extents of a node's inputs that are images; what is constant or left out is `undefined`. */
export type ExtentRule = (
  node: NodeProto,
  inputs: readonly (Extent | undefined)[],
  constants: Constants,
) => Extent;

export function firstImage(inputs: readonly (Extent | undefined)[]): Extent {
  const image = inputs[0];
  if (!image) throw new GraphProblem('its first input is a constant');
  return image;
}

/** The dimensions of a constant input. */
export function constantDims(node: NodeProto, index: number, constants: Constants): number[] {
  return (constantInput(node, index, constants).dims ?? []).map(Number);
}

export function constantInput(node: NodeProto, index: number, constants: Constants): TensorProto {
  const tensor = constants.get(node.input?.[index] ?? '');
  if (!tensor) throw new GraphProblem(`its input ${index + 1} is not a constant`);
  return tensor;
}
