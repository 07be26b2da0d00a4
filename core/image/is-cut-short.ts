import type { ImageFormat } from './photo.ts';
import { firstNumber, openTiff, readDirectory, type TiffEntry, type TiffReader } from './tiff-directory.ts';

/**
 * Whether a picture file ends before its format says it does. Used only to tell a file that was cut (copy it again)
 * from one that is damaged inside, after decoding failed.
 */
export function isCutShort(bytes: Uint8Array, format: ImageFormat): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const endOf = { jpeg: jpegEnd, png: pngEnd, gif: gifEnd, webp: webpEnd, avif: boxesEnd, tiff: tiffEnd }[
    format
  ];
  try {
    return endOf(view) > bytes.length;
  } catch (error) {
    if (error instanceof RangeError) return true; // the structure points past the last byte
    throw error;
  }
}

/** ITU-T T.81 annex B: segments up to the first scan, then somewhere the end-of-image marker. */
function jpegEnd(view: DataView): number {
  let offset = 2;
  for (let marker; (marker = view.getUint16(offset)) !== 0xffda; offset += 2 + view.getUint16(offset + 2)) {
    if (marker < 0xff00) return 0; // no marker: damaged, not cut
  }
  const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  return bytes.includes(Buffer.from([0xff, 0xd9]), offset) ? offset : Infinity;
}

/** PNG section 5.3: chunks of length, name, data, checksum up to IEND. */
function pngEnd(view: DataView): number {
  let offset = 8;
  for (let name; (name = view.getUint32(offset + 4)) !== 0x49454e44; offset += 12 + view.getUint32(offset)) {
    if ((name & 0xc0c0c0c0) !== 0x40404040) return 0; // not four letters: damaged, not cut
  }
  return offset + 12;
}

/** GIF 89a section 15 on: blocks of sub-blocks up to the trailer. */
function gifEnd(view: DataView): number {
  const table = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let offset = 13 + table(view.getUint8(10));
  for (;;) {
    const block = view.getUint8(offset);
    if (block !== 0x21 && block !== 0x2c) return offset; // the trailer, or no GIF block at all
    offset += block === 0x21 ? 2 : 11 + table(view.getUint8(offset + 9));
    while (view.getUint8(offset) !== 0) offset += 1 + view.getUint8(offset);
    offset += 1;
  }
}

function webpEnd(view: DataView): number {
  return view.getUint32(4, true) + 8;
}

/** Top-level boxes of ISO/IEC 14496-12: four bytes of size (1: the eight bytes after the name), four of name. */
function boxesEnd(view: DataView): number {
  let offset = 0;
  while (offset < view.byteLength) {
    const size = view.getUint32(offset);
    const boxBytes = size === 1 ? Number(view.getBigUint64(offset + 8)) : size;
    if (boxBytes < 8) return offset; // 0: the last box, up to the end of the file
    offset += boxBytes;
  }
  return offset;
}

const stripOffsets = 0x111;
const stripByteCounts = 0x117;
const tileOffsets = 0x144;
const tileByteCounts = 0x145;

function tiffEnd(view: DataView): number {
  const tiff = openTiff(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  if (!tiff) return 0;
  const directory = readDirectory(tiff, tiff.firstDirectory);
  if (!directory) return Infinity;
  const find = (tag: number) => directory.entries.find((entry) => entry.tag === tag);
  return Math.max(
    dataEnd(tiff, find(stripOffsets), find(stripByteCounts)),
    dataEnd(tiff, find(tileOffsets), find(tileByteCounts)),
  );
}

function dataEnd(tiff: TiffReader, offsets: TiffEntry | undefined, counts: TiffEntry | undefined): number {
  if (!offsets || !counts) return 0;
  let end = 0;
  for (let i = 0; i < Math.min(offsets.count, counts.count); i++) {
    end = Math.max(end, element(tiff, offsets, i) + element(tiff, counts, i));
  }
  return end;
}

function element(tiff: TiffReader, entry: TiffEntry, index: number): number {
  const bytes = entry.valueBytes / entry.count;
  return firstNumber(tiff, { ...entry, valueOffset: entry.valueOffset + index * bytes }) ?? 0;
}
