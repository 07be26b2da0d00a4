import { activeParameters, type Network } from '../networks/network.ts';
import { resnetGenerator } from '../networks/resnet-generator.ts';
import type { NamedTensorValues, TensorValues } from '../checkpoint/tensor-values.ts';
import type { FoundGenerator } from './recognise-generator.ts';
import { weightsRefusal } from './weights-refusal.ts';

/** Diptych's own network with the weights of another program. */
export interface FilledGenerator {
  readonly network: Network;
  readonly weights: NamedTensorValues;
}

/** Puts what was recognised into Diptych's own generator. Throws `refused-model` for shapes that do not fit. */
export async function fillGenerator({ filters, blocks, tensors }: FoundGenerator): Promise<FilledGenerator> {
  const network = resnetGenerator({ filters, blocks });
  const weights: [string, TensorValues][] = [];
  for (const [name, { shape }] of Object.entries(activeParameters(network.parameters))) {
    const tensor = tensors.get(name);
    const found = tensor === undefined ? [] : ownShape(tensor.shape);
    if (tensor === undefined || String(found) !== String(shape))
      throw weightsRefusal([`${name} is [${found.join(', ')}], expected [${shape.join(', ')}]`]);
    weights.push([name, { shape, values: ownOrder(await tensor.read(), tensor.shape) }]);
  }
  return { network, weights: Object.fromEntries(weights) };
}

/** [out, in, height, width] -> [height, width, in, out], and of transposed convolutions [in, out, ...] -> [..., out, in]. */
function ownShape(shape: readonly number[]): readonly number[] {
  const [first, second, height, width] = shape;
  return shape.length === 4 ? [height!, width!, second!, first!] : shape;
}

function ownOrder(values: Float32Array, shape: readonly number[]): Float32Array {
  if (shape.length !== 4) return values;
  const [first, second, height, width] = shape as readonly [number, number, number, number];
  const turned = new Float32Array(values.length);
  const pixels = height * width;
  for (let one = 0; one < first; one++) {
    for (let two = 0; two < second; two++) {
      const start = (one * second + two) * pixels;
      for (let pixel = 0; pixel < pixels; pixel++)
        turned[(pixel * second + two) * first + one] = values[start + pixel]!;
    }
  }
  return turned;
}
