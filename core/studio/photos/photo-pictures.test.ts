import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { drawnSharp } from '../../image/pictures-stand-in.ts';
import { openHouse } from '../house-stand-in.ts';
import { all, call, parts } from './import-stand-in.ts';
import { openWith, sizeOf } from './library-stand-in.ts';

test('pictures: addresses of what is not there lead nowhere', async () => {
  const { pictures, ids } = await openWith(1);
  const served = await Promise.all(
    [['999'], ['x'], [String(ids[0]), 'more'], [], ['1e3'], ['-1']].map((parts) =>
      pictures['thumb']!(parts, call.signal),
    ),
  );
  expect(served).toEqual(served.map(() => undefined));
  expect(await pictures['result-thumb']!(['7'], call.signal)).toBeUndefined();
});

test('pictures: a thumbnail is there after the import, at most 320 pixels long', async () => {
  const { pictures, ids } = await openWith(1);
  const served = await pictures['thumb']!([String(ids[0])], call.signal);
  expect(served).toMatchObject({ contentType: 'image/webp', isImmutable: true });
  expect(await sizeOf(served!.path)).toEqual([320, 192]);
});

test('pictures: views that many ask for at once are made once, and a lost thumbnail again', async () => {
  const { pictures, ids, house } = await openWith(1);
  const id = String(ids[0]);
  const served = await Promise.all([0, 1, 2].map(() => pictures['view']!([id], call.signal)));
  expect(new Set(served.map((one) => one?.path)).size).toBe(1);
  expect(await sizeOf(served[0]!.path)).toEqual([500, 300]); // never enlarged
  rmSync(join(house.library.cache, 'thumbs'), { recursive: true });
  expect(statSync((await pictures['thumb']!([id], call.signal))!.path).size).toBeGreaterThan(0);
});

test('pictures: a photo whose original is gone is marked, and found again where it lies now', async () => {
  const { pictures, ids, photos, folder, house } = await openWith(1);
  const photoId = ids[0]!;
  const moved = join(temporaryFolder(), 'moved.jpg');
  renameSync(join(folder, '0.jpg'), moved);
  expect(await pictures['view']!([String(photoId)], call.signal)).toBeUndefined();
  expect(await photos.info({ photoId }, call)).toMatchObject({ isMissing: true });
  const ticket = house.tickets.mint({ path: moved, name: 'moved.jpg', kind: 'file', isUpload: false });
  await photos.locate({ photoId, ticket }, call);
  expect(await photos.info({ photoId }, call)).toMatchObject({ isMissing: false });
  expect(await pictures['view']!([String(photoId)], call.signal)).toBeDefined();
});

test('pictures: an original that holds another picture now is told, not shown', async () => {
  const { pictures, ids, photos, folder } = await openWith(1);
  writeFileSync(join(folder, '0.jpg'), await drawnSharp(99, 500, 300).jpeg().toBuffer());
  expect(await pictures['view']!([String(ids[0])], call.signal)).toBeUndefined();
  const [card] = await photos.page({ query: all, offset: 0, limit: 1 }, call);
  expect(card!.problem).toContain('holds another picture');
});

test('locate: another picture is refused in a sentence', async () => {
  const { ids, photos, folder, house } = await openWith(2);
  const path = join(folder, '1.jpg');
  const ticket = house.tickets.mint({ path, name: '1.jpg', kind: 'file', isUpload: false });
  await expect(photos.locate({ photoId: ids[0]!, ticket }, call)).rejects.toMatchObject({
    reason: 'file-changed',
    message:
      '"1.jpg" is another picture than "0.jpg". Choose the original, or import this one as a new photo.',
  });
});

test('missing originals: S-63 those that went away while the library was closed are marked at the next start', async () => {
  const { folder, house, close } = await openWith(3);
  await close();
  rmSync(join(folder, '1.jpg'));
  const again = await openHouse(parts, { root: house.library.root });
  const cards = async () => await again.areas.photos.page({ query: all, offset: 0, limit: 9 }, call);
  await expect
    .poll(async () => (await cards()).map(({ isMissing }) => isMissing))
    .toEqual([false, true, false]);
});
