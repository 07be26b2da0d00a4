/** Reads the directories of a TIFF structure (TIFF 6.0, section 2), which EXIF blocks share; never outside the bytes. */

export interface TiffEntry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** Where the value stands: inside the entry when it fits in four bytes, else where the entry points. */
  readonly valueOffset: number;
  readonly valueBytes: number;
  readonly entryOffset: number;
}

export interface TiffDirectory {
  readonly offset: number;
  readonly entries: readonly TiffEntry[];
  /** Where the offset of the next directory stands. */
  readonly nextPointerOffset: number;
}

export interface TiffReader {
  readonly view: DataView;
  readonly isLittleEndian: boolean;
  readonly firstDirectory: number;
}

/** Bytes a value by TIFF type 1 to 13. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
const mostEntries = 1000;

/** `undefined` when the bytes do not begin like a (classic) TIFF structure. */
export function openTiff(bytes: Uint8Array): TiffReader | undefined {
  if (bytes.length < 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = view.getUint16(0);
  const isLittleEndian = order === 0x4949;
  if (!isLittleEndian && order !== 0x4d4d) return undefined;
  if (view.getUint16(2, isLittleEndian) !== 42) return undefined;
  return { view, isLittleEndian, firstDirectory: view.getUint32(4, isLittleEndian) };
}

/** The directory at an offset; `undefined` when any part of it lies outside the bytes. */
export function readDirectory(tiff: TiffReader, offset: number): TiffDirectory | undefined {
  const { view, isLittleEndian } = tiff;
  if (offset < 8 || offset + 2 > view.byteLength) return undefined;
  const count = view.getUint16(offset, isLittleEndian);
  const nextPointerOffset = offset + 2 + count * 12;
  if (count > mostEntries || nextPointerOffset + 4 > view.byteLength) return undefined;
  const entries = Array.from({ length: count }, (_, i) => readEntry(tiff, offset + 2 + i * 12));
  if (entries.includes(undefined)) return undefined;
  return { offset, entries: entries as TiffEntry[], nextPointerOffset };
}

function readEntry({ view, isLittleEndian }: TiffReader, entryOffset: number): TiffEntry | undefined {
  const type = view.getUint16(entryOffset + 2, isLittleEndian);
  const count = view.getUint32(entryOffset + 4, isLittleEndian);
  const valueBytes = (typeBytes[type] ?? 0) * count;
  const valueOffset = valueBytes <= 4 ? entryOffset + 8 : view.getUint32(entryOffset + 8, isLittleEndian);
  if (valueOffset + valueBytes > view.byteLength) return undefined;
  return {
    tag: view.getUint16(entryOffset, isLittleEndian),
    type,
    count,
    valueOffset,
    valueBytes,
    entryOffset,
  };
}

/** The first number of a BYTE, SHORT or LONG entry; `undefined` for others. */
export function firstNumber({ view, isLittleEndian }: TiffReader, entry: TiffEntry): number | undefined {
  if (entry.count === 0) return undefined;
  if (entry.type === 1) return view.getUint8(entry.valueOffset);
  if (entry.type === 3) return view.getUint16(entry.valueOffset, isLittleEndian);
  if (entry.type === 4) return view.getUint32(entry.valueOffset, isLittleEndian);
  return undefined;
}

const newSubfileType = 0xfe;
const photometric = 0x106;
const subDirectories = 0x14a;
const dngVersion = 0xc612;
const colourFilterArray = 32803;
const linearRaw = 34892;

/** Whether a TIFF structure is a camera's RAW file: a DNG, sensor values, or a first picture that is only a preview. */
export function isRawTiff(bytes: Uint8Array): boolean {
  const tiff = openTiff(bytes);
  const first = tiff && readDirectory(tiff, tiff.firstDirectory);
  if (!tiff || !first) return false;
  const value = (tag: number) => {
    const entry = first.entries.find((candidate) => candidate.tag === tag);
    return entry && firstNumber(tiff, entry);
  };
  const has = (tag: number) => first.entries.some((entry) => entry.tag === tag);
  const kind = value(photometric);
  const isPreview = value(newSubfileType) === 1 && has(subDirectories);
  return has(dngVersion) || kind === colourFilterArray || kind === linearRaw || isPreview;
}
