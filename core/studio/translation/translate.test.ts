import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CoreError } from '../../contract/core-error.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { inspectImage } from '../../image/inspect-image.ts';
import { openPhoto } from '../../image/open-photo.ts';
import { drawnSharp } from '../../image/pictures-stand-in.ts';
import { functionBytes } from '../../translator/translators-stand-in.ts';
import { translationEffect } from './translation-effect.ts';
import { translateJob } from './translate-job.ts';
import { call, openTranslationHouse, type TranslationHouse } from './translation-house-stand-in.ts';

async function translate(
  { areas, house }: TranslationHouse,
  photoIds: number[],
  styleId: number,
  strength = 1,
) {
  const look = { styleId, direction: 'a-to-b', strength } as const;
  const { jobIds } = await areas.translation.start({ photoIds, look, isUrgent: false }, call);
  return Promise.all(jobIds.map((jobId) => house.queue.ended(jobId)));
}

const resultFiles = ({ house }: TranslationHouse) => readdirSync(house.library.results).toSorted();

test('translate: a photo that is not in the library is refused and nothing is added', async () => {
  const test = await openTranslationHouse();
  const styleId = await test.addStyle();
  await expect(translate(test, [77], styleId)).rejects.toMatchObject({ reason: 'photo-not-found' });
});

test('translate: a style without the asked direction is refused', async () => {
  const test = await openTranslationHouse();
  const [photoId, styleId] = [await test.addPhoto(), await test.addStyle()];
  const look = { styleId, direction: 'b-to-a', strength: 1 } as const;
  await expect(
    test.areas.translation.start({ photoIds: [photoId], look, isUrgent: false }, call),
  ).rejects.toMatchObject({ reason: 'model-not-found' });
});

test('translate: a photo whose original is gone says so', async () => {
  const test = await openTranslationHouse();
  const [photoId, styleId] = [await test.addPhoto(), await test.addStyle()];
  rmSync(test.house.catalog.photos.get(photoId)!.path);
  expect(await translate(test, [photoId], styleId)).toMatchObject([
    { state: 'failed', failure: { code: 'D-LIB-007' } },
  ]);
});

test('translate: a photo above the limit of the settings is refused with its size', async () => {
  const test = await openTranslationHouse();
  const path = join(temporaryFolder(), 'big.png');
  await drawnSharp(1, 1100, 1000).png().toFile(path);
  const [photoId, styleId] = [await test.addPhoto({ path }), await test.addStyle()];
  await test.house.settings.set({ megapixelLimit: 1 });
  expect(await translate(test, [photoId], styleId)).toMatchObject([
    { state: 'failed', failure: { code: 'D-IMG-004', details: { widthPixels: 1100 } } },
  ]);
});

test('translate: S-65 a style that makes one colour of everything fails with D-RES-001 and leaves nothing', async () => {
  const test = await openTranslationHouse();
  const photoId = await test.addPhoto();
  const styleId = await test.addStyle({ content: functionBytes((image) => image.mul(0)) });
  expect(await translate(test, [photoId], styleId)).toMatchObject([
    { state: 'failed', failure: { code: 'D-RES-001' } },
  ]);
  expect(resultFiles(test)).toEqual([]);
});

test('translate: a result has the size of its photo, belongs to its history and is shown', async () => {
  const test = await openTranslationHouse();
  const [photoId, styleId] = [await test.addPhoto(), await test.addStyle()];
  await translate(test, [photoId], styleId);
  const [result] = test.house.catalog.results.ofPhoto(photoId);
  expect(result).toMatchObject({ styleName: 'Evening', widthPixels: 61, heightPixels: 43 });
  expect(test.house.catalog.photos.get(photoId)).toMatchObject({ currentResultId: result!.id });
  const file = await inspectImage(join(test.house.library.root, result!.outputPath));
  expect(file).toMatchObject({ format: 'png', widthPixels: 61, heightPixels: 43 });
});

test('translate: it is undone and done again', async () => {
  const test = await openTranslationHouse();
  const [photoId, styleId] = [await test.addPhoto(), await test.addStyle()];
  await translate(test, [photoId], styleId);
  expect(await test.house.actions.undo()).toMatchObject({ label: 'Translate IMG_1.png into Evening' });
  expect(test.house.catalog.photos.get(photoId)!.currentResultId).toBeNull();
  expect(test.house.catalog.results.ofPhoto(photoId)).toEqual([]);
  await test.house.actions.redo();
  expect(test.house.catalog.results.ofPhoto(photoId)).toHaveLength(1);
});

test('translate: the same once more makes no second file, another strength does', async () => {
  const test = await openTranslationHouse();
  const [photoId, styleId] = [await test.addPhoto(), await test.addStyle()];
  await translate(test, [photoId], styleId);
  await translate(test, [photoId], styleId);
  expect(resultFiles(test)).toHaveLength(1);
  await translate(test, [photoId], styleId, 0.5);
  expect(resultFiles(test)).toHaveLength(2);
});

test('translate: cancelling leaves neither file nor history', async () => {
  const test = await openTranslationHouse();
  const [photoId, styleId] = [await test.addPhoto(), await test.addStyle()];
  const look = { styleId, direction: 'a-to-b', strength: 1 } as const;
  const { jobIds } = await test.areas.translation.start({ photoIds: [photoId], look, isUrgent: false }, call);
  test.house.queue.cancel(jobIds[0]!);
  expect(await test.house.queue.ended(jobIds[0]!)).toEqual({ state: 'cancelled' });
  expect(resultFiles(test)).toEqual([]);
  expect(test.house.catalog.results.ofPhoto(photoId)).toEqual([]);
});

test('translate: a batch makes byte for byte what single runs make', async () => {
  const contents = async (inOneBatch: boolean) => {
    const test = await openTranslationHouse();
    const styleId = await test.addStyle();
    const photoIds = [await test.addPhoto({ seed: 1 }), await test.addPhoto({ seed: 2 })];
    if (inOneBatch) await translate(test, photoIds, styleId);
    else for (const photoId of photoIds) await translate(test, [photoId], styleId);
    return resultFiles(test).map((name) => readFileSync(join(test.house.library.results, name)));
  };
  expect(await contents(true)).toEqual(await contents(false));
});

test('translate: a full disk holds the queue, so that what waits does not fail as well', async () => {
  const test = await openTranslationHouse();
  const [photoId, styleId] = [await test.addPhoto(), await test.addStyle()];
  const { sha256: translatorSha256 } = test.house.catalog.translators.ofStyle(styleId)[0]!;
  const run = () => Promise.reject(new CoreError('disk-full', 'The disk is full.'));
  const house = { ...test.house, engines: { ...test.house.engines, run } };
  const payload = {
    photoId,
    styleName: 'Evening',
    translatorSha256,
    direction: 'a-to-b',
    strength: 1,
    groupId: 'one',
  } as const;
  const work = { jobId: 1, signal: call.signal, report: () => undefined };
  const job = translateJob(house, translationEffect(test.house));
  await expect(job.run(payload, work)).rejects.toMatchObject({ reason: 'disk-full' });
  expect(test.house.queue.isHeld).toBe(true);
});

test('translate: what was not done when the app closed is done when it opens again', async () => {
  const root = temporaryFolder();
  const first = await openTranslationHouse(root);
  const [photoId, styleId] = [await first.addPhoto(), await first.addStyle()];
  const look = { styleId, direction: 'a-to-b', strength: 1 } as const;
  const order = { photoIds: [photoId], look, isUrgent: false };
  const { jobIds } = await first.areas.translation.start(order, call);
  await first.close();
  const second = await openTranslationHouse(root);
  expect(await second.house.queue.ended(jobIds[0]!)).toMatchObject({ state: 'finished' });
  expect(second.house.catalog.results.ofPhoto(photoId)).toHaveLength(1);
  expect(resultFiles(second)).toHaveLength(1);
});

test('translate: an estimate is a guess until this machine has measured the style', async () => {
  const test = await openTranslationHouse();
  const [photoId, styleId] = [await test.addPhoto(), await test.addStyle()];
  const look = { styleId, direction: 'a-to-b', strength: 1 } as const;
  const guess = await test.areas.translation.estimate({ photoIds: [photoId], look }, call);
  expect(guess).toMatchObject({ isMeasured: false, megapixels: (61 * 43) / 1e6 });
  test.house.catalog.styles.setSpeed(styleId, 2);
  const { seconds, isMeasured } = await test.areas.translation.estimate({ photoIds: [photoId], look }, call);
  expect(isMeasured).toBe(true);
  // 0.3 s to read and write; 0.002623 MP at 2 MP/s, up to 1.2 times as fast and down to 0.6 times
  expect(seconds.low).toBeCloseTo(0.3 + 0.002623 / 2.4, 9);
  expect(seconds.high).toBeCloseTo(0.3 + 0.002623 / 1.2, 9);
});

test('translate: a result is served as it is', async () => {
  const test = await openTranslationHouse();
  const [photoId, styleId] = [await test.addPhoto(), await test.addStyle()];
  await translate(test, [photoId], styleId);
  const { id } = test.house.catalog.results.ofPhoto(photoId)[0]!;
  expect(await test.pictures['result']!([String(id)], call.signal)).toMatchObject({
    contentType: 'image/png',
  });
  expect(await test.pictures['result']!(['999'], call.signal)).toBeUndefined();
});

test('translate: S-30 a photo on its side comes out upright, in its own format, with its profile', async () => {
  const test = await openTranslationHouse();
  const path = join(temporaryFolder(), 'side.jpg');
  await drawnSharp(3, 64, 48).withMetadata({ orientation: 6, icc: 'p3' }).jpeg().toFile(path);
  const [photoId, styleId] = [await test.addPhoto({ path, name: 'side.jpg' }), await test.addStyle()];
  await translate(test, [photoId], styleId);
  const [result] = test.house.catalog.results.ofPhoto(photoId);
  const file = await inspectImage(join(test.house.library.root, result!.outputPath));
  expect(file).toMatchObject({ format: 'jpeg', widthPixels: 48, heightPixels: 64, orientation: 1 });
  expect(file.colourProfile).toMatch(/P3/);
});

test('translate: S-32 without strength the pixels of a Display P3 photo stay within one level', async () => {
  const test = await openTranslationHouse();
  const path = join(temporaryFolder(), 'p3.png');
  await drawnSharp(4, 60, 40).withIccProfile('p3').png().toFile(path);
  const [photoId, styleId] = [await test.addPhoto({ path }), await test.addStyle()];
  await translate(test, [photoId], styleId, 0);
  const [result] = test.house.catalog.results.ofPhoto(photoId);
  const one = await openPhoto(path);
  const other = await openPhoto(join(test.house.library.root, result!.outputPath));
  const differences = Array.from(one.rgb, (value, index) => Math.abs(value - other.rgb[index]!));
  expect(Math.max(...differences)).toBeLessThanOrEqual(1);
});
