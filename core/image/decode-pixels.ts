import type { Sharp } from 'sharp';
import { CoreError } from '../contract/core-error.ts';
import { decodeError } from './decode-error.ts';
import { openHardened, processingPixelLimit } from './hardened-sharp.ts';
import type { OpenedPicture } from './open-picture.ts';

/** Whether the file holds 16-bit colour whose profile sharp would only turn into P3, its working space for 16 bits. */
function isDeepWithProfile({ header }: OpenedPicture): boolean {
  return header.space === 'rgb16' && header.hasProfile;
}

/** A pipeline that decodes a picture upright and in sRGB. */
export function decodeUpright(picture: OpenedPicture, pixelLimit = processingPixelLimit): Sharp {
  const upright = openHardened(picture.bytes, { autoOrient: true, limitInputPixels: pixelLimit });
  return isDeepWithProfile(picture) ? upright.withIccProfile('srgb', { attach: false }) : upright;
}

export interface DecodedSamples {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Runs a pipeline to its samples, turning its failure into `truncated-image` or `unreadable-image`. */
export async function decodeSamples(
  pipeline: Sharp,
  { bytes, format, name }: OpenedPicture,
  timeoutSeconds: number,
): Promise<DecodedSamples> {
  const startMs = performance.now();
  try {
    const { data, info } = await pipeline
      .timeout({ seconds: timeoutSeconds })
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: info.channels };
  } catch (cause) {
    if (performance.now() - startMs < timeoutSeconds * 1000) throw decodeError(cause, bytes, format, name);
    const message = `${name} was not decoded within ${timeoutSeconds} seconds. Save a smaller copy, or try again when the computer is less busy.`;
    throw new CoreError('unreadable-image', message, { path: name, timeoutSeconds }, { cause });
  }
}
