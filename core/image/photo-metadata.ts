import type { Metadata } from 'sharp';
import { exifForResult, type ExifChanges } from './exif.ts';
import type { ImageFormat, Photo, PhotoMetadata } from './photo.ts';

const mebibyte = 1024 ** 2;

/** Larger blocks are no use to anyone and may be made to harm. */
const largestBytes = { exif: mebibyte, icc: 4 * mebibyte, xmp: 4 * mebibyte, iptc: mebibyte } as const;
const blockNames = { exif: 'EXIF', icc: 'colour profile', xmp: 'XMP', iptc: 'IPTC' } as const;
type Block = keyof typeof largestBytes;

/** What of a photo's header a result can take over; what is damaged or too large is left out with a warning. */
export function readPhotoMetadata(
  format: ImageFormat,
  header: Metadata,
): { readonly metadata: PhotoMetadata; readonly warnings: readonly string[] } {
  const warnings: string[] = [];
  const take = (block: Block, isUsable: (bytes: Uint8Array) => boolean) => {
    const bytes = header[block];
    if (!bytes) return {};
    const fault = bytes.length > largestBytes[block] ? 'too large' : isUsable(bytes) ? undefined : 'damaged';
    if (fault === undefined) return { [block]: bytes };
    warnings.push(
      `The photo's ${blockNames[block]} block is ${fault} (${bytes.length} bytes) and is left out.`,
    );
    return {};
  };
  const metadata = {
    format,
    ...take('exif', isWholeExif),
    ...(isForRgb(header.icc) && take('icc', isWholeProfile)),
    ...take('xmp', isUtf8),
    ...take('iptc', () => true),
  };
  return { metadata, warnings };
}

/** The blocks of a photo for its result: `safe` takes EXIF without what names a place, a camera or a person. */
export function metadataForResult(
  { metadata, widthPixels, heightPixels }: Photo,
  keep: 'all' | 'safe' | 'none',
): Pick<PhotoMetadata, 'exif' | 'xmp' | 'iptc'> {
  if (keep === 'none') return {};
  const changes: ExifChanges = { widthPixels, heightPixels, isPrivate: keep === 'safe' };
  const exif = metadata.exif && exifForResult(metadata.exif, changes);
  const xmp = keep === 'all' && metadata.xmp && xmpForResult(metadata.xmp);
  return {
    ...(exif && { exif }),
    ...(xmp && { xmp }),
    ...(keep === 'all' && metadata.iptc && { iptc: metadata.iptc }),
  };
}

function isWholeExif(bytes: Uint8Array): boolean {
  return exifForResult(bytes, { widthPixels: 1, heightPixels: 1, isPrivate: false }) !== undefined;
}

/** A result is RGB: a profile for CMYK or grey cannot describe it. */
function isForRgb(icc: Buffer | undefined): boolean {
  return icc !== undefined && !['CMYK', 'GRAY'].includes(icc.toString('latin1', 16, 20));
}

/** ICC.1:2022 section 7.2: the size in bytes comes first, `acsp` stands at byte 36. */
function isWholeProfile(bytes: Uint8Array): boolean {
  const icc = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return icc.length >= 132 && icc.readUInt32BE(0) <= icc.length && icc.toString('latin1', 36, 40) === 'acsp';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** XMP with the orientation reset; none when it describes a gain map, which a result does not have. */
function xmpForResult(bytes: Uint8Array): Uint8Array | undefined {
  const text = new TextDecoder().decode(bytes);
  if (/hdrgm:|Container:Directory|HDRGainMap/.test(text)) return undefined;
  const upright = text
    .replace(/(tiff:Orientation\s*=\s*["'])\d(["'])/g, '$11$2')
    .replace(/(<tiff:Orientation>\s*)\d(\s*<)/g, '$11$2');
  return new TextEncoder().encode(upright);
}
