import {
  float32Values,
  int64Values,
  intAttribute,
  intsAttribute,
  stringAttribute,
} from '../engine/onnx/model-proto.ts';
import type { NodeProto, TensorProto } from '../engine/onnx/onnx-types.ts';
import {
  constantDims,
  constantInput,
  firstImage,
  GraphProblem,
  type Constants,
  type Extent,
  type ExtentRule,
} from './extent.ts';

const maximumPad = 1024;
const maximumFactor = 64;

/**
 * The operators that a translator may have, each with what it does to an image's extent. All of them work on
 * [batch, channels, height, width], treat every picture of a batch alike, and look at a bounded neighbourhood only
 * (instance norms aside), so a big photo can be translated in tiles.
 */
export const operators: ReadonlyMap<string, ExtentRule> = new Map<string, ExtentRule>([
  ['Conv', convolution],
  ['ConvTranspose', transposedConvolution],
  ['InstanceNormalization', perChannel],
  ['BatchNormalization', perChannel],
  ['PRelu', elementwise],
  ...[
    'Relu',
    'LeakyRelu',
    'Elu',
    'Selu',
    'Celu',
    'Sigmoid',
    'HardSigmoid',
    'HardSwish',
    'Softplus',
    'Softsign',
  ].map(unary),
  ...['Tanh', 'Clip', 'Abs', 'Neg', 'Exp', 'Sqrt', 'Identity', 'Dropout'].map(unary),
  ...['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Pow', 'Sum', 'Mean'].map((name): [string, ExtentRule] => [
    name,
    elementwise,
  ]),
  ['Pad', pad],
  ['Concat', concat],
  ['Resize', resize],
  ['DepthToSpace', depthToSpace],
  ['SpaceToDepth', spaceToDepth],
  ['AveragePool', pool],
  ['MaxPool', pool],
]);

function unary(name: string): [string, ExtentRule] {
  return [name, (_, inputs) => firstImage(inputs)];
}

function convolution(node: NodeProto, inputs: readonly (Extent | undefined)[], constants: Constants): Extent {
  const image = firstImage(inputs);
  const [channels, , ...kernel] = constantDims(node, 1, constants);
  constantOrNone(node, 2, constants);
  return strided(node, { ...image, channels: channels ?? 0 }, kernel);
}

function pool(node: NodeProto, inputs: readonly (Extent | undefined)[]): Extent {
  if ((node.output?.length ?? 0) > 1) throw new GraphProblem('it has more than one output');
  return strided(node, firstImage(inputs), intsAttribute(node, 'kernel_shape') ?? []);
}

/** The window of a convolution or pooling: one element looks (kernel - 1) * dilation further in all. */
function strided(node: NodeProto, image: Extent, kernel: readonly number[]): Extent {
  if (kernel.length !== 2) throw new GraphProblem('it is not two-dimensional');
  const reach = Math.max(
    ...kernel.map((size, axis) => (size - 1) * (intsAttribute(node, 'dilations')?.[axis] ?? 1)),
  );
  const radiusPixels = image.radiusPixels + Math.ceil(reach / 2) * image.stride;
  return { ...image, stride: image.stride * step(node), radiusPixels };
}

function step(node: NodeProto): number {
  const [vertical = 1, horizontal = 1] = intsAttribute(node, 'strides') ?? [];
  if (vertical !== horizontal || vertical < 1)
    throw new GraphProblem('its strides differ or are not positive');
  return vertical;
}

function transposedConvolution(
  node: NodeProto,
  inputs: readonly (Extent | undefined)[],
  constants: Constants,
): Extent {
  const image = firstImage(inputs);
  const [, perGroup = 0, ...kernel] = constantDims(node, 1, constants);
  constantOrNone(node, 2, constants);
  if (kernel.length !== 2) throw new GraphProblem('it is not two-dimensional');
  if (intsAttribute(node, 'output_shape')) throw new GraphProblem('it has a fixed output shape');
  const stride = image.stride / step(node);
  const radiusPixels = image.radiusPixels + Math.ceil(Math.max(...kernel) / 2) * stride;
  return { channels: perGroup * intAttribute(node, 'group', 1), stride, radiusPixels };
}

function perChannel(node: NodeProto, inputs: readonly (Extent | undefined)[], constants: Constants): Extent {
  for (let index = 1; index < (node.input?.length ?? 0); index++) constantInput(node, index, constants);
  return firstImage(inputs);
}

/** Images of one size, and constants that hold one value or one a channel. */
function elementwise(node: NodeProto, inputs: readonly (Extent | undefined)[], constants: Constants): Extent {
  const images = inputs.filter((input) => input !== undefined);
  const first = images[0];
  if (!first) throw new GraphProblem('none of its inputs is an image');
  for (const name of node.input ?? []) {
    const constant = constants.get(name);
    if (constant && !isPerChannel(constant))
      throw new GraphProblem('a constant in it is larger than one value a channel');
  }
  if (images.some(({ stride }) => stride !== first.stride))
    throw new GraphProblem('it joins images of different sizes');
  return {
    channels: Math.max(...images.map(({ channels }) => channels)),
    stride: first.stride,
    radiusPixels: Math.max(...images.map(({ radiusPixels }) => radiusPixels)),
  };
}

function isPerChannel({ dims }: TensorProto): boolean {
  const sizes = (dims ?? []).map(Number);
  return sizes.length <= 4 && sizes.every((size, axis) => size === 1 || axis === sizes.length - 3);
}

function pad(node: NodeProto, inputs: readonly (Extent | undefined)[], constants: Constants): Extent {
  const amounts = int64Values(constantInput(node, 1, constants));
  constantOrNone(node, 2, constants);
  const [batch, channels, ...sides] = [0, 1, 2, 3].map((axis) => [amounts[axis], amounts[axis + 4]]);
  if (amounts.length !== 8 || [...batch!, ...channels!].some((amount) => amount !== 0))
    throw new GraphProblem('it pads more than height and width');
  if (sides.flat().some((amount) => amount! < 0 || amount! > maximumPad))
    throw new GraphProblem(`it pads by less than 0 or more than ${maximumPad}`);
  return firstImage(inputs);
}

function concat(node: NodeProto, inputs: readonly (Extent | undefined)[]): Extent {
  const images = inputs.filter((input) => input !== undefined);
  const first = images[0];
  if (!first || images.length !== inputs.length) throw new GraphProblem('it joins constants');
  if (intAttribute(node, 'axis', 1) !== 1)
    throw new GraphProblem('it joins along an axis that is not the channels');
  if (images.some(({ stride }) => stride !== first.stride))
    throw new GraphProblem('it joins images of different sizes');
  return {
    channels: images.reduce((sum, { channels }) => sum + channels, 0),
    stride: first.stride,
    radiusPixels: Math.max(...images.map(({ radiusPixels }) => radiusPixels)),
  };
}

function resize(node: NodeProto, inputs: readonly (Extent | undefined)[], constants: Constants): Extent {
  const image = firstImage(inputs);
  if (node.input?.[3]) throw new GraphProblem('it resizes to a size and not by a factor');
  const stride = image.stride / resizeFactor(float32Values(constantInput(node, 2, constants)));
  const reach = stringAttribute(node, 'mode', 'nearest') === 'cubic' ? 2 : 1;
  return {
    ...image,
    stride,
    radiusPixels: image.radiusPixels + reach * Math.ceil(Math.max(image.stride, stride)),
  };
}

function resizeFactor([batch, channels, vertical = 0, horizontal = 0]: Float32Array): number {
  if (batch !== 1 || channels !== 1 || vertical !== horizontal)
    throw new GraphProblem('it does not resize height and width alike');
  if (!(vertical >= 1 / maximumFactor && vertical <= maximumFactor))
    throw new GraphProblem(`it resizes by a factor beyond ${maximumFactor}`);
  return vertical;
}

function depthToSpace(node: NodeProto, inputs: readonly (Extent | undefined)[]): Extent {
  const image = firstImage(inputs);
  const size = intAttribute(node, 'blocksize', 1);
  if (size < 1) throw new GraphProblem('its block size is not positive');
  return { ...image, channels: image.channels / size ** 2, stride: image.stride / size };
}

function spaceToDepth(node: NodeProto, inputs: readonly (Extent | undefined)[]): Extent {
  const { channels, stride, radiusPixels } = firstImage(inputs);
  const size = intAttribute(node, 'blocksize', 1);
  if (size < 1) throw new GraphProblem('its block size is not positive');
  return {
    channels: channels * size ** 2,
    stride: stride * size,
    radiusPixels: radiusPixels + (size - 1) * stride,
  };
}

function constantOrNone(node: NodeProto, index: number, constants: Constants): void {
  if (node.input?.[index]) constantInput(node, index, constants);
}
