import { expect, test } from 'vitest';
import { packageBytes } from '../archive/package-bytes.ts';
import { madeZip } from '../archive/zip-stand-in.ts';
import { generatorBytes } from '../translator/translators-stand-in.ts';
import {
  safetensorsFile,
  torchFile,
  torchGenerator,
  torchLegacyFile,
} from '../weights/torch-file-stand-in.ts';
import { modelKindOf } from './model-kind.ts';

const card = {
  ...{ name: 'n', method: 'm', domainA: 'a', domainB: 'b', licence: 'l' },
  ...{ notes: '', source: '', training: '' },
};

test('model kinds: what is none is told', () => {
  for (const bytes of [[], [8], [8, 99, 2], [0x50, 0x4b, 3, 4], [0xff, 0xd8, 0xff]])
    expect(modelKindOf(Uint8Array.from(bytes))).toBeUndefined();
  expect(modelKindOf(madeZip([{ name: 'photo.jpg' }]))).toBeUndefined();
  expect(modelKindOf(Buffer.from('{"a": 1}'))).toBeUndefined();
});

test('model kinds: each is known by what it holds', () => {
  const weights = torchGenerator();
  const model = generatorBytes();
  const pack = Buffer.concat(packageBytes(card, [{ direction: 'a-to-b', model, sample: null }]));
  expect(
    [pack, model, torchFile(weights), torchLegacyFile(weights), safetensorsFile(weights)].map(modelKindOf),
  ).toEqual(['package', 'onnx', 'pytorch', 'pickle', 'safetensors']);
});
