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
  /** The name inside the embedded profile, e.g. `Display P3`; one that is not of RGB says so: `FOGRA39 (CMYK)`. */
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
  const colourProfile = header.icc && profileText(header.icc);
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

/** ICC.1:2022 section 7.2: the colour space stands at byte 16. */
function profileText(icc: Buffer): string | undefined {
  const name = profileName(icc);
  const space = spaces[icc.toString('latin1', 16, 20)];
  return name === undefined || space === undefined ? name : `${name} (${space})`;
}

const spaces: Readonly<Record<string, string>> = { CMYK: 'CMYK', GRAY: 'grey' };

const bitDepths: Readonly<Record<string, number>> = { ushort: 16, short: 16, uint: 32, int: 32, float: 32 };
