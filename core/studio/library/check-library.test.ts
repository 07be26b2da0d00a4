import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCatalog } from '../../catalog/open-catalog.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { jobEnd, openTestStudio } from '../studio-stand-in.ts';

const content = 'a translator';
const sha256 = createHash('sha256').update(content).digest('hex');

/** A library with one style's file, which `spoil` changes; returns the messages of a check. */
async function findingsAfter(spoil: (file: string, root: string) => void): Promise<readonly string[]> {
  const root = join(temporaryFolder(), 'library');
  mkdirSync(join(root, 'translators'), { recursive: true });
  const file = join(root, 'translators', 'dusk.onnx');
  writeFileSync(file, content);
  const catalog = await openCatalog(join(root, 'catalog.db'));
  const known = {
    name: 'dusk',
    runId: null,
    step: 1,
    direction: 'a-to-b',
    domainA: 'day',
    domainB: 'dusk',
  } as const;
  catalog.translators.add({
    ...known,
    file: 'translators/dusk.onnx',
    sha256,
    licence: '',
    origin: 'trained',
  });
  catalog.close();
  spoil(file, root);
  const { client } = await openTestStudio(root);
  const { jobId } = await client.library.check();
  expect(await jobEnd(client, jobId)).toBe('finished');
  const { problems, checkedMs } = await client.library.findings();
  expect(checkedMs).not.toBeNull();
  return problems.map(({ code, message }) => `${code} ${message.replaceAll(root, '')}`);
}

test('check library: S-63 a file that is missing, empty or changed is found', async () => {
  const found = await Promise.all([
    findingsAfter((file) => rmSync(file)),
    findingsAfter((file) => truncateSync(file)),
    findingsAfter((file) => writeFileSync(file, 'another one')),
  ]);
  expect(found.map(([first]) => first?.split('. ')[0])).toEqual([
    'D-MOD-005 The file of the style "dusk" is missing',
    'D-MOD-005 The file of the style "dusk" is empty',
    'D-MOD-005 The file of the style "dusk" is not what it was',
  ]);
});

test('check library: S-63 a file that belongs to nothing is found', async () => {
  const found = await findingsAfter((_file, root) => {
    mkdirSync(join(root, 'results'));
    writeFileSync(join(root, 'results', 'lost.jpg'), 'x');
  });
  expect(found).toEqual([
    'D-IMG-008 "/results/lost.jpg" belongs to nothing in the library. It can be deleted.',
  ]);
});

test('check library: S-63 a record that cannot be read is found', async () => {
  const found = await findingsAfter((_file, root) => {
    mkdirSync(join(root, 'datasets', 'day'), { recursive: true });
    writeFileSync(join(root, 'datasets', 'day', 'v1.json'), '{');
  });
  expect(found).toEqual([expect.stringContaining('D-SET-007')]);
});

test('check library: a sound library has no findings, sample photos and bundled styles included', async () => {
  const { client } = await openTestStudio();
  await client.photos.addSamples();
  const { jobId } = await client.library.check();
  expect(await jobEnd(client, jobId)).toBe('finished');
  expect((await client.library.findings()).problems).toEqual([]);
});
