import { describe, expect, test } from 'vitest';
import { exifForResult } from './exif.ts';
import { firstNumber, openTiff, readDirectory } from './tiff-directory.ts';

/** One entry: tag, type (2 text, 3 short, 4 long, 7 bytes) and content. */
type Entry = readonly [tag: number, type: number, content: number | string];

/** Builds EXIF: directories are numbered from 0, and a content of `->n` points to directory n. */
function craftExif(directories: readonly (readonly Entry[])[], next: readonly number[] = []): Uint8Array {
  const sizes = directories.map((entries) => 2 + entries.length * 12 + 4);
  const starts = sizes.map((_, i) => 8 + sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
  const bytes = Buffer.alloc(4096);
  let free = 8 + sizes.reduce((sum, size) => sum + size, 0);
  bytes.write('II*\0\x08\0\0\0', 'latin1');
  directories.forEach((entries, d) => {
    bytes.writeUInt16LE(entries.length, starts[d]);
    entries.forEach(([tag, type, content], e) => {
      const at = starts[d]! + 2 + e * 12;
      const link = typeof content === 'string' && /^->(\d)$/.exec(content);
      bytes.writeUInt16LE(tag, at);
      bytes.writeUInt16LE(type, at + 2);
      bytes.writeUInt32LE(typeof content === 'string' && !link ? content.length : 1, at + 4);
      if (link) bytes.writeUInt32LE(starts[Number(link[1])]!, at + 8);
      else if (typeof content === 'number') bytes.writeUInt32LE(content, at + 8);
      else if (content.length <= 4) bytes.write(content, at + 8, 'latin1');
      else {
        bytes.writeUInt32LE(free, at + 8);
        free += bytes.write(content, free, 'latin1');
      }
    });
    if (next[d]) bytes.writeUInt32LE(starts[next[d]]!, starts[d]! + sizes[d]! - 4);
  });
  return bytes.subarray(0, free);
}

const changes = { widthPixels: 30, heightPixels: 40, isPrivate: false };

/** The numbers of the first directory and the EXIF directory by tag. */
function numbers(bytes: Uint8Array | undefined): Record<number, number | undefined> {
  const tiff = openTiff(bytes ?? Buffer.of());
  if (!tiff) return {};
  const main = readDirectory(tiff, tiff.firstDirectory);
  const link = main?.entries.find(({ tag }) => tag === 0x8769);
  const exif = link && readDirectory(tiff, firstNumber(tiff, link)!);
  const entries = [...(main?.entries ?? []), ...(exif?.entries ?? [])];
  return Object.fromEntries(entries.map((entry) => [entry.tag, firstNumber(tiff, entry)]));
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1');

const camera: readonly (readonly Entry[])[] = [
  [
    [0x110, 2, 'Diptych Camera'],
    [0x112, 3, 6],
    [0x13c, 2, 'annas-laptop'],
    [0x8769, 4, '->1'],
    [0x8825, 4, '->2'],
  ],
  [
    [0x9003, 2, '2024:05:06 07:08:09'],
    [0x927c, 7, 'maker-note-with-serial-4711'],
    [0xa002, 4, 40],
    [0xa003, 4, 30],
    [0xa430, 2, 'Anna Example'],
    [0xa431, 2, 'SN-0815-body'],
  ],
  [[0x1d, 2, '52.5163N 13.3777E']],
];

describe('EXIF of a result', () => {
  test.each([
    ['no TIFF structure', Buffer.from('nonsense, and long enough')],
    ['nothing', Buffer.of()],
    ['a directory outside the block', Buffer.from('II*\0\xff\xff\0\0', 'latin1')],
    ['a directory that is its own sub-directory (S-31)', craftExif([[[0x8769, 4, '->0']]])],
    [
      'two sub-directories at one place (S-31)',
      craftExif([
        [
          [0x8769, 4, '->1'],
          [0x8825, 4, '->1'],
        ],
        [],
      ]),
    ],
    ['a value outside the block', craftExif([[[0x110, 2, 'a long model name']]]).subarray(0, 30)],
  ])('%s counts as damaged', (_, bytes) => {
    expect(exifForResult(bytes, changes)).toBeUndefined();
  });

  test('cutting a block anywhere never throws', () => {
    const block = craftExif(camera);
    for (let length = 0; length < block.length; length++) {
      expect(() => exifForResult(block.subarray(0, length), { ...changes, isPrivate: true })).not.toThrow();
    }
  });

  test('orientation is reset and the size is the upright one', () => {
    expect(numbers(exifForResult(craftExif(camera), changes))).toMatchObject({
      0x112: 1,
      0xa002: 30,
      0xa003: 40,
    });
  });

  test('the original block is not touched', () => {
    const block = craftExif(camera);
    const before = Buffer.from(block);
    exifForResult(block, { ...changes, isPrivate: true });
    expect(Buffer.compare(before, block)).toBe(0);
  });

  test('everything else is kept when asked for all', () => {
    const kept = text(exifForResult(craftExif(camera), changes));
    for (const value of ['Diptych Camera', 'SN-0815-body', '52.5163N', 'maker-note', '2024:05:06']) {
      expect(kept).toContain(value);
    }
  });

  test('place, serial numbers, owner and maker notes are gone from the bytes (S-33)', () => {
    const safe = text(exifForResult(craftExif(camera), { ...changes, isPrivate: true }));
    for (const value of ['SN-0815', '4711', '52.5163', '13.3777', 'Anna', 'annas-laptop']) {
      expect(safe).not.toContain(value);
    }
    expect(safe).toContain('Diptych Camera');
    expect(safe).toContain('2024:05:06 07:08:09');
  });

  test('after the private entries are gone the others are still found', () => {
    const found = numbers(exifForResult(craftExif(camera), { ...changes, isPrivate: true }));
    expect(Object.keys(found).map(Number)).toEqual([0x110, 0x112, 0x8769, 0x9003, 0xa002, 0xa003]);
    expect(found).toMatchObject({ 0x112: 1, 0xa002: 30 });
  });

  test('the thumbnail of the original is wiped', () => {
    const block = Buffer.alloc(300);
    const exif = craftExif(
      [
        [[0x112, 3, 1]],
        [
          [0x201, 4, 100],
          [0x202, 4, 50],
        ],
      ],
      [1],
    );
    block.set(exif);
    block.write('THUMBNAIL', 100, 'latin1');
    expect(text(exifForResult(block, changes))).not.toContain('THUMBNAIL');
  });

  test('a real big-endian block with the Exif prefix is read', () => {
    const block = Buffer.alloc(40);
    block.write('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08', 'latin1');
    expect(numbers(exifForResult(block, changes))).toEqual({ 0x112: 1 });
  });
});
