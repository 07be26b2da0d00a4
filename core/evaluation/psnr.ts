/**
 * Peak signal-to-noise ratio of two pictures in decibels: bytes of the same length, 0 to 255 -> 10 log10(255² / MSE).
 * Infinity for identical pictures. Throws RangeError when the lengths differ.
 */
export function psnr(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length || a.length === 0) {
    throw new RangeError(`PSNR needs two pictures of one size, found ${a.length} and ${b.length} values.`);
  }
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += (a[i]! - b[i]!) ** 2;
  return 10 * Math.log10((255 * 255 * a.length) / squares);
}
