import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { createRandom } from '../../random/random.ts';
import { encodeModel, makeNode, makeTensor, makeValueInfo } from './model-proto.ts';
import type { ModelProto } from './onnx-types.ts';
import { withWinograd } from './winograd.ts';

interface Layer {
  readonly channels: number;
  readonly stride?: number;
  readonly bias?: boolean;
  readonly batch?: number | string;
}

/** One 3x3 convolution with random weights. */
function convolution({ channels, stride = 1, bias = false, batch = 1 }: Layer): ModelProto {
  const random = createRandom(channels, stride);
  const values = (count: number) => Float32Array.from({ length: count }, () => random.normal() * 0.05);
  const weights = [
    makeTensor('w', [channels, channels, 3, 3], values(9 * channels ** 2)),
    makeTensor('b', [channels], values(channels)),
  ];
  const inputs = bias ? ['x', 'w', 'b'] : ['x', 'w'];
  const attributes = { kernel_shape: [3, 3], strides: [stride, stride] };
  return {
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'one layer',
      node: [makeNode('Conv', inputs, ['y'], attributes)],
      initializer: bias ? weights : weights.slice(0, 1),
      input: [makeValueInfo('x', [batch, channels, 'height', 'width'])],
      output: [makeValueInfo('y', [batch, channels, 'rows', 'columns'])],
    },
  };
}

async function run(
  model: ModelProto,
  channels: number,
  height: number,
  width: number,
): Promise<Float32Array> {
  const session = await ort.InferenceSession.create(encodeModel(model), { logSeverityLevel: 3 });
  const random = createRandom(height, width);
  const x = Float32Array.from({ length: channels * height * width }, () => random.normal());
  const { y } = await session.run({ x: new ort.Tensor('float32', x, [1, channels, height, width]) });
  await session.release();
  return y!.data as Float32Array;
}

function operators(model: ModelProto): (string | null | undefined)[] {
  return model.graph!.node!.map(({ opType }) => opType);
}

test('winograd: a convolution with few channels stays as it is', () => {
  const model = convolution({ channels: 64 });
  expect(withWinograd(model)).toBe(model);
});

test('winograd: a convolution with a stride stays as it is', () => {
  const model = convolution({ channels: 192, stride: 2 });
  expect(withWinograd(model)).toBe(model);
});

test('winograd: a model for several pictures at once stays as it is', () => {
  const model = convolution({ channels: 192, batch: 'samples' });
  expect(withWinograd(model)).toBe(model);
});

test('winograd: the convolution is gone and so are its filters', () => {
  const model = withWinograd(convolution({ channels: 192 }));
  expect(operators(model)).toContain('DepthToSpace');
  expect(model.graph!.initializer!.map(({ name }) => name)).not.toContain('w');
});

test.each([
  [18, 18],
  [15, 21],
  [3, 40],
  [4, 3],
])('winograd: %i x %i pixels come out as from the plain convolution', async (height, width) => {
  const model = convolution({ channels: 192, bias: true });
  const [plain, fast] = [
    await run(model, 192, height, width),
    await run(withWinograd(model), 192, height, width),
  ];
  const largest = plain.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const difference = plain.reduce((most, value, i) => Math.max(most, Math.abs(value - fast[i]!)), 0);
  expect(fast.length).toBe(plain.length);
  expect(difference / largest).toBeLessThan(2e-5);
});
