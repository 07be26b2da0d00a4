import { isMainThread } from 'node:worker_threads';
import sharp, { type Sharp, type SharpOptions } from 'sharp';

/** The most pixels a picture may have for training and translating. */
export const processingPixelLimit = 120_000_000;

/** The most pixels a picture may have for looking at it. */
export const viewingPixelLimit = 400_000_000;

const allowedLoaders = ['Jpeg', 'Png', 'Webp', 'Tiff', 'Nsgif', 'Heif'].map(
  (name) => `VipsForeignLoad${name}Buffer`,
);

// The settings of sharp belong to the whole process and must hold before the first picture is opened, so they are made
// on import. A worker inherits them; blocking again there would fail pictures that other threads open at that moment.
if (isMainThread) {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: allowedLoaders });
  sharp.cache(false); // no picture is decoded twice in the same way
  sharp.concurrency(1); // training uses the cores; several pictures at a time are enough
}

/** Opens picture bytes with the decoders locked down; the first frame of an animation. */
export function openHardened(bytes: Uint8Array, options: SharpOptions = {}): Sharp {
  return sharp(bytes, {
    failOn: 'error', // real cameras cause warnings; a cut file is an error
    limitInputPixels: processingPixelLimit,
    limitInputChannels: 5,
    ...options,
  });
}

/** Opens samples [height, width, channels] as they are. */
export function openSamples(
  samples: Uint8Array | Uint16Array,
  widthPixels: number,
  heightPixels: number,
  channels: 1 | 3 | 4,
): Sharp {
  return sharp(samples, {
    raw: { width: widthPixels, height: heightPixels, channels },
    limitInputPixels: viewingPixelLimit,
  });
}
