import { profileName } from './colour-profile.ts';
import { viewingPixelLimit } from './hardened-sharp.ts';
import { openPicture, type OpenedPicture } from './open-picture.ts';
import type { ImageFormat } from './photo.ts';

/** What is known of a picture without decoding its pixels. */
export interface ImageFacts {
  readonly format: ImageFormat;
  /** After the EXIF orientation is applied. */
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** EXIF orientation, 1 to 8. */
  readonly orientation: number;
  readonly hasAlpha: boolean;
  /** Bits a channel: 8, 16 or 32. */
  readonly bitDepth: number;
  /** The name inside the embedded profile, e.g. `Display P3`. */
  readonly colourProfile?: string;
  readonly sizeBytes: number;
}

/**
 * Reads a picture's header, from a path or from bytes. Errors: `file-not-found`, `not-a-file`, `empty-file`,
 * `file-changed`, `unsupported-format`, `unreadable-image`, `truncated-image`, `too-many-pixels` (over 400 million).
 */
export async function inspectImage(picture: string | Uint8Array): Promise<ImageFacts> {
  return factsOf(await openPicture(picture, viewingPixelLimit));
}

/** The facts of a picture that is open already. */
export function factsOf({ bytes, format, header }: OpenedPicture): ImageFacts {
  const colourProfile = header.icc && profileName(header.icc);
  return {
    format,
    widthPixels: header.autoOrient.width,
    heightPixels: header.autoOrient.height,
    orientation: header.orientation ?? 1,
    hasAlpha: header.hasAlpha,
    bitDepth: bitDepths[header.depth] ?? 8,
    ...(colourProfile !== undefined && { colourProfile }),
    sizeBytes: bytes.length,
  };
}

const bitDepths: Readonly<Record<string, number>> = { ushort: 16, short: 16, uint: 32, int: 32, float: 32 };
