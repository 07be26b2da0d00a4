import { psnr } from '../../core/evaluation/psnr.ts';
import { ssim } from '../../core/evaluation/ssim.ts';
import type { RgbImage } from '../../core/image/photo.ts';

/** How close pictures are to the truth, as a mean over them. */
export interface Closeness {
  readonly decibels: number;
  readonly similarity: number;
}

/** Mean PSNR and SSIM of pictures against the truth, picture by picture. Throws RangeError when they do not match. */
export function closeness(pictures: readonly RgbImage[], truths: readonly RgbImage[]): Closeness {
  if (pictures.length !== truths.length || pictures.length === 0) {
    throw new RangeError(`Each picture needs its truth; found ${pictures.length} and ${truths.length}.`);
  }
  const each = pictures.map(({ rgb, widthPixels, heightPixels }, i) => ({
    decibels: psnr(rgb, truths[i]!.rgb),
    similarity: ssim(rgb, truths[i]!.rgb, widthPixels, heightPixels),
  }));
  return {
    decibels: mean(each.map(({ decibels }) => decibels)),
    similarity: mean(each.map(({ similarity }) => similarity)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
