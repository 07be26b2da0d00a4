import fc from 'fast-check';
import { expect, test } from 'vitest';
import { iptcOf, resourceOf, xmpList, xmpWith } from './keywords-stand-in.ts';
import { openPicture } from './open-picture.ts';
import { photoTags } from './photo-tags.ts';
import { drawnSharp } from './pictures-stand-in.ts';

const xmpOf = (...items: readonly string[]) => Buffer.from(xmpWith(xmpList('dc:subject', items)));
const iptc = iptcOf([2, 25, 'sea'], [2, 25, 'dusk']);

test('photo tags: S-14 blocks that are too large are not read', () => {
  expect(photoTags({ xmp: Buffer.concat([xmpOf('sea'), Buffer.alloc(4 * 1024 ** 2, ' ')]) })).toEqual([]);
  expect(photoTags({ iptc: Buffer.concat([iptc, Buffer.alloc(1024 ** 2)]) })).toEqual([]);
});

test('photo tags: S-14 there are at most 200, of 100 characters', () => {
  const many = Array.from({ length: 300 }, (_, index) => `tag ${index}`);
  expect(photoTags({ xmp: xmpOf(...many) })).toHaveLength(200);
  expect(photoTags({ xmp: xmpOf('\u{1F98A}'.repeat(300)) })).toEqual(['\u{1F98A}'.repeat(100)]);
});

test('photo tags: S-14 control and direction characters are left out, and tags of nothing else', () => {
  expect(photoTags({ xmp: xmpOf('a\u0007b\u202e', ' \n\u202e', '') })).toEqual(['ab']);
});

test('photo tags: one that is written twice, in another case or form, is one', () => {
  expect(photoTags({ xmp: xmpOf('Sea', 'sea', ' SEA ', 'Z\u00fcrich', 'Zu\u0308rich') })).toEqual([
    'Sea',
    'Z\u00fcrich',
  ]);
});

test('photo tags: XMP goes before IPTC, which is read where XMP has none or is damaged', () => {
  expect(photoTags({ xmp: xmpOf('night'), iptc })).toEqual(['night']);
  expect(photoTags({ xmp: xmpOf(), iptc })).toEqual(['sea', 'dusk']);
  expect(photoTags({ xmp: xmpOf('night').subarray(9), iptc })).toEqual(['sea', 'dusk']);
  expect(photoTags({})).toEqual([]);
});

test.each(['jpeg', 'png', 'webp', 'tiff', 'avif'] as const)(
  'photo tags: those of a %s are read',
  async (format) => {
    const bytes = await drawnSharp(1).withXmp(xmpOf('sea').toString()).toFormat(format).toBuffer();
    expect(photoTags((await openPicture(bytes)).header)).toEqual(['sea']);
  },
);

test('photo tags: those of a JPEG with IPTC as Photoshop writes it are read', async () => {
  const plain = await drawnSharp(1).jpeg().toBuffer();
  const content = Buffer.concat([Buffer.from('Photoshop 3.0\0'), resourceOf(0x0404, iptc)]);
  const head = Buffer.from([0xff, 0xed, (content.length + 2) >> 8, (content.length + 2) & 255]);
  const bytes = Buffer.concat([plain.subarray(0, 2), head, content, plain.subarray(2)]); // after the first marker
  expect(photoTags((await openPicture(bytes)).header)).toEqual(['sea', 'dusk']);
});

/** Good blocks with some of their bytes set to others, and cut. */
const damaged = (whole: Buffer) =>
  fc
    .record({
      changes: fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 }),
      length: fc.nat(whole.length),
    })
    .map(({ changes, length }) => {
      const bytes = Buffer.from(whole);
      for (const [at, value] of changes) bytes[at] = value;
      return bytes.subarray(0, length);
    });
const anyXmp = fc.oneof(fc.uint8Array(), damaged(xmpOf('sea', 'R&amp;D', '&#x1F98A;')));
const anyIptc = fc.oneof(
  fc.uint8Array(),
  damaged(iptc),
  damaged(Buffer.concat([resourceOf(0x03ed, Buffer.alloc(3)), resourceOf(0x0404, iptc)])),
);

test('photo tags: whatever the bytes, nothing is thrown, and tags are short and clean', () => {
  fc.assert(
    fc.property(fc.option(anyXmp), fc.option(anyIptc), (xmp, block) => {
      const header = { ...(xmp && { xmp: Buffer.from(xmp) }), ...(block && { iptc: Buffer.from(block) }) };
      for (const tag of photoTags(header)) {
        expect(tag).toMatch(/^[^\u0000-\u001f\u007f-\u009f]{1,200}$/);
        expect(tag.trim()).toBe(tag);
      }
    }),
    { numRuns: 2000 },
  );
});

test.each(['<a>', '<a ', '<!--', '<?', '<a xmlns:b="', '<rdf:li>&#65;', ' ', '&', '</a>', '<a/>', '"'])(
  'photo tags: four million characters of "%s" are read through in no time',
  (piece) => {
    const xmp = Buffer.from(`<a${piece.repeat(Math.floor(4e6 / piece.length))}`);
    const startMs = performance.now();
    expect(photoTags({ xmp })).toEqual([]);
    expect(performance.now() - startMs).toBeLessThan(3000); // 0.3 s at most where this was measured; squared it takes hours
  },
);
