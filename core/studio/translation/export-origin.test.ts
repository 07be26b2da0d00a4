import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { call, openTranslationHouse } from './translation-house-stand-in.ts';

test('export: C9 a result says that it was made with AI where the preset says so, an original never', async () => {
  const { areas, house, addPhoto, addStyle } = await openTranslationHouse();
  const photoIds = [await addPhoto(), await addPhoto({ seed: 2, name: 'b.png' })];
  const look = { styleId: await addStyle(), direction: 'a-to-b', strength: 0.5 } as const;
  const order = { photoIds: photoIds.slice(0, 1), look, isUrgent: false };
  const { jobIds } = await areas.translation.start(order, call);
  await house.queue.ended(jobIds[0]!);
  const [share] = await areas.translation.presets(undefined, call);

  const saysSo = async (tellsOrigin: boolean) => {
    const preset = { ...share!, template: '{name}', tellsOrigin };
    const { id: presetId } = await areas.translation.savePreset({ id: null, preset }, call);
    const path = temporaryFolder();
    const { ticket } = house.tickets.mint({ path, name: 'out', kind: 'folder', isUpload: false });
    const { jobId } = await areas.translation.export({ photoIds, presetId, destination: ticket }, call);
    await house.queue.ended(jobId);
    const texts = ['IMG_1.jpg', 'b.jpg'].map((name) => readFileSync(join(path, name), 'latin1'));
    return texts.map((text) => text.includes('compositeWithTrainedAlgorithmicMedia'));
  };
  expect(await saysSo(false)).toEqual([false, false]);
  expect(await saysSo(true)).toEqual([true, false]);
});
