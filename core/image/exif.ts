import {
  firstNumber,
  openTiff,
  readDirectory,
  type TiffDirectory,
  type TiffEntry,
  type TiffReader,
} from './tiff-directory.ts';

export interface ExifChanges {
  /** Size of the upright picture that the block will describe. */
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** Location, serial numbers, owner and maker notes (which hold serial numbers) are wiped. */
  readonly isPrivate: boolean;
}

const exifPrefix = Buffer.from('Exif\0\0', 'latin1');
const orientation = 0x112;
const widthTags = [0x100, 0xa002];
const heightTags = [0x101, 0xa003];
const exifDirectory = 0x8769;
const gpsDirectory = 0x8825;
const interopDirectory = 0xa005;
const thumbnailOffset = 0x201;
const thumbnailLength = 0x202;

/** EXIF 3.0 section 4.6 and DNG 1.7: names, numbers and notes by which a camera or its owner can be recognized. */
const privateTags: ReadonlySet<number> = new Set([
  0x13c, // HostComputer
  0x2bc, // XMP inside EXIF
  0x83bb, // IPTC
  0x8649, // Photoshop
  gpsDirectory,
  0x927c, // MakerNote
  0xa420, // ImageUniqueID
  0xa430, // CameraOwnerName
  0xa431, // BodySerialNumber
  0xa435, // LensSerialNumber
  0xa436, // ImageTitle .. 0xa438 ImageEditor name people
  0xa437,
  0xa438,
  0xc62f, // CameraSerialNumber
  0xfde8, // OwnerName
  0xfde9, // SerialNumber
]);

/**
 * The EXIF block for a result: upright, with the new size, without the old thumbnail (it shows the original). Edited in
 * place, so that offsets inside maker notes stay right. A TIFF structure without the `Exif` prefix; `undefined` when the
 * block is damaged or refers to itself.
 */
export function exifForResult(block: Uint8Array, changes: ExifChanges): Uint8Array | undefined {
  const hasPrefix = exifPrefix.equals(block.subarray(0, exifPrefix.length));
  const bytes = Uint8Array.from(hasPrefix ? block.subarray(exifPrefix.length) : block);
  const tiff = openTiff(bytes);
  const directories = tiff && readDirectories(tiff);
  if (!directories) return undefined;
  wipeThumbnail(tiff, directories);
  for (const directory of directories.all) setNumbers(tiff, directory, changes);
  if (changes.isPrivate) wipePrivate(tiff, directories);
  return bytes;
}

interface Directories {
  readonly main: TiffDirectory;
  readonly gps?: TiffDirectory;
  readonly all: readonly TiffDirectory[];
}

/** IFD0, EXIF, interoperability and GPS; `undefined` when one is damaged or stands at a place already visited. */
function readDirectories(tiff: TiffReader): Directories | undefined {
  const main = readDirectory(tiff, tiff.firstDirectory);
  if (!main) return undefined;
  const exif = follow(tiff, main, exifDirectory);
  const gps = follow(tiff, main, gpsDirectory);
  const interop = exif && exif !== 'damaged' ? follow(tiff, exif, interopDirectory) : undefined;
  const found = [exif, gps, interop].filter((directory) => directory !== undefined);
  if (found.includes('damaged')) return undefined;
  const all = [main, ...(found as TiffDirectory[])];
  const hasLoop = new Set(all.map(({ offset }) => offset)).size < all.length;
  return hasLoop ? undefined : { main, ...(gps && { gps: gps as TiffDirectory }), all };
}

function follow(tiff: TiffReader, from: TiffDirectory, tag: number): TiffDirectory | 'damaged' | undefined {
  const entry = from.entries.find((candidate) => candidate.tag === tag);
  if (!entry) return undefined;
  return readDirectory(tiff, firstNumber(tiff, entry) ?? 0) ?? 'damaged';
}

function setNumbers(
  tiff: TiffReader,
  directory: TiffDirectory,
  { widthPixels, heightPixels }: ExifChanges,
): void {
  for (const entry of directory.entries) {
    if (entry.tag === orientation) setNumber(tiff, entry, 1);
    if (widthTags.includes(entry.tag)) setNumber(tiff, entry, widthPixels);
    if (heightTags.includes(entry.tag)) setNumber(tiff, entry, heightPixels);
  }
}

function setNumber({ view, isLittleEndian }: TiffReader, entry: TiffEntry, value: number): void {
  if (entry.count !== 1) return;
  if (entry.type === 3) view.setUint16(entry.valueOffset, value, isLittleEndian);
  if (entry.type === 4) view.setUint32(entry.valueOffset, value, isLittleEndian);
}

/** The directory after IFD0 describes the thumbnail. */
function wipeThumbnail(tiff: TiffReader, { main, all }: Directories): void {
  const { view, isLittleEndian } = tiff;
  const offset = view.getUint32(main.nextPointerOffset, isLittleEndian);
  view.setUint32(main.nextPointerOffset, 0);
  const directory = offset === 0 ? undefined : readDirectory(tiff, offset);
  if (!directory || all.some((other) => other.offset === offset)) return;
  const number = (tag: number) => {
    const entry = directory.entries.find((candidate) => candidate.tag === tag);
    return (entry && firstNumber(tiff, entry)) ?? 0;
  };
  const start = number(thumbnailOffset);
  const end = Math.min(start + number(thumbnailLength), view.byteLength);
  if (start > 0 && !all.some((other) => start <= other.offset && other.offset < end)) wipe(view, start, end);
  wipeDirectory(tiff, directory);
}

function wipePrivate(tiff: TiffReader, { gps, all }: Directories): void {
  if (gps) wipeDirectory(tiff, gps);
  for (const directory of all) {
    if (directory !== gps) removeEntries(tiff, directory);
  }
}

function wipeDirectory({ view }: TiffReader, { offset, entries, nextPointerOffset }: TiffDirectory): void {
  for (const { valueOffset, valueBytes } of entries) wipe(view, valueOffset, valueOffset + valueBytes);
  wipe(view, offset, nextPointerOffset + 4);
}

/** Takes the private entries out of a directory and wipes their values; the entries behind them move up. */
function removeEntries({ view, isLittleEndian }: TiffReader, directory: TiffDirectory): void {
  const kept = directory.entries.filter(({ tag }) => !privateTags.has(tag));
  const keptBytes = kept.map(({ entryOffset }) =>
    new Uint8Array(view.buffer, view.byteOffset + entryOffset, 12).slice(),
  );
  for (const { tag, valueOffset, valueBytes } of directory.entries) {
    if (privateTags.has(tag)) wipe(view, valueOffset, valueOffset + valueBytes);
  }
  const next = view.getUint32(directory.nextPointerOffset);
  wipe(view, directory.offset + 2, directory.nextPointerOffset + 4);
  view.setUint16(directory.offset, kept.length, isLittleEndian);
  const target = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  keptBytes.forEach((entry, i) => target.set(entry, directory.offset + 2 + i * 12));
  view.setUint32(directory.offset + 2 + kept.length * 12, next);
}

function wipe(view: DataView, start: number, end: number): void {
  new Uint8Array(view.buffer, view.byteOffset + start, Math.max(0, end - start)).fill(0);
}
