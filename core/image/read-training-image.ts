import { decodeSamples, decodeUpright } from './decode-pixels.ts';
import { openPicture } from './open-picture.ts';
import { cropIntoFloats } from './pixels.ts';

/** A picture as the networks see it: float32 [height, width, 3] in [-1, 1]. */
export interface TrainingImage {
  readonly values: Float32Array;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

export interface TrainingImageOptions {
  /** The picture is resized to this many pixels a side (the aspect is lost), then its middle is cropped. */
  readonly resize: number;
  /** Side of the square that is cut out; default: `resize`. */
  readonly crop?: number;
}

const decodeTimeoutSeconds = 10;

/** Reads one picture upright, in sRGB, at training size; for fixed judge photos (no random draws). Errors as `openPhoto`. */
export async function readTrainingImage(
  path: string,
  { resize, crop = resize }: TrainingImageOptions,
): Promise<TrainingImage> {
  const bytes = await decodeTrainingBytes(path, resize);
  const values = new Float32Array(crop * crop * 3); // [height, width, 3]
  const middle = Math.floor((resize - crop) / 2);
  cropIntoFloats(bytes, resize, { left: middle, top: middle, sizePixels: crop, isFlipped: false }, values, 0);
  return { values, widthPixels: crop, heightPixels: crop };
}

/**
 * Decodes a picture and resizes it to size x size, cubic as in the published code, transparency on white.
 * Bytes [size, size, 3], 0 to 255. Errors as `openPhoto`.
 */
export async function decodeTrainingBytes(
  picture: string | Uint8Array,
  sizePixels: number,
): Promise<Uint8Array> {
  const opened = await openPicture(picture);
  const pipeline = decodeUpright(opened)
    .resize(sizePixels, sizePixels, { fit: 'fill', kernel: 'cubic' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw();
  const { data } = await decodeSamples(pipeline, opened, decodeTimeoutSeconds);
  return data;
}
