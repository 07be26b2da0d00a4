import type { Sharp } from 'sharp';
import { decodeError } from './decode-error.ts';
import { openHardened } from './hardened-sharp.ts';
import type { OpenedPicture } from './open-picture.ts';

/** Whether the file holds 16-bit colour whose profile sharp would only turn into P3, its working space for 16 bits. */
function isDeepWithProfile({ header }: OpenedPicture): boolean {
  return header.space === 'rgb16' && header.hasProfile;
}

/** A pipeline that decodes a picture upright and in sRGB. */
export function decodeUpright(picture: OpenedPicture, timeoutSeconds: number): Sharp {
  const upright = openHardened(picture.bytes, { autoOrient: true }, timeoutSeconds);
  return isDeepWithProfile(picture) ? upright.withIccProfile('srgb', { attach: false }) : upright;
}

/** Runs a pipeline to its samples, turning its failure into `truncated-image` or `unreadable-image`. */
export async function decodeSamples(
  pipeline: Sharp,
  { bytes, format, name }: OpenedPicture,
): Promise<{
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}> {
  try {
    const { data, info } = await pipeline.toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: info.channels };
  } catch (cause) {
    throw decodeError(cause, bytes, format, name);
  }
}
