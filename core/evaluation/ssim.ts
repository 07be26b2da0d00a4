import { CoreError } from '../contract/core-error.ts';

const windowPixels = 11; // Wang et al. 2004, Sec. III-C
const deviationPixels = 1.5; // there
const c1 = (0.01 * 255) ** 2; // Eq. 7, K1 = 0.01
const c2 = (0.03 * 255) ** 2; // Eq. 9, K2 = 0.03
const channels = 3;

/**
 * Mean structural similarity of two pictures (Wang, Bovik, Sheikh and Simoncelli 2004, Eq. 13): bytes
 * [height, width, 3], 0 to 255 -> 1 for identical pictures, towards 0 (or below) the less they share. Gaussian window
 * of 11 x 11, positions where it fits whole, each colour channel by itself (the paper: grey only), then the mean.
 * Throws `image-too-small` under 11 x 11 pixels, RangeError when sizes differ.
 */
export function ssim(a: Uint8Array, b: Uint8Array, widthPixels: number, heightPixels: number): number {
  assertSizes(a, b, widthPixels, heightPixels);
  let sum = 0;
  for (let channel = 0; channel < channels; channel++) {
    sum += planeSsim(plane(a, channel), plane(b, channel), widthPixels, heightPixels);
  }
  return sum / channels;
}

function planeSsim(a: Float64Array, b: Float64Array, width: number, height: number): number {
  const windowed = (values: Float64Array) => gaussianMeans(values, width, height);
  const meansA = windowed(a);
  const meansB = windowed(b);
  const squaresA = windowed(product(a, a));
  const squaresB = windowed(product(b, b));
  const products = windowed(product(a, b));
  let sum = 0;
  for (let i = 0; i < meansA.length; i++) {
    const meanA = meansA[i]!;
    const meanB = meansB[i]!;
    const variances = squaresA[i]! - meanA ** 2 + (squaresB[i]! - meanB ** 2);
    const covariance = products[i]! - meanA * meanB;
    const luminance = (2 * meanA * meanB + c1) / (meanA ** 2 + meanB ** 2 + c1);
    sum += (luminance * (2 * covariance + c2)) / (variances + c2);
  }
  return sum / meansA.length;
}

/** Weighted means of every whole window: [height, width] -> [height - 10, width - 10]. */
function gaussianMeans(values: Float64Array, width: number, height: number): Float64Array {
  const along = slide(values, { rows: height, columns: width - windowPixels + 1, rowStride: width, step: 1 });
  const columns = width - windowPixels + 1;
  return slide(along, { rows: height - windowPixels + 1, columns, rowStride: columns, step: columns });
}

interface Slide {
  readonly rows: number;
  readonly columns: number;
  readonly rowStride: number;
  /** Distance between the values of one window: 1 along a row, a row's length along a column. */
  readonly step: number;
}

function slide(values: Float64Array, { rows, columns, rowStride, step }: Slide): Float64Array {
  const weights = gaussian();
  const means = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const first = row * rowStride + column;
      let sum = 0;
      for (let k = 0; k < windowPixels; k++) sum += weights[k]! * values[first + k * step]!;
      means[row * columns + column] = sum;
    }
  }
  return means;
}

function gaussian(): Float64Array {
  const centre = (windowPixels - 1) / 2;
  const weights = Float64Array.from({ length: windowPixels }, (_, k) =>
    Math.exp(-((k - centre) ** 2) / (2 * deviationPixels ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function plane(rgb: Uint8Array, channel: number): Float64Array {
  return Float64Array.from({ length: rgb.length / channels }, (_, i) => rgb[i * channels + channel]!);
}

function product(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value * b[i]!);
}

function assertSizes(a: Uint8Array, b: Uint8Array, widthPixels: number, heightPixels: number): void {
  const expected = widthPixels * heightPixels * channels;
  if (a.length !== expected || b.length !== expected) {
    throw new RangeError(`SSIM needs two pictures of ${expected} values, found ${a.length} and ${b.length}.`);
  }
  if (Math.min(widthPixels, heightPixels) < windowPixels) {
    throw new CoreError(
      'image-too-small',
      `Picture is ${widthPixels} x ${heightPixels} pixels; SSIM needs at least 11 x 11. Compare larger pictures.`,
      { widthPixels, heightPixels },
    );
  }
}
