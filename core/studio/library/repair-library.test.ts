import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../catalog/connection.ts';
import { openCatalog } from '../../catalog/open-catalog.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { jobEnd, openTestStudio, type TestStudio } from '../studio-stand-in.ts';

const sha = (sign: string) => sign.repeat(64);

/** A library with a photo that is copied in and shows a result; both files hold one byte more than nothing. */
async function libraryWithPhoto(): Promise<string> {
  const root = join(temporaryFolder(), 'library');
  for (const folder of ['photos', 'results']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'photos', 'dusk.jpg'), 'photo');
  writeFileSync(join(root, 'results', 'dusk.jpg'), 'result');
  const catalog = await openCatalog(join(root, 'catalog.db'));
  const photo = catalog.photos.add({ path: 'photos/dusk.jpg', sha256: sha('a'), sizeBytes: 5 });
  const result = catalog.results.add({
    photoId: photo.id,
    translatorSha256: sha('c'),
    parameters: {},
    parentId: null,
    outputPath: 'results/dusk.jpg',
    outputSha256: createHash('sha256').update('result').digest('hex'),
    styleName: 'dusk',
    direction: 'a-to-b',
    widthPixels: 1,
    heightPixels: 1,
    seconds: 1,
  });
  catalog.results.place(result.id, true, result.id);
  catalog.close();
  change(root, "UPDATE photos SET listed = 1, place = 'copied', name = 'dusk.jpg'");
  return root;
}

/** Writes to a catalog that nobody has open, as another program might. */
function change(root: string, sql: string): void {
  const connection = connect(join(root, 'catalog.db'));
  connection.execute(`PRAGMA foreign_keys = OFF; ${sql}`);
  connection.close();
}

/** Does damage to a library, repairs it, and tells what was repaired, what the next check finds, and what is there. */
async function repaired(damage: (root: string) => void, root?: string): Promise<Repaired> {
  const library = root ?? (await libraryWithPhoto());
  damage(library);
  const { client } = await openTestStudio(library);
  const checked = await findingsOf(client, await client.library.check());
  const { repaired: sentences } = await findingsOf(client, await client.library.repair());
  const { problems } = await findingsOf(client, await client.library.check());
  const plain = (text: string) => text.replaceAll(library, '');
  return {
    client,
    found: checked.problems.map(({ message }) => plain(message)),
    sentences: sentences.map(plain),
    left: problems.map(({ message }) => plain(message)),
    has: (...path) => existsSync(join(library, ...path)),
  };
}

interface Repaired {
  readonly client: TestStudio['client'];
  readonly found: readonly string[];
  readonly sentences: readonly string[];
  readonly left: readonly string[];
  readonly has: (...path: string[]) => boolean;
}

async function findingsOf(client: TestStudio['client'], { jobId }: { readonly jobId: number }) {
  expect(await jobEnd(client, jobId)).toBe('finished');
  return client.library.findings();
}

/** Old enough not to be taken for a file whose row is yet to come. */
function writeOld(root: string, folder: string, name: string): void {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, name), 'x');
  utimesSync(join(root, folder, name), 1, 1);
}

const one = [expect.any(String)];

test('repair library: a sound library has nothing to repair', async () => {
  const { found, sentences } = await repaired(() => undefined);
  expect([found, sentences]).toEqual([[], []]);
});

test('repair library: S-63 a copy and its result are called as the person knows them', async () => {
  const { found } = await repaired((root) => {
    rmSync(join(root, 'results', 'dusk.jpg'));
    rmSync(join(root, 'photos', 'dusk.jpg'));
    change(root, "UPDATE photos SET name = 'Boats at dusk.jpg'; UPDATE results SET style_name = 'Evening'");
  });
  expect(found.map((message) => message.split('. ')[0])).toEqual([
    'The result of "Boats at dusk.jpg" in "Evening" is missing',
    'The library’s copy of the photo "Boats at dusk.jpg" is missing',
  ]);
});

test('repair library: S-63 a missing original is marked, so that Locate finds it again', async () => {
  const { client, found, left } = await repaired((root) => rmSync(join(root, 'photos', 'dusk.jpg')));
  expect([found, left]).toEqual([one, []]);
  expect(await client.photos.info({ photoId: 1 })).toMatchObject({ isMissing: true });
});

test('repair library: S-63 a missing result goes to the trash and comes back by undo', async () => {
  const { client, found, left } = await repaired((root) => rmSync(join(root, 'results', 'dusk.jpg')));
  expect([found, left]).toEqual([one, []]);
  expect((await client.photos.info({ photoId: 1 })).history).toEqual([]);
  expect((await client.actions.undo())?.label).toBe('Repair the library');
  expect((await client.photos.info({ photoId: 1 })).history).toMatchObject([{ id: 1, isCurrent: true }]);
});

test('repair library: S-63 a result with another content is set aside', async () => {
  const { found, left, has } = await repaired((root) =>
    writeFileSync(join(root, 'results', 'dusk.jpg'), 'Result'),
  );
  expect([found, left]).toEqual([one, []]);
  expect([has('results', 'dusk.jpg'), has('set-aside', 'results', 'dusk.jpg')]).toEqual([false, true]);
});

test('repair library: S-63 an empty result and an empty copy are set aside', async () => {
  const { found, left, has } = await repaired((root) => {
    truncateSync(join(root, 'results', 'dusk.jpg'));
    truncateSync(join(root, 'photos', 'dusk.jpg'));
  });
  expect([found.length, left]).toEqual([2, []]);
  expect([has('set-aside', 'results', 'dusk.jpg'), has('set-aside', 'photos', 'dusk.jpg')]).toEqual([
    true,
    true,
  ]);
});

test('repair library: S-63 results, copies and styles that belong to nothing are set aside', async () => {
  const { found, left, has } = await repaired((root) => {
    for (const folder of ['results', 'photos', 'translators']) writeOld(root, folder, 'lost.jpg');
  });
  expect([found.length, left]).toEqual([3, []]);
  expect(['results', 'photos', 'translators'].map((folder) => has('set-aside', folder, 'lost.jpg'))).toEqual([
    true,
    true,
    true,
  ]);
});

test('repair library: S-63 a second file of the same name does not replace what was set aside before', async () => {
  const { has } = await repaired((root) => {
    writeOld(root, 'results', 'lost.jpg');
    writeOld(root, join('set-aside', 'results'), 'lost.jpg');
  });
  expect(has('set-aside', 'results', 'lost-2.jpg')).toBe(true);
});

test('repair library: a file that was just written is left, since its row may be on its way', async () => {
  const { sentences, left, has } = await repaired((root) =>
    writeFileSync(join(root, 'results', 'new.jpg'), 'x'),
  );
  expect([sentences, left, has('results', 'new.jpg')]).toEqual([[], one, true]);
});

test('repair library: S-63 thumbnails and views that belong to no photo are removed', async () => {
  const folder = (kind: string, sign: string) => join('cache', kind, sign.repeat(2));
  const { found, left, has } = await repaired((root) => {
    writeOld(root, folder('thumbs', 'e'), `${sha('e')}.webp`);
    writeOld(root, folder('views', 'e'), `${sha('e')}.webp`);
    writeOld(root, folder('thumbs', 'a'), `${sha('a')}.webp`);
  });
  expect([found, left]).toEqual([[expect.stringMatching(/^2 small pictures/)], []]);
  expect([
    has(folder('thumbs', 'e'), `${sha('e')}.webp`),
    has(folder('thumbs', 'a'), `${sha('a')}.webp`),
  ]).toEqual([false, true]);
});

test('repair library: S-63 rows that refer to nothing are taken out', async () => {
  const { client, found, left } = await repaired((root) =>
    change(root, `INSERT INTO albums VALUES (1, 'Dusk', 1); INSERT INTO album_photos VALUES (1, 1), (1, 99)`),
  );
  expect([found, left]).toEqual([one, []]);
  expect(await client.photos.albums()).toEqual([{ id: 1, name: 'Dusk', photos: 1 }]);
});

test('repair library: S-63 of a photo that is there twice the one without results goes to the trash', async () => {
  const { client, found, left } = await repaired((root) => {
    writeOld(root, 'photos', 'twice.jpg');
    change(
      root,
      `INSERT INTO photos (path, sha256, size_bytes, created_ms, listed, place, name)
      VALUES ('photos/twice.jpg', '${sha('a')}', 1, 1, 1, 'copied', 'twice.jpg')`,
    );
  });
  expect([found, left]).toEqual([['The photo "twice.jpg" is in the library twice.'], []]);
  const query = { source: { kind: 'trash' }, search: '', sort: 'newest' } as const;
  expect((await client.photos.count(query)).total).toBe(1);
});

test('repair library: a changed original is the person’s own and is left as it is', async () => {
  const { found, sentences, left, has } = await repaired((root) =>
    writeFileSync(join(root, 'photos', 'dusk.jpg'), 'another photo'),
  );
  expect([found, sentences, left, has('photos', 'dusk.jpg')]).toEqual([one, [], one, true]);
});
