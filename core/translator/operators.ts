import {
  float32Values,
  int64Values,
  intAttribute,
  intsAttribute,
  stringAttribute,
} from '../engine/onnx/model-proto.ts';
import type { NodeProto } from '../engine/onnx/onnx-types.ts';
import {
  assertOnePerChannel,
  constantDims,
  constantInput,
  firstImage,
  GraphProblem,
  isOnePerChannel,
  type Constants,
  type Extent,
  type ExtentRule,
  type Inputs,
} from './extent.ts';

const maximumPad = 1024;
const maximumFactor = 64;

const pointwise = [
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
  ],
  ...['Tanh', 'Clip', 'Abs', 'Neg', 'Exp', 'Sqrt', 'Identity', 'Dropout'],
];
const joining = ['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Pow', 'Sum', 'Mean', 'PRelu'];

/**
 * The operators that a translator may have, each with what it does to an image's extent. All of them work on
 * [batch, channels, height, width], treat every picture of a batch alike, and look at a bounded neighbourhood only
 * (instance norms aside), so a big photo can be translated in tiles.
 */
export const operators: ReadonlyMap<string, ExtentRule> = new Map<string, ExtentRule>([
  ['Conv', convolution],
  ['ConvTranspose', transposedConvolution],
  ['InstanceNormalization', normalization],
  ['BatchNormalization', normalization],
  ['Pad', pad],
  ['Concat', concat],
  ['Resize', resize],
  ['DepthToSpace', depthToSpace],
  ['SpaceToDepth', spaceToDepth],
  ['AveragePool', pool],
  ['MaxPool', pool],
  ...joining.map((name): [string, ExtentRule] => [name, elementwise]),
  ...pointwise.map((name): [string, ExtentRule] => [name, (_, inputs) => firstImage(inputs)]),
]);

function convolution(node: NodeProto, inputs: Inputs, constants: Constants): Extent {
  const image = firstImage(inputs);
  const [channels = 0, perGroup = 0, ...kernel] = constantDims(node, 1, constants);
  assertKernel(node, kernel, image.channels === perGroup * intAttribute(node, 'group', 1));
  assertOnePerChannel(node, 2, channels, constants);
  return strided(node, { ...image, channels }, kernel);
}

function transposedConvolution(node: NodeProto, inputs: Inputs, constants: Constants): Extent {
  const image = firstImage(inputs);
  const [from, perGroup = 0, ...kernel] = constantDims(node, 1, constants);
  const channels = perGroup * intAttribute(node, 'group', 1);
  assertKernel(node, kernel, image.channels === from);
  assertOnePerChannel(node, 2, channels, constants);
  if (intsAttribute(node, 'output_shape')) throw new GraphProblem('it has a fixed output shape');
  const stride = image.stride / step(node);
  return {
    channels,
    stride,
    radiusPixels: image.radiusPixels + Math.ceil(reachOf(node, kernel) / 2) * stride,
  };
}

function assertKernel(node: NodeProto, kernel: readonly number[], takesImage: boolean): void {
  if (kernel.length !== 2) throw new GraphProblem('it is not two-dimensional');
  if (!takesImage) throw new GraphProblem('its weights are for another number of channels');
  const declared = intsAttribute(node, 'kernel_shape') ?? kernel;
  if (String(declared) !== String(kernel))
    throw new GraphProblem('its weights are of another size than it says');
}

function pool(node: NodeProto, inputs: Inputs): Extent {
  const kernel = intsAttribute(node, 'kernel_shape') ?? [];
  if (kernel.length !== 2) throw new GraphProblem('it is not two-dimensional');
  if ((node.output?.length ?? 0) > 1) throw new GraphProblem('it has more than one output');
  return strided(node, firstImage(inputs), kernel);
}

/** The window of a convolution or pooling. */
function strided(node: NodeProto, image: Extent, kernel: readonly number[]): Extent {
  const radiusPixels = image.radiusPixels + Math.ceil(reachOf(node, kernel) / 2) * image.stride;
  return { ...image, stride: image.stride * step(node), radiusPixels };
}

/** How many elements beyond one a window spans. */
function reachOf(node: NodeProto, kernel: readonly number[]): number {
  const dilations = intsAttribute(node, 'dilations') ?? [];
  return Math.max(...kernel.map((size, axis) => (size - 1) * (dilations[axis] ?? 1)));
}

function step(node: NodeProto): number {
  const [vertical = 1, horizontal = 1] = intsAttribute(node, 'strides') ?? [];
  if (vertical !== horizontal || vertical < 1)
    throw new GraphProblem('its strides differ or are not positive');
  return vertical;
}

function normalization(node: NodeProto, inputs: Inputs, constants: Constants): Extent {
  const image = firstImage(inputs);
  const expected = node.opType === 'InstanceNormalization' ? 3 : 5;
  if (node.input?.length !== expected) throw new GraphProblem(`it has not ${expected} inputs`);
  for (let index = 1; index < expected; index++) assertOnePerChannel(node, index, image.channels, constants);
  return image;
}

/** Images of one size, and constants that hold one value or one a channel. */
function elementwise(node: NodeProto, inputs: Inputs, constants: Constants): Extent {
  const images = joined(inputs.filter((input) => input !== undefined));
  const channels = Math.max(...images.map((image) => image.channels));
  if (images.some((image) => image.channels !== channels && image.channels !== 1))
    throw new GraphProblem('it joins images of different numbers of channels');
  for (const name of node.input ?? []) {
    const constant = constants.get(name);
    if (constant && !isOnePerChannel(constant, channels))
      throw new GraphProblem('a constant in it is not one value or one a channel');
  }
  return { ...widest(images), channels };
}

function concat(node: NodeProto, inputs: Inputs): Extent {
  const images = joined(inputs.filter((input) => input !== undefined));
  if (images.length !== inputs.length) throw new GraphProblem('it joins constants');
  if (intAttribute(node, 'axis', 1) !== 1)
    throw new GraphProblem('it joins along an axis that is not the channels');
  return { ...widest(images), channels: images.reduce((sum, { channels }) => sum + channels, 0) };
}

function joined(images: readonly Extent[]): readonly Extent[] {
  if (images.length === 0) throw new GraphProblem('none of its inputs is an image');
  if (images.some(({ stride }) => stride !== images[0]!.stride))
    throw new GraphProblem('it joins images of different sizes');
  return images;
}

function widest(images: readonly Extent[]): Extent {
  return images.reduce((most, image) => (image.radiusPixels > most.radiusPixels ? image : most));
}

function pad(node: NodeProto, inputs: Inputs, constants: Constants): Extent {
  const amounts = int64Values(constantInput(node, 1, constants));
  if (node.input?.[2]) constantInput(node, 2, constants);
  const [batch, channels, ...sides] = [0, 1, 2, 3].map((axis) => [amounts[axis], amounts[axis + 4]]);
  if (amounts.length !== 8 || [...batch!, ...channels!].some((amount) => amount !== 0))
    throw new GraphProblem('it pads more than height and width');
  if (sides.flat().some((amount) => amount! < 0 || amount! > maximumPad))
    throw new GraphProblem(`it pads by less than 0 or more than ${maximumPad}`);
  return firstImage(inputs);
}

function resize(node: NodeProto, inputs: Inputs, constants: Constants): Extent {
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

function depthToSpace(node: NodeProto, inputs: Inputs): Extent {
  const image = firstImage(inputs);
  const size = blockSize(node);
  if (image.channels % size ** 2 !== 0) throw new GraphProblem('its channels do not fill its blocks');
  return { ...image, channels: image.channels / size ** 2, stride: image.stride / size };
}

function spaceToDepth(node: NodeProto, inputs: Inputs): Extent {
  const { channels, stride, radiusPixels } = firstImage(inputs);
  const size = blockSize(node);
  return {
    channels: channels * size ** 2,
    stride: stride * size,
    radiusPixels: radiusPixels + (size - 1) * stride,
  };
}

function blockSize(node: NodeProto): number {
  const size = intAttribute(node, 'blocksize', 1);
  if (size < 1 || size > maximumFactor) throw new GraphProblem(`its block size is not 1 to ${maximumFactor}`);
  return size;
}
