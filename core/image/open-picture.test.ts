import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { inspectImage } from './inspect-image.ts';
import { openPhoto } from './open-photo.ts';
import { drawnSharp, temporaryFolder } from './pictures-stand-in.ts';
import { surveyPicture } from './survey-picture.ts';

const isWindows = process.platform === 'win32';

function pngChunk(name: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const chunk = Buffer.concat([Buffer.alloc(4), body, Buffer.alloc(4)]);
  chunk.writeUInt32BE(content.length);
  chunk.writeUInt32BE(crc32(body), chunk.length - 4);
  return chunk;
}

/** A grey PNG of one bit a pixel with any claimed size and any content. */
function craftedPng(widthPixels: number, heightPixels: number, content: Uint8Array): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]); // size, bit depth 1, grey, no interlace
  header.writeUInt32BE(widthPixels);
  header.writeUInt32BE(heightPixels, 4);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const chunks = [
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(content)),
    pngChunk('IEND', Buffer.of()),
  ];
  return Buffer.concat([signature, ...chunks]);
}

describe('opening a picture (S-29)', () => {
  test('a path that does not exist is said to be missing', async () => {
    await expect(openPhoto(join(temporaryFolder(), 'gone.jpg'))).rejects.toMatchObject({
      reason: 'file-not-found',
    });
  });

  test('a folder named a.jpg is no picture', async () => {
    const path = join(temporaryFolder(), 'a.jpg');
    mkdirSync(path);
    await expect(openPhoto(path)).rejects.toMatchObject({
      reason: 'not-a-file',
      details: { found: 'a folder' },
    });
  });

  test.skipIf(isWindows)('a pipe named a.jpg is refused without waiting for its writer', async () => {
    const path = join(temporaryFolder(), 'a.jpg');
    execFileSync('mkfifo', [path]);
    await expect(openPhoto(path)).rejects.toMatchObject({
      reason: 'not-a-file',
      details: { found: 'a pipe' },
    });
  });

  test.skipIf(isWindows)('a socket named a.jpg is refused', async () => {
    const path = join(temporaryFolder(), 'a.jpg');
    const server = createServer();
    await new Promise<void>((done) => server.listen(path, done));
    onTestFinished(() => void server.close());
    await expect(openPhoto(path)).rejects.toMatchObject({
      reason: 'not-a-file',
      details: { found: 'a socket' },
    });
  });

  test.skipIf(isWindows)('a link to a device is refused', async () => {
    const path = join(temporaryFolder(), 'a.jpg');
    symlinkSync('/dev/zero', path);
    await expect(openPhoto(path)).rejects.toMatchObject({
      reason: 'not-a-file',
      details: { found: 'a device' },
    });
  });

  test('a link to itself is refused', async () => {
    const path = join(temporaryFolder(), 'a.jpg');
    symlinkSync(path, path);
    await expect(openPhoto(path)).rejects.toMatchObject({ reason: 'not-a-file' });
  });

  test('a file without content is called empty', async () => {
    const path = join(temporaryFolder(), 'a.jpg');
    writeFileSync(path, '');
    await expect(openPhoto(path)).rejects.toMatchObject({ reason: 'empty-file' });
    await expect(openPhoto(new Uint8Array())).rejects.toMatchObject({ reason: 'empty-file' });
  });

  test('a file of one byte is no picture', async () => {
    await expect(openPhoto(Uint8Array.of(0xff))).rejects.toMatchObject({ reason: 'unsupported-format' });
  });

  test('a file that grows while it is read is refused or read as it was', async () => {
    const path = join(temporaryFolder(), 'a.png');
    writeFileSync(path, await drawnSharp(1, 600, 600).png({ compressionLevel: 0 }).toBuffer());
    const found = inspectImage(path).then(
      () => 'read',
      (error: { reason: string }) => error.reason,
    );
    appendFileSync(path, 'more');
    expect(['read', 'file-changed']).toContain(await found);
  });
});

describe('hostile pictures', () => {
  test('an SVG drawing named .jpg is refused (S-25)', async () => {
    const path = join(temporaryFolder(), 'a.jpg');
    writeFileSync(path, '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(inspectImage(path)).rejects.toMatchObject({
      reason: 'unsupported-format',
      message: '"a.jpg" is an SVG drawing. Save it as JPEG or PNG first.',
    });
  });

  test('the decoder itself refuses what the allow-list does not name (S-25)', async () => {
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(sharp(drawing).metadata()).rejects.toThrow();
  });

  test('a PNG header that claims 65500 x 65500 is refused from the header alone (S-26)', async () => {
    const bytes = craftedPng(65500, 65500, Buffer.of());
    await inspectImage(bytes).catch(() => undefined); // the first call loads the decoder
    const startMs = performance.now();
    await expect(inspectImage(bytes)).rejects.toMatchObject({
      reason: 'too-many-pixels',
      details: { widthPixels: 65500, heightPixels: 65500 },
    });
    expect(performance.now() - startMs).toBeLessThan(50);
  });

  test('a PNG bomb of 16000 x 16000 may be looked at but is not decoded for processing (S-27)', async () => {
    const bomb = craftedPng(16000, 16000, Buffer.alloc((1 + 16000 / 8) * 16000)); // 31 KB
    expect(await inspectImage(bomb)).toMatchObject({ widthPixels: 16000, heightPixels: 16000 });
    const before = process.memoryUsage().rss;
    await expect(openPhoto(bomb)).rejects.toMatchObject({ reason: 'too-many-pixels' });
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });
});

describe('names (S-34)', () => {
  test.each([
    ['spaces, % and #', 'my 100% photo #1.png'],
    ['an emoji', '🌅.png'],
    ['a composed é', '\u00e9.png'],
    ['a decomposed é', 'e\u0301.png'],
    ['brackets, which libvips would take for options', 'photo.png[page=2]'],
    ['255 bytes', `${'n'.repeat(251)}.png`],
    ['an extension that lies', 'really-a-png.jpg'],
  ])('a name with %s is opened', async (_, name) => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, await drawnSharp(1).png().toBuffer());
    expect(await inspectImage(path)).toMatchObject({ format: 'png', widthPixels: 64, heightPixels: 48 });
  });

  test('reading leaves an original as it was (S-35)', async () => {
    const path = join(temporaryFolder(), 'a.png');
    writeFileSync(path, await drawnSharp(1).png().toBuffer());
    const { size, mtimeMs } = statSync(path);
    await surveyPicture(path);
    await openPhoto(path);
    expect(statSync(path)).toMatchObject({ size, mtimeMs });
  });

  test('a picture that was renamed meanwhile is missing', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.png'), await drawnSharp(1).png().toBuffer());
    renameSync(join(folder, 'a.png'), join(folder, 'b.png'));
    await expect(surveyPicture(join(folder, 'a.png'))).rejects.toMatchObject({ reason: 'file-not-found' });
  });
});

describe('facts', () => {
  test('size after orientation, depth, alpha and profile name are told', async () => {
    const jpeg = await drawnSharp(1).withMetadata({ orientation: 6 }).withIccProfile('p3').jpeg().toBuffer();
    expect(await inspectImage(jpeg)).toEqual({
      format: 'jpeg',
      widthPixels: 48,
      heightPixels: 64,
      orientation: 6,
      hasAlpha: false,
      bitDepth: 8,
      colourProfile: expect.stringMatching(/P3/) as string,
      sizeBytes: jpeg.length,
    });
    const png = await drawnSharp(1).ensureAlpha(0.5).toColourspace('rgb16').png().toBuffer();
    expect(await inspectImage(png)).toMatchObject({
      format: 'png',
      hasAlpha: true,
      bitDepth: 16,
      orientation: 1,
    });
  });
});
