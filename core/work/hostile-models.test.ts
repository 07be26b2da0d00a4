import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageBytes } from '../archive/package-bytes.ts';
import { fileOf } from '../archive/zip-stand-in.ts';
import { encodeModel, makeNode, makeTensor, makeValueInfo } from '../engine/onnx/model-proto.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { createRandom } from '../random/random.ts';
import {
  safetensorsFile,
  torchFile,
  torchGenerator,
  torchLegacyFile,
} from '../weights/torch-file-stand-in.ts';
import { run } from './inspect-model-task.ts';

const context = {
  signal: new AbortController().signal,
  tell: () => undefined,
  turn: () => Promise.resolve(),
  onRequest: () => undefined,
  keep: <Kept>(_: string, make: () => Kept) => make(),
};
const weights = torchGenerator({ filters: 1, blocks: 1 });
const card = {
  ...{ name: 'n', method: 'm', domainA: 'a', domainB: 'b', licence: 'l' },
  ...{ notes: '', source: '', training: '' },
};
const files = {
  package: Buffer.concat(
    packageBytes(card, [{ direction: 'a-to-b', model: Buffer.alloc(40), sample: null }]),
  ),
  pytorch: torchFile(weights),
  legacy: torchLegacyFile(weights),
  safetensors: safetensorsFile(weights),
  foreign: foreignModel(),
};

/** A network of another program with a computed border. */
function foreignModel(): Buffer {
  const graph = {
    name: 'main',
    node: [makeNode('Pad', ['x', 'border'], ['wide']), makeNode('Conv', ['wide', 'kernel'], ['y'])],
    initializer: [
      makeTensor('border', [8], BigInt64Array.of(0n, 0n, 1n, 1n, 0n, 0n, 1n, 1n)),
      makeTensor('kernel', [3, 3, 3, 3], new Float32Array(81).fill(0.1)),
    ],
    input: [makeValueInfo('x', [1, 3, 64, 64])],
    output: [makeValueInfo('y', [1, 3, 64, 64])],
  };
  const opsetImport = [{ domain: '', version: 17 }];
  return Buffer.from(encodeModel({ irVersion: 8, opsetImport, graph }));
}

/** Where a file says what it holds: there a changed byte does most. */
const tellingBytes = { package: 1200, pytorch: 5000, legacy: 5000, safetensors: 1500, foreign: 400 };

test.each(Object.entries(files))(
  'hostile models: S-44 a %s with any byte changed ends as usable or refused, and leaves nothing',
  async (name, bytes) => {
    const random = createRandom(44);
    const folder = join(temporaryFolder(), 'models');
    mkdirSync(folder);
    for (let round = 0; round < 120; round++) {
      const changed = Buffer.from(bytes);
      for (let change = 0; change <= round % 3; change++) {
        const isAtEnd = random.uniform() < 0.3;
        const within = Math.floor(
          random.uniform() * Math.min(bytes.length, tellingBytes[name as keyof typeof files]),
        );
        changed[isAtEnd ? bytes.length - 1 - within : within] = Math.floor(random.uniform() * 256);
      }
      const started = performance.now();
      const found = await run({ path: fileOf(changed), folder }, context);
      expect(performance.now() - started).toBeLessThan(5000);
      expect(found.problems.length === 0 || found.reason !== null).toBe(true);
    }
    expect(readdirSync(folder)).toEqual([]);
  },
);
