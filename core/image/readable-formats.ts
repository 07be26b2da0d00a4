import { openHardened, openSamples } from './hardened-sharp.ts';
import type { ImageFormat } from './photo.ts';

const formats: readonly ImageFormat[] = ['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'];

/** The formats that this build really reads: it has written and read back a small picture of each. */
export async function readableFormats(): Promise<readonly ImageFormat[]> {
  const found = await Promise.all(
    formats.map(async (format) => ((await isReadable(format)) ? [format] : [])),
  );
  return found.flat();
}

async function isReadable(format: ImageFormat): Promise<boolean> {
  try {
    const bytes = await openSamples(new Uint8Array(16 * 16 * 3), 16, 16, 3)
      .toFormat(format)
      .toBuffer();
    const { info } = await openHardened(bytes).raw().toBuffer({ resolveWithObject: true });
    return info.width === 16;
  } catch {
    return false; // the codec is not a part of this build
  }
}
