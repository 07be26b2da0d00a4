import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { openForTest, runOf, translatorOf } from './catalog-stand-in.ts';

const open = () => openForTest(join(temporaryFolder(), 'catalog.db'));

describe('translators', () => {
  test('S-51: the same content imported twice is one entry', async () => {
    const { translators } = await open();
    const first = translators.add(translatorOf('dusk', 1));
    expect(translators.add({ ...translatorOf('other', 1), file: 'other.onnx' })).toEqual(first);
    expect(translators.list()).toHaveLength(1);
  });

  test('S-51: other content of the same name is a new entry, found first', async () => {
    const { translators } = await open();
    for (const digit of [1, 2]) translators.add(translatorOf('dusk', digit));
    expect(translators.find('dusk').map(({ sha256 }) => Number(sha256))).toEqual([2, 1]);
  });

  test('new content at the same path replaces the old row', async () => {
    const { translators } = await open();
    const { file } = translators.add(translatorOf('dusk', 1));
    translators.add({ ...translatorOf('dusk', 2), file });
    expect(translators.list().map(({ sha256 }) => Number(sha256))).toEqual([2]);
  });

  test('a direction is asked for by name', async () => {
    const { translators } = await open();
    translators.add(translatorOf('dusk', 1));
    translators.add({ ...translatorOf('dusk', 2), direction: 'b-to-a' });
    expect(translators.find('dusk', 'b-to-a')).toMatchObject([{ direction: 'b-to-a' }]);
  });

  test('all that was recorded comes back', async () => {
    const { translators, runs } = await open();
    const translator = { ...translatorOf('dusk', 1), runId: runs.add(runOf('dusk')).id };
    const { id } = translators.add(translator);
    expect(translators.bySha256(translator.sha256)).toMatchObject(translator);
    translators.remove(id);
    expect(translators.list()).toEqual([]);
  });
});
