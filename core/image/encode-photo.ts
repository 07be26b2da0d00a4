import { CoreError } from '../contract/core-error.ts';
import { attachToJpeg, attachToPng, attachToWebp } from './attach-exif.ts';
import { openHardened, openSamples, viewingPixelLimit } from './hardened-sharp.ts';
import type { KeepMetadata, OutputFormat, Photo } from './photo.ts';
import { xmpWithOrigin, type PictureOrigin } from './origin-xmp.ts';
import { metadataForResult } from './photo-metadata.ts';
import { bytesFromWords, wordsFromBytes, type Samples } from './pixels.ts';
import { srgbPng } from './srgb-png.ts';
import { withProfileFile } from './with-profile-file.ts';
import type { Sharp } from 'sharp';

export interface EncodePhotoOptions {
  /** Default: the photo's own format (PNG for GIF). */
  readonly format?: OutputFormat;
  /** 1 to 100 for JPEG, WebP and AVIF; default by format. */
  readonly quality?: number;
  /** Default `safe`. */
  readonly keepMetadata?: KeepMetadata;
  /** Told in the file, where it is given. */
  readonly origin?: PictureOrigin | undefined;
}

// JPEG and WebP: no visible loss at 100 % zoom; AVIF's scale is its own, 65 is about JPEG 90.
const defaultQuality = { jpeg: 92, webp: 90, avif: 65, png: 100, tiff: 100 } as const satisfies Record<
  OutputFormat,
  number
>;

/** The longest side that a format's files can have. */
const largestSide = {
  jpeg: 65535,
  webp: 16383,
  avif: 16384,
  png: 2 ** 31 - 1,
  tiff: 2 ** 31 - 1,
} as const satisfies Record<OutputFormat, number>;

/**
 * Writes the result for a photo as file bytes: same size, upright, in the photo's own colour profile (sRGB when it has
 * none that fits) and tagged so, with its transparency (on white in JPEG), its 16 bits in PNG and TIFF, and its
 * metadata (TIFF files hold no EXIF here). `rgb` is [height, width, 3], sRGB. Errors: `shape-mismatch`,
 * `unsuitable-size` (too long a side for the format).
 */
export async function encodePhoto(
  photo: Photo,
  rgb: Samples,
  options: EncodePhotoOptions = {},
): Promise<Buffer> {
  const { format = ownFormat(photo), keepMetadata = 'safe' } = options;
  assertFits(photo, rgb, format);
  const isDeep = rgb instanceof Uint16Array && (format === 'png' || format === 'tiff');
  const blocks = metadataForResult(photo, keepMetadata);
  const pixels = await tagPixels(photo, joinAlpha(photo, rgb, isDeep), format, blocks.exif);
  return withProfileFile(photo.metadata.icc, async (profile) => {
    // 16-bit pixels come tagged sRGB already; converting them to the same would only round them.
    const profiled = isDeep && profile === 'srgb' ? pixels.keepIccProfile() : pixels.withIccProfile(profile);
    const xmp = xmpOf(blocks.xmp, options.origin);
    const tagged = xmp === undefined ? profiled : profiled.withXmp(xmp);
    const file = await inFormat(tagged, format, options.quality ?? defaultQuality[format]).toBuffer();
    if (format === 'jpeg') return attachToJpeg(file, blocks);
    if (format === 'png') return attachToPng(file, blocks);
    return format === 'webp' ? attachToWebp(file, blocks) : file;
  });
}

function xmpOf(kept: Uint8Array | undefined, origin: PictureOrigin | undefined): string | undefined {
  return origin ? xmpWithOrigin(origin, kept) : kept && new TextDecoder().decode(kept);
}

function ownFormat({ metadata: { format } }: Photo): OutputFormat {
  return format === 'gif' ? 'png' : format;
}

function assertFits({ widthPixels, heightPixels }: Photo, rgb: Samples, format: OutputFormat): void {
  const expected = widthPixels * heightPixels * 3;
  if (rgb.length !== expected) {
    throw new CoreError(
      'shape-mismatch',
      `Expected ${expected} samples (${widthPixels} x ${heightPixels} x 3), found ${rgb.length}.`,
      { expected, found: rgb.length },
    );
  }
  const longest = Math.max(widthPixels, heightPixels);
  if (longest > largestSide[format]) {
    throw new CoreError(
      'unsuitable-size',
      `A ${format} file holds at most ${largestSide[format]} pixels a side; the photo has ${longest}. Choose PNG or TIFF.`,
      { format, longest },
    );
  }
}

/** Colours and alpha in one array of the depth to be written, [height, width, 3 or 4]. */
function joinAlpha({ alpha }: Photo, rgb: Samples, isDeep: boolean): Samples {
  const colours = toDepth(rgb, isDeep);
  if (!alpha) return colours;
  const opacity = toDepth(alpha, isDeep);
  const joined = isDeep ? new Uint16Array(opacity.length * 4) : new Uint8Array(opacity.length * 4);
  for (let i = 0, from = 0, to = 0; i < opacity.length; i++, from += 3, to += 4) {
    joined[to] = colours[from]!;
    joined[to + 1] = colours[from + 1]!;
    joined[to + 2] = colours[from + 2]!;
    joined[to + 3] = opacity[i]!;
  }
  return joined;
}

function toDepth(samples: Samples, isDeep: boolean): Samples {
  if (isDeep) return samples instanceof Uint8Array ? wordsFromBytes(samples) : samples;
  return samples instanceof Uint16Array ? bytesFromWords(samples) : samples;
}

/**
 * sharp takes 8-bit samples for sRGB but 16-bit ones for P3, and EXIF only from a file: such pixels go through a tagged
 * PNG in memory.
 */
async function tagPixels(
  photo: Photo,
  samples: Samples,
  format: OutputFormat,
  exif?: Uint8Array,
): Promise<Sharp> {
  const { widthPixels, heightPixels, alpha } = photo;
  const plain = openSamples(samples, widthPixels, heightPixels, alpha ? 4 : 3);
  if (samples instanceof Uint16Array) {
    const png = await srgbPng(plain.toColourspace('rgb16'));
    return openHardened(png, { limitInputPixels: viewingPixelLimit }).toColourspace('rgb16');
  }
  if (format === 'avif' && exif) {
    const png = attachToPng(await srgbPng(plain), { exif });
    return openHardened(png, { limitInputPixels: viewingPixelLimit }).keepExif();
  }
  return format === 'jpeg' ? plain.flatten({ background: '#ffffff' }) : plain;
}

function inFormat(pixels: Sharp, format: OutputFormat, quality: number): Sharp {
  switch (format) {
    case 'jpeg':
      return pixels.jpeg({ quality, chromaSubsampling: '4:4:4' });
    case 'webp':
      return pixels.webp({ quality, smartSubsample: true });
    case 'avif':
      return pixels.avif({ quality, effort: 2 }); // of 9: a photo in seconds, not in a minute
    case 'png':
      return pixels.png();
    case 'tiff':
      return pixels.tiff({ compression: 'deflate' });
  }
}
