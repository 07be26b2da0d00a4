import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ExportPreset } from '../../contract/translation-contract.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { inspectImage } from '../../image/inspect-image.ts';
import { drawnSharp, writePicture } from '../../image/pictures-stand-in.ts';
import type { ExportOutcome } from './export-job.ts';
import { call, openTranslationHouse, type TranslationHouse } from './translation-house-stand-in.ts';

type Draft = Omit<ExportPreset, 'id' | 'isDefault'>;
const draft: Draft = {
  name: 'Mine',
  format: 'same',
  quality: 90,
  metadata: 'safe',
  template: '{name}',
  collision: 'number',
  keepsFolders: false,
  tellsOrigin: false,
};

/** Exports into a new folder; returns it with what the job left. */
async function exportTo(
  { areas, house }: TranslationHouse,
  photoIds: number[],
  change: Partial<Draft> = {},
  folder: string = temporaryFolder(),
) {
  const { id: presetId } = await areas.translation.savePreset(
    { id: null, preset: { ...draft, ...change } },
    call,
  );
  const chosen = house.tickets.mint({ path: folder, name: 'out', kind: 'folder', isUpload: false });
  const order = { photoIds, presetId, destination: chosen.ticket };
  const { jobId } = await areas.translation.export(order, call);
  const end = await house.queue.ended(jobId);
  return {
    folder,
    jobId,
    end,
    outcome: (end.state === 'finished' ? end.outcome : undefined) as ExportOutcome,
  };
}

test('export: a file instead of a folder is refused', async () => {
  const test = await openTranslationHouse();
  const photoIds = [await test.addPhoto()];
  const [{ id: presetId }] = (await test.areas.translation.presets(undefined, call)) as [ExportPreset];
  const { ticket } = test.house.tickets.mint({
    path: '/x.jpg',
    name: 'x.jpg',
    kind: 'file',
    isUpload: false,
  });
  const refused = () => test.areas.translation.export({ photoIds, presetId, destination: ticket }, call);
  expect(refused).toThrowError(expect.objectContaining({ reason: 'invalid-option' }));
});

test('export: a bad photo never stops the others', async () => {
  const test = await openTranslationHouse();
  const [gone, good] = [await test.addPhoto({ seed: 1 }), await test.addPhoto({ seed: 2, name: 'b.png' })];
  rmSync(test.house.catalog.photos.get(gone)!.path);
  const { outcome, folder } = await exportTo(test, [gone, good]);
  expect(outcome.files.map(({ status }) => status)).toEqual(['failed', 'done']);
  expect(readdirSync(folder)).toEqual(['b.png']);
});

test('export: a name that is taken gets a number, and nothing is replaced', async () => {
  const test = await openTranslationHouse();
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'IMG_1.png'), 'precious');
  await exportTo(test, [await test.addPhoto()], {}, folder);
  expect(readdirSync(folder).toSorted()).toEqual(['IMG_1-2.png', 'IMG_1.png']);
  expect(readFileSync(join(folder, 'IMG_1.png'), 'utf8')).toBe('precious');
});

test('export: or it is skipped where the preset says so', async () => {
  const test = await openTranslationHouse();
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'IMG_1.png'), 'precious');
  const { outcome } = await exportTo(test, [await test.addPhoto()], { collision: 'skip' }, folder);
  expect(outcome.files).toMatchObject([{ status: 'skipped' }]);
  expect(readdirSync(folder)).toEqual(['IMG_1.png']);
});

test('export: the same export once more finds its files there', async () => {
  const test = await openTranslationHouse();
  const photoId = await test.addPhoto();
  const { folder } = await exportTo(test, [photoId]);
  const { outcome } = await exportTo(test, [photoId], {}, folder);
  expect(outcome.files).toMatchObject([{ status: 'done', name: 'IMG_1.png' }]);
  expect(readdirSync(folder)).toEqual(['IMG_1.png']);
});

test('export: what failed is tried again alone, under the name it was to have (B3)', async () => {
  const test = await openTranslationHouse();
  const photoIds = [await test.addPhoto({ seed: 1 }), await test.addPhoto({ seed: 2, name: 'b.png' })];
  const { path } = test.house.catalog.photos.get(photoIds[1]!)!;
  renameSync(path, `${path}.away`);
  const first = await exportTo(test, photoIds, { template: '{number}' });
  expect(first.outcome.files.map(({ status }) => status)).toEqual(['done', 'failed']);
  renameSync(`${path}.away`, path);
  const { jobId } = await test.areas.translation.exportFailed({ jobId: first.jobId }, call);
  expect(await test.house.queue.ended(jobId)).toMatchObject({
    outcome: { files: [{ photoId: photoIds[1], name: '2.png', status: 'done' }] },
  });
  expect(readdirSync(first.folder).toSorted()).toEqual(['1.png', '2.png']);
  const nothing = () => test.areas.translation.exportFailed({ jobId }, call);
  expect(nothing).toThrowError(expect.objectContaining({ reason: 'job-state' }));
});

test('export: the sub-folders of the originals are kept where the preset says so (B2)', async () => {
  const test = await openTranslationHouse();
  const trip = temporaryFolder();
  const photoIds: number[] = [];
  for (const [seed, parts] of [['1.png'], ['rome', '2.png'], ['rome', 'day 2', '3.png']].entries()) {
    const path = join(trip, ...parts);
    mkdirSync(join(path, '..'), { recursive: true });
    await writePicture(path, seed, 61, 43);
    photoIds.push(await test.addPhoto({ path, name: parts.at(-1)! }));
  }
  const preset = { ...draft, keepsFolders: true };
  const told = await test.areas.translation.exportNames({ photoIds, preset }, call);
  expect(told.names).toEqual(['1.png', 'rome/2.png', 'rome/day 2/3.png']);
  expect(told.folders).toContainEqual({ name: 'rome/day 2', photos: 1 });
  const { folder, outcome } = await exportTo(test, photoIds, { keepsFolders: true });
  expect(outcome.files.map(({ name }) => name)).toEqual(told.names);
  expect(readdirSync(join(folder, 'rome', 'day 2'))).toEqual(['3.png']);
});

test('export: S-07 a template cannot leave the folder', async () => {
  const test = await openTranslationHouse();
  const outer = temporaryFolder();
  const folder = join(outer, 'inner');
  mkdirSync(folder);
  await exportTo(test, [await test.addPhoto()], { template: '../../{name}/..' }, folder);
  expect(readdirSync(outer)).toEqual(['inner']);
  expect(readdirSync(folder)).toEqual(['_.._IMG_1_.png']);
});

test('export: S-07 a name that Windows keeps for itself is repaired', async () => {
  const test = await openTranslationHouse();
  const { folder } = await exportTo(test, [await test.addPhoto()], { template: 'con' });
  expect(readdirSync(folder)).toEqual(['_con.png']);
});

test('export: S-54 nothing half-written is left in the folder', async () => {
  const test = await openTranslationHouse();
  const { folder } = await exportTo(test, [await test.addPhoto()], { format: 'jpeg' });
  expect(readdirSync(folder)).toEqual(['IMG_1.jpg']);
});

/** 48° 51' 24" north: the bytes that must not go out. */
async function photoWithPlace(): Promise<string> {
  const path = join(temporaryFolder(), 'place.jpg');
  await drawnSharp(1)
    .withExif({
      IFD0: { Make: 'Diptych Optics' },
      IFD2: { BodySerialNumber: 'SN-4711-0815' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 24/1', GPSMapDatum: 'SECRET-PLACE' },
    })
    .jpeg()
    .toFile(path);
  return path;
}

test('export: S-33 place and serial number are not in the bytes of a result that leaves them out', async () => {
  const test = await openTranslationHouse();
  const [photoId, styleId] = [
    await test.addPhoto({ path: await photoWithPlace(), name: 'place.jpg' }),
    await test.addStyle(),
  ];
  const look = { styleId, direction: 'a-to-b', strength: 1 } as const;
  const { jobIds } = await test.areas.translation.start({ photoIds: [photoId], look, isUrgent: false }, call);
  await test.house.queue.ended(jobIds[0]!);
  const bytesOf = async (metadata: Draft['metadata']) => {
    const { folder } = await exportTo(test, [photoId], { metadata, template: '{name} {style}' });
    return readFileSync(join(folder, 'place Evening.jpg')).toString('latin1');
  };
  const all = await bytesOf('all');
  expect(all).toContain('SECRET-PLACE');
  const safe = await bytesOf('safe');
  for (const secret of ['SECRET-PLACE', 'SN-4711-0815']) expect(safe).not.toContain(secret);
  expect(safe).toContain('Diptych Optics');
  expect(await bytesOf('none')).not.toContain('Diptych Optics');
});

test('export: its files can be fetched from their addresses, and nothing else', async () => {
  const test = await openTranslationHouse();
  const photoIds = [await test.addPhoto()];
  const [{ id: presetId }] = (await test.areas.translation.presets(undefined, call)) as [ExportPreset];
  const folder = temporaryFolder();
  const { ticket } = test.house.tickets.mint({ path: folder, name: 'out', kind: 'folder', isUpload: false });
  const { jobId } = await test.areas.translation.export({ photoIds, presetId, destination: ticket }, call);
  await test.house.queue.ended(jobId);
  const { files } = await test.areas.translation.exported({ jobId }, call);
  expect(files).toMatchObject([{ name: 'IMG_1 original.jpg', address: `export/${jobId}/0` }]);
  const fetch = (...parts: string[]) => test.pictures['export']!(parts, call.signal);
  expect(await fetch(String(jobId), '0')).toMatchObject({ path: join(folder, 'IMG_1 original.jpg') });
  expect([await fetch(String(jobId), '1'), await fetch('77', '0'), await fetch('x', 'y')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('export: what the photo shows goes out in the format of the preset', async () => {
  const test = await openTranslationHouse();
  const { folder } = await exportTo(test, [await test.addPhoto()], { format: 'webp' });
  expect(await inspectImage(join(folder, 'IMG_1.webp'))).toMatchObject({ format: 'webp', widthPixels: 61 });
});

test('export: an original with everything kept is the file as it is', async () => {
  const test = await openTranslationHouse();
  const path = await photoWithPlace();
  const photoId = await test.addPhoto({ path, name: 'place.jpg' });
  const { folder } = await exportTo(test, [photoId], { metadata: 'all' });
  expect(readFileSync(join(folder, 'place.jpg')).equals(readFileSync(path))).toBe(true);
});

test('export: two presets come with the app and stay', async () => {
  const { areas } = await openTranslationHouse();
  const presets = await areas.translation.presets(undefined, call);
  expect(presets.map(({ name }) => name)).toEqual(['Share', 'Keep everything']);
  const remove = () => areas.translation.removePreset({ id: presets[0]!.id }, call);
  expect(remove).toThrowError(expect.objectContaining({ reason: 'invalid-option' }));
});

test('export: a preset of one’s own is changed and removed', async () => {
  const { areas } = await openTranslationHouse();
  const { id } = await areas.translation.savePreset({ id: null, preset: draft }, call);
  const preset = { ...draft, name: 'Web', quality: 70 };
  expect(await areas.translation.savePreset({ id, preset }, call)).toMatchObject(preset);
  await areas.translation.removePreset({ id }, call);
  expect(await areas.translation.presets(undefined, call)).toHaveLength(2);
});
