import { crc32 } from 'node:zlib';
import { CoreError } from '../contract/core-error.ts';

/** Blocks that sharp cannot write from samples, as bytes without any prefix (EXIF) or as they stood (IPTC). */
export interface AttachedBlocks {
  readonly exif?: Uint8Array;
  readonly iptc?: Uint8Array;
}

const largestSegment = 65533;

/** Puts EXIF and IPTC blocks behind the first bytes of a JPEG file; a block too large for a segment is left out. */
export function attachToJpeg(jpeg: Buffer, { exif, iptc }: AttachedBlocks): Buffer {
  const hasJfif = jpeg.readUInt16BE(2) === 0xffe0;
  const start = hasJfif ? 4 + jpeg.readUInt16BE(4) : 2; // EXIF comes first, but readers expect JFIF before it
  const segments = [
    exif && segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif])),
    iptc && segment(0xed, iptc),
  ].filter((part) => part !== undefined);
  return Buffer.concat([jpeg.subarray(0, start), ...segments, jpeg.subarray(start)]);
}

function segment(marker: number, content: Uint8Array): Buffer | undefined {
  if (content.length > largestSegment) return undefined;
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** Puts an `eXIf` chunk (PNG third edition, section 11.3.4.5) behind the header of a PNG file. */
export function attachToPng(png: Buffer, { exif }: AttachedBlocks): Buffer {
  return exif ? insertPngChunk(png, 'eXIf', exif) : png;
}

export function insertPngChunk(png: Buffer, name: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  const headerEnd = 8 + 25; // signature and IHDR
  return Buffer.concat([png.subarray(0, headerEnd), length, body, checksum, png.subarray(headerEnd)]);
}

const hasExifFlag = 0x08;

/** Puts an `EXIF` chunk at the end of an extended WebP file (one with a `VP8X` chunk, as any with a profile has). */
export function attachToWebp(webp: Buffer, { exif }: AttachedBlocks): Buffer {
  if (!exif) return webp;
  if (webp.toString('latin1', 12, 16) !== 'VP8X') {
    throw new CoreError(
      'unreadable-image',
      'Expected an extended WebP file to put EXIF in; found a plain one.',
    );
  }
  const head = Buffer.alloc(8);
  head.write('EXIF', 'latin1');
  head.writeUInt32LE(exif.length, 4);
  const whole = Buffer.concat([webp, head, exif, Buffer.alloc(exif.length % 2)]);
  whole.writeUInt32LE(whole.length - 8, 4);
  whole[20] = whole[20]! | hasExifFlag;
  return whole;
}
