import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawnSharp, twoSides, writePicture } from '../image/pictures-stand-in.ts';
import { importFrom } from './datasets-stand-in.ts';
import { parseManifest, formatManifest } from './manifest.ts';

const isWindows = process.platform === 'win32';

describe('import refuses', () => {
  test('a folder that does not exist', async () => {
    const { a, root } = await twoSides(2, 0);
    await expect(importFrom({ a, b: join(root, 'nowhere') })).rejects.toMatchObject({
      reason: 'folder-not-found',
      exitCode: 5,
    });
  });

  test('a file in place of a folder', async () => {
    const { a } = await twoSides(2, 0);
    await expect(importFrom({ a, b: join(a, '0.png') })).rejects.toMatchObject({
      reason: 'folder-not-found',
    });
  });

  test('the same folder on both sides, also by another name', async () => {
    const { a, root } = await twoSides(3, 0);
    symlinkSync(a, join(root, 'link'));
    await expect(importFrom({ a, b: a })).rejects.toMatchObject({ reason: 'same-folder' });
    await expect(importFrom({ a, b: join(root, 'link') })).rejects.toMatchObject({ reason: 'same-folder' });
  });

  test('one folder inside the other', async () => {
    const { a, root } = await twoSides(2, 2);
    await expect(importFrom({ a: root, b: a })).rejects.toMatchObject({ reason: 'same-folder' });
    await expect(importFrom({ a, b: root })).rejects.toMatchObject({ reason: 'same-folder' });
  });

  test('an empty folder', async () => {
    const { a, b } = await twoSides(2, 0);
    await expect(importFrom({ a, b })).rejects.toMatchObject({ reason: 'empty-folder' });
  });

  test('a side with one picture, naming why others were left out', async () => {
    const { a, b } = await twoSides(2, 1);
    writeFileSync(join(b, 'notes.txt'), 'no picture');
    await expect(importFrom({ a, b })).rejects.toMatchObject({
      reason: 'too-few-images',
      message: expect.stringContaining('notes.txt') as string,
      details: { found: 1 },
    });
  });

  test('to go on once it is cancelled', async () => {
    const cancel = new AbortController();
    const onProgress = ({ done }: { done: number }) => done === 3 && cancel.abort();
    const sides = await twoSides(6, 6);
    await expect(importFrom(sides, { signal: cancel.signal, onProgress })).rejects.toMatchObject({
      reason: 'cancelled',
      exitCode: 4,
    });
  });
});

describe('import leaves out, with the reason', () => {
  test('whatever is no usable picture, and goes on', async () => {
    const { a, b } = await twoSides(3, 2);
    const png = readFileSync(join(a, '0.png'));
    const wide = await drawnSharp(50, 300, 300).jpeg().toBuffer();
    writeFileSync(join(a, 'cut.jpg'), wide.subarray(0, wide.length / 2));
    writeFileSync(
      join(a, 'damaged.png'),
      Buffer.concat([png.subarray(0, 60), Buffer.alloc(200), png.subarray(260)]),
    );
    writeFileSync(join(a, 'empty.jpg'), '');
    writeFileSync(join(a, 'notes.txt'), 'no picture');
    writeFileSync(join(a, 'drawing.jpg'), '<svg/>');
    writeFileSync(join(a, 'phone.jpg'), Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'));
    await writePicture(join(a, 'tiny.png'), 51, 15, 400);
    copyFileSync(join(a, '1.png'), join(a, 'copy of 1.png'));
    for (const name of ['.hidden.png', 'Thumbs.db', '.DS_Store', 'desktop.ini'])
      writeFileSync(join(a, name), png);
    const { domains, leftOut } = await importFrom({ a, b });
    expect(domains.a.images.map(({ path }) => path)).toEqual(['0.png', '1.png', '2.png']);
    expect(Object.fromEntries(leftOut.map(({ path, reason }) => [path, reason]))).toEqual({
      'cut.jpg': 'truncated-image',
      'damaged.png': 'unreadable-image',
      'empty.jpg': 'empty-file',
      'notes.txt': 'unsupported-format',
      'drawing.jpg': 'unsupported-format',
      'phone.jpg': 'unsupported-format',
      'tiny.png': 'image-too-small',
      'copy of 1.png': 'duplicate-image',
      '.hidden.png': 'hidden-file',
      'Thumbs.db': 'hidden-file',
      '.DS_Store': 'hidden-file',
      'desktop.ini': 'hidden-file',
    });
    expect(leftOut.find(({ path }) => path === 'phone.jpg')?.message).toContain('iPhone HEIC photo');
  });

  test.skipIf(isWindows)(
    'pipes, devices and links that lead back or nowhere, without hanging (S-29)',
    async () => {
      const { a, b, root } = await twoSides(2, 2);
      execFileSync('mkfifo', [join(a, 'pipe.jpg')]);
      symlinkSync('/dev/zero', join(a, 'device.jpg'));
      symlinkSync('gone.jpg', join(a, 'dangling.jpg'));
      symlinkSync('self.jpg', join(a, 'self.jpg'));
      symlinkSync(a, join(a, 'back'));
      symlinkSync(root, join(a, 'up'));
      const { domains, leftOut } = await importFrom({ a, b });
      expect(Object.fromEntries(leftOut.map(({ path, reason }) => [path, reason]))).toMatchObject({
        'pipe.jpg': 'not-a-file',
        'device.jpg': 'not-a-file',
        'dangling.jpg': 'file-not-found',
        'self.jpg': 'not-a-file',
        back: 'not-a-file',
      });
      expect(domains.a.images.length).toBeLessThanOrEqual(4);
    },
  );
});

describe('import', () => {
  test('freezes path, size, hash and pixels of every picture, in sub-folders too', async () => {
    const { a, b } = await twoSides(2, 2);
    await writePicture(join(a, 'summer', 'lake 100% #1 é.png'), 60, 50, 30);
    const manifest = await importFrom({ a, b }, { name: 'lakes', version: 3 });
    expect(manifest).toMatchObject({
      formatVersion: 1,
      name: 'lakes',
      version: 3,
      leftOut: [],
      warnings: [],
    });
    expect(manifest.domains.a.images.at(-1)).toEqual({
      sharpness: expect.any(Number) as number,
      ...{ isGrey: false, colourSpace: 'No profile' },
      path: 'summer/lake 100% #1 é.png',
      sizeBytes: statSync(join(a, 'summer', 'lake 100% #1 é.png')).size,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      widthPixels: 50,
      heightPixels: 30,
    });
    expect(parseManifest(formatManifest(manifest))).toEqual(manifest);
  });

  test('is the same again but for its time, and leaves the originals untouched (S-35)', async () => {
    const sides = await twoSides(9, 8);
    const before = statSync(join(sides.a, '0.png'));
    const first = await importFrom(sides);
    const second = await importFrom(sides);
    expect({ ...second, createdAt: '' }).toEqual({ ...first, createdAt: '' });
    expect(statSync(join(sides.a, '0.png'))).toMatchObject({ size: before.size, mtimeMs: before.mtimeMs });
  });

  test('counts every file as it goes', async () => {
    const seen: number[] = [];
    const sides = await twoSides(3, 2);
    await importFrom(sides, { onProgress: ({ done, total }) => seen.push(done, total) });
    expect(seen).toEqual([1, 5, 2, 5, 3, 5, 4, 5, 5, 5]);
  });

  test('holds judge photos back by the seed', async () => {
    const sides = await twoSides(8, 7);
    const { judge } = await importFrom(sides);
    expect([judge.a.length, judge.b.length]).toEqual([1, 0]);
    const bySeed = await Promise.all([1, 2, 3, 4, 5].map((seed) => importFrom(sides, { seed })));
    expect(new Set(bySeed.map((manifest) => manifest.judge.a[0])).size).toBeGreaterThan(1);
  });

  test('holds back as many judge photos as asked, but leaves one to train on', async () => {
    const sides = await twoSides(8, 3);
    const { judge } = await importFrom(sides, { judge: 5 });
    expect([judge.a.length, judge.b.length]).toEqual([5, 2]);
    expect((await importFrom(sides, { judge: 0 })).judge).toEqual({ a: [], b: [] });
  });

  test('warns of the same picture saved twice, and of one on both sides', async () => {
    const { a, b } = await twoSides(3, 3);
    writeFileSync(join(a, 'again.jpg'), await drawnSharp(100, 40, 32).jpeg({ quality: 90 }).toBuffer());
    copyFileSync(join(a, '2.png'), join(b, 'leak.png'));
    const { warnings } = await importFrom({ a, b });
    expect(warnings.map(({ kind, paths }) => ({ kind, paths }))).toEqual([
      { kind: 'near-duplicate', paths: ['a/0.png', 'a/again.jpg'] },
      { kind: 'on-both-sides', paths: ['a/2.png', 'b/leak.png'] },
    ]);
  });

  test('opens folders through links and with unusual names', async () => {
    const { a, b, root } = await twoSides(2, 2);
    symlinkSync(a, join(root, 'my 100% photos'));
    const manifest = await importFrom({ a: join(root, 'my 100% photos'), b });
    expect(manifest.domains.a.images.length).toBe(2);
  });

  test('a folder that vanishes while it is read gives an error of ours', async () => {
    const sides = await twoSides(4, 4);
    const onProgress = ({ done }: { done: number }) => done === 1 && rmSync(sides.b, { recursive: true });
    await expect(importFrom(sides, { onProgress })).rejects.toMatchObject({ reason: 'too-few-images' });
  });

  test('an empty sub-folder is no matter', async () => {
    const { a, b } = await twoSides(2, 2);
    mkdirSync(join(a, 'empty'));
    expect((await importFrom({ a, b })).leftOut).toEqual([]);
  });
});
