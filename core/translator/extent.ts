import type { NodeProto, TensorProto } from '../engine/onnx/onnx-types.ts';

/** What one tensor of a translator's graph is to the photo: how fine, how deep, and how far it looks. */
export interface Extent {
  readonly channels: number;
  /** Photo pixels from one element to the next; 4 after two halvings. */
  readonly stride: number;
  /** Photo pixels to each side that an element can depend on, instance norms left aside. */
  readonly radiusPixels: number;
}

/** The extents of a node's inputs that are images; what is constant or left out is `undefined`. */
export type Inputs = readonly (Extent | undefined)[];

export type Constants = ReadonlyMap<string, TensorProto>;

/** A reason why a graph is refused, found while following it. */
export class GraphProblem extends Error {}

/** What an operator makes of its inputs. Throws GraphProblem. */
export type ExtentRule = (node: NodeProto, inputs: Inputs, constants: Constants) => Extent;

export function firstImage(inputs: Inputs): Extent {
  const image = inputs[0];
  if (!image) throw new GraphProblem('its first input is not an image');
  return image;
}

export function constantInput(node: NodeProto, index: number, constants: Constants): TensorProto {
  const tensor = constants.get(node.input?.[index] ?? '');
  if (!tensor) throw new GraphProblem(`its input ${index + 1} is not a constant`);
  return tensor;
}

export function constantDims(node: NodeProto, index: number, constants: Constants): number[] {
  return dimsOf(constantInput(node, index, constants));
}

/** Checks a list of weights [channels], where the node has one. */
export function assertOnePerChannel(
  node: NodeProto,
  index: number,
  channels: number,
  constants: Constants,
): void {
  if (!node.input?.[index]) return;
  if (String(constantDims(node, index, constants)) !== String([channels]))
    throw new GraphProblem(`its input ${index + 1} does not hold one value a channel`);
}

/** Whether a constant, as [..., channels, height, width], holds one value or one a channel. */
export function isOnePerChannel(tensor: TensorProto, channels: number): boolean {
  const sizes = dimsOf(tensor);
  const channelAxis = sizes.length - 3;
  return (
    sizes.length <= 4 &&
    sizes.every((size, axis) => size === 1 || (axis === channelAxis && size === channels))
  );
}

function dimsOf({ dims }: TensorProto): number[] {
  return (dims ?? []).map(Number);
}
