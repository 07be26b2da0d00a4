import { expect, onTestFinished, test } from 'vitest';
import { fileOf } from '../archive/zip-stand-in.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { openTranslator } from '../translator/open-translator.ts';
import { torchFile, torchGenerator } from '../weights/torch-file-stand-in.ts';
import { convertWeights } from './convert-weights.ts';

/** Weights that any program can make: 0.1 sin(1.7 i + 1) in kernels, 0.05 cos(i) in biases. */
function waves() {
  const tensors = Object.entries(torchGenerator({ filters: 4, blocks: 1 })).map(
    ([name, { shape, values }]) => {
      const wave = (i: number) =>
        name.endsWith('weight') ? 0.1 * Math.sin(1.7 * i + 1) : 0.05 * Math.cos(i);
      return [name, { shape, values: values.map((_, i) => wave(i)) }] as const;
    },
  );
  return Object.fromEntries(tensors);
}

test('weights: what PyTorch makes of a picture is what the converted file makes of it', async () => {
  const { path, about } = await convertWeights(fileOf(torchFile(waves())), 'pytorch', temporaryFolder());
  const translator = await openTranslator(path, { threads: 1 });
  onTestFinished(() => translator.dispose());
  const values = Float32Array.from({ length: 3 * 16 * 16 }, (_, i) => Math.cos(0.37 * i));
  const found = await (await translator.whole()).run({ values, height: 16, width: 16 });
  // PyTorch 2.13, ResnetGenerator(3, 3, ngf=4, norm_layer=InstanceNorm2d, n_blocks=1).eval()
  const expected = {
    0: -0.042441,
    100: -0.434142,
    255: 0.101407,
    300: -0.259139,
    511: 0.136692,
    600: 0.047312,
  };
  for (const [index, value] of Object.entries(expected)) expect(found[Number(index)]).toBeCloseTo(value, 5);
  const mean = found.reduce((sum, value) => sum + Math.abs(value), 0) / found.length;
  expect(mean).toBeCloseTo(0.309589, 5);
  expect(about).toMatch(/PyTorch weights of a ResNet generator: 4 filters, 1 block,/);
});
