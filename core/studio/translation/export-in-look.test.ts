import { readdirSync, renameSync } from 'node:fs';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import type { ExportOutcome } from './export-job.ts';
import { call, openTranslationHouse, type TranslationHouse } from './translation-house-stand-in.ts';

/** Asks for photos in a look as files in a folder; returns the job that writes them. */
async function exportIn(
  { areas, house }: TranslationHouse,
  photoIds: number[],
  styleId: number,
  folder: string,
): Promise<number> {
  const [preset] = await areas.translation.presets(undefined, call);
  const { ticket } = house.tickets.mint({ path: folder, name: 'out', kind: 'folder', isUpload: false });
  const look = { styleId, direction: 'a-to-b', strength: 1 } as const;
  const order = { photoIds, presetId: preset!.id, destination: ticket, look };
  return (await areas.translation.export(order, call)).jobId;
}

const filesOf = async ({ house }: TranslationHouse, jobId: number) => {
  const end = await house.queue.ended(jobId);
  expect(end.state).toBe('finished');
  return (house.queue.outcome(jobId) as ExportOutcome).files.map(({ name, status }) => `${status} ${name}`);
};

const both = ['done IMG_1 Evening.jpg', 'done IMG_2 Evening.jpg'];

async function withTwoPhotos(root?: string) {
  const test = await openTranslationHouse(root);
  const photoIds = [await test.addPhoto(), await test.addPhoto({ seed: 2, name: 'IMG_2.png' })];
  return { ...test, photoIds, styleId: await test.addStyle() };
}

test('export in a look: what cannot be translated is told with the reason, and is tried again with it', async () => {
  const test = await withTwoPhotos();
  const folder = temporaryFolder();
  const { path } = test.house.catalog.photos.get(test.photoIds[0]!)!;
  renameSync(path, `${path}.away`);
  const jobId = await exportIn(test, test.photoIds, test.styleId, folder);
  expect(await filesOf(test, jobId)).toEqual(['failed IMG_1.png', both[1]]);
  const { files } = await test.areas.translation.exported({ jobId }, call);
  expect(files[0]!.message).toContain('is not where it was');
  renameSync(`${path}.away`, path);
  const again = await test.areas.translation.exportFailed({ jobId }, call);
  expect(await filesOf(test, again.jobId)).toEqual([both[0]]);
  expect(readdirSync(folder)).toHaveLength(2);
});

test('export in a look: it waits until its photos are translated, and says so', async () => {
  const test = await withTwoPhotos();
  test.house.queue.setHeld(true);
  const jobId = await exportIn(test, test.photoIds, test.styleId, temporaryFolder());
  test.house.queue.setHeld(false);
  expect(test.house.queue.get(jobId).waitingFor).toBe('Starts as soon as its photos are translated.');
  expect(await filesOf(test, jobId)).toEqual(both);
});

test('export in a look: S-53 B4 ended between translating and exporting, the files are written at the next start', async () => {
  const [root, folder] = [temporaryFolder(), temporaryFolder()];
  const first = await withTwoPhotos(root);
  const translated = new Promise<void>((resolve) => {
    first.house.queue.watch(({ kind, state }) => {
      if (kind === 'translate' && state === 'finished') resolve();
    });
  });
  const jobId = await exportIn(first, first.photoIds, first.styleId, folder);
  await translated;
  await first.close();
  expect(readdirSync(folder)).toEqual([]);

  const second = await openTranslationHouse(root);
  expect(await filesOf(second, jobId)).toEqual(both);
  expect(readdirSync(folder).toSorted()).toEqual(['IMG_1 Evening.jpg', 'IMG_2 Evening.jpg']);
});

test('export in a look: undone while it waits, nothing is translated or written', async () => {
  const test = await withTwoPhotos();
  const folder = temporaryFolder();
  test.house.queue.setHeld(true);
  const jobId = await exportIn(test, test.photoIds, test.styleId, folder);
  await test.house.actions.undo();
  expect(await test.house.queue.ended(jobId)).toEqual({ state: 'cancelled' });
  expect(readdirSync(folder)).toEqual([]);
});

test('export in a look: a photo that shows it already is only written', async () => {
  const test = await withTwoPhotos();
  const folder = temporaryFolder();
  await filesOf(test, await exportIn(test, test.photoIds, test.styleId, folder));
  const before = test.house.queue.list({ ended: 99 }).length;
  await filesOf(test, await exportIn(test, test.photoIds, test.styleId, folder));
  expect(test.house.queue.list({ ended: 99 })).toHaveLength(before + 1);
});
