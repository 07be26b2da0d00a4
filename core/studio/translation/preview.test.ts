import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { inspectImage } from '../../image/inspect-image.ts';
import { openPhoto, openSmallPhoto } from '../../image/open-photo.ts';
import { drawnSharp } from '../../image/pictures-stand-in.ts';
import { functionBytes } from '../../translator/translators-stand-in.ts';
import { call, openTranslationHouse, type TranslationHouse } from './translation-house-stand-in.ts';

async function served({ pictures }: TranslationHouse, address: string) {
  const [route = '', ...parts] = address.split('/');
  return pictures[route]!(parts, call.signal);
}

async function openWithBoth() {
  const test = await openTranslationHouse();
  const path = join(temporaryFolder(), 'wide.jpg');
  await drawnSharp(1, 640, 360).jpeg().toFile(path);
  const [photoId, styleId] = [await test.addPhoto({ path }), await test.addStyle()];
  const preview = (strength: number, { slot = 'main', signal = call.signal } = {}) => {
    const look = { styleId, direction: 'a-to-b', strength } as const;
    return test.areas.translation.preview({ photoId, look, longSidePixels: 320, slot }, { signal });
  };
  return { test, photoId, styleId, path, preview };
}

test('preview: a photo whose original is gone says so', async () => {
  const { path, preview } = await openWithBoth();
  rmSync(path);
  await expect(preview(1)).rejects.toMatchObject({ reason: 'photo-missing' });
});

test('preview: a style that makes one colour of everything is told', async () => {
  const { test, photoId } = await openWithBoth();
  const styleId = await test.addStyle({ content: functionBytes((image) => image.mul(0)), name: 'Dead' });
  const look = { styleId, direction: 'a-to-b', strength: 1 } as const;
  const request = { photoId, look, longSidePixels: 320, slot: 'main' };
  await expect(test.areas.translation.preview(request, call)).rejects.toMatchObject({
    reason: 'flat-result',
  });
});

test('preview: it has the asked size and lies at its address', async () => {
  const { test, preview } = await openWithBoth();
  const { address, widthPixels, heightPixels } = await preview(1);
  expect([widthPixels, heightPixels]).toEqual([320, 180]);
  const file = await served(test, address);
  expect(file).toMatchObject({ contentType: 'image/webp', isImmutable: true });
  expect(await inspectImage(file!.path)).toMatchObject({ widthPixels: 320, heightPixels: 180 });
});

test('preview: without strength it is the photo', async () => {
  const { test, preview, path } = await openWithBoth();
  const file = await served(test, (await preview(0)).address);
  const { rgb: original } = await openSmallPhoto(path, 320);
  const { rgb: shown } = await openPhoto(file!.path);
  let difference = 0;
  for (let i = 0; i < original.length; i++) difference += Math.abs(original[i]! - shown[i]!);
  expect(difference / original.length).toBeLessThan(3); // of 255: what WebP loses
});

test('preview: the same again comes from the disk, with its size', async () => {
  const { preview } = await openWithBoth();
  const first = await preview(0.5);
  const second = await preview(0.5);
  expect(second).toMatchObject({ address: first.address, widthPixels: 320, heightPixels: 180 });
});

test('preview: a newer one of the slot cancels the older', async () => {
  const { preview } = await openWithBoth();
  const [older, newer] = await Promise.allSettled([preview(1), preview(0.5)]);
  expect(older).toMatchObject({ status: 'rejected', reason: { reason: 'cancelled' } });
  expect(newer).toMatchObject({ status: 'fulfilled', value: { widthPixels: 320 } });
});

test('preview: one of another slot is not cancelled', async () => {
  const { preview } = await openWithBoth();
  const both = await Promise.all([preview(1), preview(0.5, { slot: 'other' })]);
  expect(both.map(({ widthPixels }) => widthPixels)).toEqual([320, 320]);
});

test('preview: a caller that leaves cancels its preview', async () => {
  const { preview } = await openWithBoth();
  const leaving = new AbortController();
  const left = preview(1, { signal: leaving.signal });
  leaving.abort();
  await expect(left).rejects.toMatchObject({ reason: 'cancelled' });
});

test('preview: an address that names no preview is not there', async () => {
  const test = await openTranslationHouse();
  expect(await served(test, `preview/${'0'.repeat(64)}`)).toBeUndefined();
  expect(await served(test, 'preview/..')).toBeUndefined();
});

test('look: a photo in a style is small, and the same file for all who ask', async () => {
  const { test, photoId, styleId } = await openWithBoth();
  const ask = () => served(test, `look/${styleId}/a-to-b/${photoId}`);
  const [one, other] = await Promise.all([ask(), ask()]);
  expect(one!.path).toBe(other!.path);
  expect(await inspectImage(one!.path)).toMatchObject({ widthPixels: 128, heightPixels: 72 });
});

test('look: a style or photo that is gone is not there', async () => {
  const { test, photoId, styleId } = await openWithBoth();
  expect(await served(test, `look/999/a-to-b/${photoId}`)).toBeUndefined();
  expect(await served(test, `look/${styleId}/b-to-a/${photoId}`)).toBeUndefined();
  expect(await served(test, `look/${styleId}/a-to-b/999`)).toBeUndefined();
  expect(await served(test, `look/${styleId}/sideways/${photoId}`)).toBeUndefined();
});

test('look: one that nobody waits for any more is not made', async () => {
  const { test, photoId, styleId } = await openWithBoth();
  const leaving = new AbortController();
  const left = test.pictures['look']!([String(styleId), 'a-to-b', String(photoId)], leaving.signal);
  leaving.abort();
  expect(await left).toBeUndefined();
});

test('look: the card of a style shows a sample before and after', async () => {
  const { test, styleId } = await openWithBoth();
  const before = await served(test, `style-before/${styleId}/a-to-b`);
  const after = await served(test, `style-after/${styleId}/a-to-b`);
  expect(before!.path).not.toBe(after!.path);
});
