/** The one place where bytes (0 to 255, or 0 to 65535) become tensor values (-1 to 1) and back. */

export type Samples = Uint8Array | Uint16Array;

/** A rectangle of a picture, in pixels. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where and how a square is cut out of a picture. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly sizePixels: number;
  readonly isFlipped: boolean;
}

const channels = 3;

/** Half of the largest sample: `value / half - 1` maps 0..largest to -1..1. */
function halfRange(samples: Samples): number {
  return samples instanceof Uint16Array ? 65535 / 2 : 255 / 2;
}

/** Samples [height, width, 3] -> float32 in [-1, 1] of the same layout (NHWC with one picture). */
export function floatsFromSamples(samples: Samples): Float32Array {
  const half = halfRange(samples);
  const floats = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i++) floats[i] = samples[i]! / half - 1;
  return floats;
}

/** Float32 in [-1, 1] -> bytes 0 to 255, rounded to nearest, values outside clipped; the layout stays. */
export function bytesFromFloats(floats: Float32Array): Uint8Array {
  const bytes = new Uint8ClampedArray(floats.length);
  for (let i = 0; i < floats.length; i++) bytes[i] = (floats[i]! + 1) * 127.5;
  return new Uint8Array(bytes.buffer);
}

/** A rectangle of samples [height, width, 3] -> float32 in [-1, 1], planar [3, rectangle.height, rectangle.width] (NCHW). */
export function planesFromSamples(samples: Samples, widthPixels: number, area: Rectangle): Float32Array {
  const half = halfRange(samples);
  const plane = area.width * area.height;
  const floats = new Float32Array(channels * plane);
  for (let y = 0; y < area.height; y++) {
    let from = ((area.top + y) * widthPixels + area.left) * channels;
    for (let to = y * area.width, end = to + area.width; to < end; to++, from += channels) {
      floats[to] = samples[from]! / half - 1;
      floats[to + plane] = samples[from + 1]! / half - 1;
      floats[to + 2 * plane] = samples[from + 2]! / half - 1;
    }
  }
  return floats;
}

/** Planar float32 in [-1, 1], [3, height, width] (NCHW) -> bytes 0 to 255, [height, width, 3]. */
export function bytesFromPlanes(planes: Float32Array): Uint8Array {
  const bytes = new Uint8ClampedArray(planes.length);
  interleave(planes, bytes, 255 / 2, 0);
  return new Uint8Array(bytes.buffer);
}

/** Planar float32 in [-1, 1], [3, height, width] (NCHW) -> 16-bit samples 0 to 65535, [height, width, 3]. */
export function wordsFromPlanes(planes: Float32Array): Uint16Array {
  const words = new Uint16Array(planes.length);
  const clipped = planes.map((value) => Math.min(1, Math.max(-1, value)));
  interleave(clipped, words, 65535 / 2, 0.5); // + 0.5: storing in a Uint16Array cuts off, it does not round
  return words;
}

function interleave(
  planes: Float32Array,
  samples: Uint8ClampedArray | Uint16Array,
  half: number,
  round: number,
): void {
  const plane = planes.length / channels;
  for (let from = 0, to = 0; from < plane; from++, to += channels) {
    samples[to] = (planes[from]! + 1) * half + round;
    samples[to + 1] = (planes[from + plane]! + 1) * half + round;
    samples[to + 2] = (planes[from + 2 * plane]! + 1) * half + round;
  }
}

/** Bytes -> 16-bit samples, 255 -> 65535 exactly (times 257). */
export function wordsFromBytes(bytes: Uint8Array): Uint16Array {
  return Uint16Array.from(bytes, (value) => value * 257);
}

/** 16-bit samples -> bytes, rounded to nearest. */
export function bytesFromWords(words: Uint16Array): Uint8Array {
  return Uint8Array.from(words, (value) => Math.round(value / 257));
}

/**
 * Writes one square of bytes [height, width, 3] into `floats` from `offset` on, as [size, size, 3] in [-1, 1],
 * mirrored left to right when the crop says so.
 */
export function cropIntoFloats(
  bytes: Uint8Array,
  widthPixels: number,
  crop: Crop,
  floats: Float32Array,
  offset: number,
): void {
  const step = crop.isFlipped ? -channels : channels;
  let to = offset;
  for (let y = 0; y < crop.sizePixels; y++) {
    const first = crop.isFlipped ? crop.left + crop.sizePixels - 1 : crop.left;
    let from = ((crop.top + y) * widthPixels + first) * channels;
    for (let x = 0; x < crop.sizePixels; x++, from += step, to += channels) {
      floats[to] = bytes[from]! / 127.5 - 1;
      floats[to + 1] = bytes[from + 1]! / 127.5 - 1;
      floats[to + 2] = bytes[from + 2]! / 127.5 - 1;
    }
  }
}
