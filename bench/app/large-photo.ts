import { encodeJpeg } from '../../core/image/encode-image.ts';
import { openPhoto } from '../../core/image/open-photo.ts';

const widthPixels = 4000;
const heightPixels = 3000;

/** A photo of 12 megapixels: a sample photo enlarged, with the grain that a camera would add. */
export async function largePhoto(sample: string): Promise<Buffer> {
  const photo = await openPhoto(sample);
  const rgb = new Uint8Array(widthPixels * heightPixels * 3);
  for (let y = 0, at = 0; y < heightPixels; y++) {
    const fromY = Math.floor((y * photo.heightPixels) / heightPixels) * photo.widthPixels;
    for (let x = 0; x < widthPixels; x++) {
      const from = (fromY + Math.floor((x * photo.widthPixels) / widthPixels)) * 3;
      const grain = (Math.imul(at + 1, 2654435761) >>> 29) - 4;
      for (let channel = 0; channel < 3; channel++, at++)
        rgb[at] = Math.max(0, Math.min(255, photo.rgb[from + channel]! + grain));
    }
  }
  return encodeJpeg(rgb, widthPixels, heightPixels, 90);
}
