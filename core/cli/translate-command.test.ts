import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { inspectImage } from '../image/inspect-image.ts';
import { drawnSharp, writePicture } from '../image/pictures-stand-in.ts';
import { pictureFolders, runHere, tinyNetworks } from './command-line-stand-in.ts';

describe('translate', () => {
  let root = '';
  let library = '';

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'diptych-test-'));
    library = join(root, 'library');
    const { a, b } = await pictureFolders(root, 2);
    await runHere('train', 'look', '--a', a, '--b', b, ...tinyNetworks, '--steps', '1', '--library', library);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const translate = (...options: string[]) => runHere('translate', ...options, '--library', library);

  /** A folder with a good photo, a broken one, a text and a photo in a sub-folder. */
  async function mixedFolder(): Promise<string> {
    const folder = join(temporaryFolder(), 'in');
    await writePicture(join(folder, 'good.png'), 1, 45, 30);
    await writePicture(join(folder, 'sub', 'deep.png'), 2, 33, 31);
    writeFileSync(join(folder, 'broken.png'), readFileSync(join(folder, 'good.png')).subarray(0, 500));
    writeFileSync(join(folder, 'notes.txt'), 'no picture');
    return folder;
  }

  test('a style that does not exist is refused', async () => {
    const found = [
      await translate(root, '--style', 'none', '--out', temporaryFolder()),
      await translate(root, '--style', 'none.onnx', '--out', temporaryFolder()),
    ];
    expect(found.map(({ exitCode, err }) => [exitCode, err.slice(0, 9)])).toEqual([
      [2, 'D-MOD-005'],
      [2, 'D-MOD-005'],
    ]);
  });

  test('S-45 a file that is no translator is refused', async () => {
    const file = join(temporaryFolder(), 'other.onnx');
    writeFileSync(file, 'not a model');
    const { exitCode, err } = await translate(root, '--style', file, '--out', temporaryFolder());
    expect({ exitCode, err }).toEqual({ exitCode: 5, err: expect.stringMatching(/^D-MOD-001: /) as string });
  });

  test('a bad file never stops the batch: exit code 3 and a row for each file', async () => {
    const [folder, out] = [await mixedFolder(), join(temporaryFolder(), 'out')];
    const { exitCode, out: table } = await translate(
      folder,
      join(folder, 'gone.jpg'),
      '--style',
      'look',
      '--out',
      out,
    );
    expect(exitCode).toBe(3);
    expect(table).toMatch(/failed +broken\.png +D-IMG-002 /);
    expect(table).toMatch(/failed +gone\.jpg +D-IMG-008 /);
    expect(table).toMatch(/skipped +notes\.txt +D-IMG-001 /);
    expect(table).toMatch(/2 done, 1 skipped, 2 failed\n$/);
  });

  test('the tree of a folder is kept, and each result has the size of its photo', async () => {
    const [folder, out] = [await mixedFolder(), join(temporaryFolder(), 'out')];
    await translate(folder, '--style', 'look', '--out', out);
    expect(readdirSync(out, { recursive: true }).toSorted()).toEqual([
      'good.look.png',
      'sub',
      join('sub', 'deep.look.png'),
    ]);
    expect(await inspectImage(join(out, 'good.look.png'))).toMatchObject({
      widthPixels: 45,
      heightPixels: 30,
    });
    expect(await inspectImage(join(out, 'sub', 'deep.look.png'))).toMatchObject({
      widthPixels: 33,
      heightPixels: 31,
    });
  });

  test('S-30 a photo that lies on its side comes out upright', async () => {
    const [photo, out] = [join(temporaryFolder(), 'side.jpg'), temporaryFolder()];
    writeFileSync(photo, await drawnSharp(3, 40, 24).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    await translate(photo, '--style', 'look', '--out', out);
    const facts = await inspectImage(join(out, 'side.look.jpg'));
    expect(facts).toMatchObject({ format: 'jpeg', widthPixels: 24, heightPixels: 40, orientation: 1 });
  });

  test('S-35 nothing is written beside the originals and they stay as they were', async () => {
    const folder = await mixedFolder();
    const before = snapshot(folder);
    await translate(folder, '--style', 'look', '--out', join(temporaryFolder(), 'out'));
    expect(snapshot(folder)).toEqual(before);
  });

  test('the same batch again skips what is done, and makes anew what was deleted', async () => {
    const [folder, out] = [await mixedFolder(), join(temporaryFolder(), 'out')];
    await translate(folder, '--style', 'look', '--out', out);
    rmSync(join(out, 'sub', 'deep.look.png'));
    const { out: table } = await translate(folder, '--style', 'look', '--out', out);
    expect(table).toMatch(/skipped +good\.png +It is translated already/);
    expect(table).toMatch(/1 done, 2 skipped, 1 failed\n$/);
  });

  test('a file that has the name of a result is kept, unless overwriting is asked for', async () => {
    const [photo, out] = [join(temporaryFolder(), 'photo.png'), temporaryFolder()];
    await writePicture(photo, 5);
    writeFileSync(join(out, 'photo.look.png'), 'mine');
    await translate(photo, '--style', 'look', '--out', out);
    expect(readFileSync(join(out, 'photo.look.png'), 'utf8')).toBe('mine');
    expect(readdirSync(out)).toContain('photo.look-2.png');
    await translate(photo, '--style', 'look', '--out', out, '--overwrite');
    expect(
      readFileSync(join(out, 'photo.look.png')).equals(readFileSync(join(out, 'photo.look-2.png'))),
    ).toBe(true);
  });

  test('two photos of one name do not replace each other, even when overwriting', async () => {
    const [folder, out] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(join(folder, 'x'));
    await writePicture(join(folder, 'p.png'), 6);
    await writePicture(join(folder, 'x', 'p.png'), 7);
    await translate(
      join(folder, 'p.png'),
      join(folder, 'x', 'p.png'),
      '--style',
      'look',
      '--out',
      out,
      '--overwrite',
    );
    expect(readdirSync(out).toSorted()).toEqual(['p.look-2.png', 'p.look.png']);
  });

  test('strength 0 gives the photo itself, in another format where asked', async () => {
    const [photo, out] = [join(temporaryFolder(), 'photo.png'), temporaryFolder()];
    await writePicture(photo, 8);
    await translate(photo, '--style', 'look', '--out', out, '--strength', '0', '--format', 'tiff');
    expect(await inspectImage(join(out, 'photo.look.tif'))).toMatchObject({
      format: 'tiff',
      widthPixels: 40,
    });
  });

  test('a new library has the styles that come with the app', async () => {
    const [folder, photo] = [temporaryFolder(), join(temporaryFolder(), 'photo.png')];
    await writePicture(photo, 9);
    const fresh = join(folder, 'library');
    const { exitCode } = await runHere(
      ...['translate', photo, '--style', 'Day and dusk', '--out', folder, '--library', fresh],
    );
    expect(exitCode).toBe(0);
    expect(readdirSync(folder)).toContain('photo.Day and dusk.png');
  });

  test('an exported translator works as a file, the other way round too', async () => {
    const [folder, photo] = [temporaryFolder(), join(temporaryFolder(), 'photo.png')];
    await writePicture(photo, 9);
    const file = join(folder, 'night.onnx');
    await runHere('models', 'export', 'look', '--direction', 'b-to-a', '--out', file, '--library', library);
    await translate(photo, '--style', file, '--out', folder);
    await translate(photo, '--style', 'look', '--direction', 'b-to-a', '--out', folder);
    const [fromFile, fromLibrary] = ['photo.night.png', 'photo.look.b-to-a.png'].map((name) =>
      readFileSync(join(folder, name)),
    );
    expect(fromFile!.equals(fromLibrary!)).toBe(true);
  });
});

function snapshot(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const { mtimeMs, size } = statSync(path);
    return `${path} ${mtimeMs} ${size} ${entry.isFile() ? readFileSync(path).toString('base64') : ''}`;
  });
}
