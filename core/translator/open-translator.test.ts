import { rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { makeNode } from '../engine/onnx/model-proto.ts';
import { openTranslator } from './open-translator.ts';
import { generatorBytes, manifest, modelOf, translatorFile } from './translators-stand-in.ts';

const identity = modelOf([makeNode('Identity', ['image'], ['translated'])]);

test('translator file: one that is not there is told so', async () => {
  const path = await translatorFile(identity);
  await rm(path);
  await expect(openTranslator(path)).rejects.toMatchObject({ reason: 'model-not-found' });
});

test('translator file: a folder is refused', async () => {
  const path = dirname(await translatorFile(identity));
  await expect(openTranslator(path)).rejects.toMatchObject({ reason: 'refused-model' });
});

test('translator file: an empty, a cut and a foreign file are refused', async () => {
  const path = await translatorFile(generatorBytes());
  for (const bytes of [Buffer.alloc(0), generatorBytes().subarray(0, 5000), Buffer.from('GIF89a')]) {
    await writeFile(path, bytes);
    await expect(openTranslator(path)).rejects.toMatchObject({ reason: 'refused-model' });
  }
});

test('translator file: weights in another file are refused (S-43)', async () => {
  const initializer = [
    { name: 'w', dims: [1], dataType: 1, externalData: [{ key: 'location', value: '/etc/passwd' }] },
  ];
  const path = await translatorFile(
    modelOf([makeNode('Add', ['image', 'w'], ['translated'])], {}, { initializer }),
  );
  await expect(openTranslator(path)).rejects.toThrow('the weights "w" are kept in another file');
});

test('translator file: every reason is named at once (S-45)', async () => {
  const model = { ...modelOf([makeNode('Loop', ['image'], ['translated'])]), metadataProps: [] };
  await expect(openTranslator(await translatorFile(model))).rejects.toMatchObject({
    details: {
      problems: [
        'it has no manifest of Diptych in its metadata',
        'the operator Loop is not one that a translator may have',
      ],
    },
  });
});

test('translator file: names out of it are made safe to show (S-49)', async () => {
  const model = modelOf([makeNode(`Evil\u001b[31m\u202e${'x'.repeat(5000)}`, ['image'], ['translated'])]);
  const error = await openTranslator(await translatorFile(model)).catch((caught: unknown) => caught as Error);
  expect((error as Error).message).toMatch(/the operator Evil\[31mx+/);
  expect((error as Error).message.length).toBeLessThan(1000);
});

test('translator file: what the runtime does not take is refused when it is first run', async () => {
  const node = makeNode('Conv', ['image', 'kernel'], ['translated'], { auto_pad: 'NO_SUCH_PADDING' });
  const kernel: [number[], Float32Array] = [[3, 3, 1, 1], new Float32Array(9)];
  const translator = await openTranslator(await translatorFile(modelOf([node], { kernel })));
  await expect(translator.whole()).rejects.toMatchObject({ reason: 'refused-model' });
});

test('translator file: an exported generator opens with its manifest', async () => {
  const translator = await openTranslator(await translatorFile(generatorBytes()));
  expect(translator.manifest).toEqual(manifest);
  expect(translator.segments.measuring).toHaveLength(9); // first, 2 down, 2 blocks of 2, 2 up
});

test('translator file: its session is made once', async () => {
  const translator = await openTranslator(await translatorFile(identity));
  expect(await translator.whole()).toBe(await translator.whole());
  await translator.dispose();
});
