import { cleanText } from './clean-text.ts';
import {
  firstNumber,
  openTiff,
  readDirectory,
  type TiffDirectory,
  type TiffReader,
} from './tiff-directory.ts';

/** What a camera wrote into a photo about itself and the moment. */
export interface CameraFacts {
  /** Maker and model, e.g. `Canon EOS 5D`. */
  readonly camera?: string;
  readonly takenMs?: number;
}

const prefix = 'Exif\0\0';
// EXIF 3.0 section 4.6
const make = 0x10f;
const model = 0x110;
const exifDirectory = 0x8769;
const dateTimeOriginal = 0x9003;
const offsetTimeOriginal = 0x9011;
const mostCharacters = 100;

/** Reads an EXIF block, with or without its prefix; nothing of one that is damaged. */
export function cameraFacts(block: Uint8Array | undefined): CameraFacts {
  if (block === undefined) return {};
  const hasPrefix = Buffer.from(block.subarray(0, prefix.length)).toString('latin1') === prefix;
  const tiff = openTiff(hasPrefix ? block.subarray(prefix.length) : block);
  const main = tiff && readDirectory(tiff, tiff.firstDirectory);
  if (!tiff || !main) return {};
  const camera = cameraName(textOf(tiff, main, make), textOf(tiff, main, model));
  const takenMs = takenIn(tiff, main);
  return { ...(camera !== undefined && { camera }), ...(takenMs !== undefined && { takenMs }) };
}

function takenIn(tiff: TiffReader, main: TiffDirectory): number | undefined {
  const pointer = main.entries.find(({ tag }) => tag === exifDirectory);
  const exif = pointer && readDirectory(tiff, firstNumber(tiff, pointer) ?? 0);
  if (!exif) return undefined;
  return timeOf(textOf(tiff, exif, dateTimeOriginal) ?? '', textOf(tiff, exif, offsetTimeOriginal));
}

/** Many models begin with their maker's name already. */
function cameraName(maker = '', name = ''): string | undefined {
  const first = maker.split(' ')[0]!.toLowerCase();
  const isNamed = first !== '' && name.toLowerCase().startsWith(first);
  return cleanText((isNamed ? name : `${maker} ${name}`).slice(0, mostCharacters));
}

/** `2024:05:17 18:30:00`; without an offset from UTC it is taken as the time of this computer's place. */
function timeOf(text: string, offset: string | undefined): number | undefined {
  const found = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second] = found;
  const zone = /^[+-]\d\d:\d\d$/.test(offset ?? '') ? offset : '';
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(time) || Number(year) === 0 ? undefined : time;
}

/** An ASCII value up to its first NUL. */
function textOf({ view }: TiffReader, { entries }: TiffDirectory, wanted: number): string | undefined {
  const entry = entries.find(({ tag, type }) => tag === wanted && type === 2);
  if (!entry) return undefined;
  const bytes = Buffer.from(
    view.buffer,
    view.byteOffset + entry.valueOffset,
    Math.min(entry.valueBytes, 1000),
  );
  return cleanText(bytes.toString('utf8').split('\0')[0]!);
}
