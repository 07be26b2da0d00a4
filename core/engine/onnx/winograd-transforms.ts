/**
 * The matrices of Winograd's minimal filtering F(4x4, 3x3) (Lavin and Gray 2016, Sec. 4.3; interpolation points
 * 0, 1, -1, 2, -2, infinity): a 6x6 tile d of the image and a 3x3 filter g give a 4x4 tile of the result,
 * Y = Aᵀ [(G g Gᵀ) . (Bᵀ d B)] A, with 36 products where the direct way takes 144.
 */
const inputRows = [
  [4, 0, -5, 0, 1, 0],
  [0, -4, -4, 1, 1, 0],
  [0, 4, -4, -1, 1, 0],
  [0, -2, -1, 2, 1, 0],
  [0, 2, -1, -2, 1, 0],
  [0, 4, 0, -5, 0, 1],
] as const;

const filterRows = [
  [1 / 4, 0, 0],
  [-1 / 6, -1 / 6, -1 / 6],
  [-1 / 6, 1 / 6, -1 / 6],
  [1 / 24, 1 / 12, 1 / 6],
  [1 / 24, -1 / 12, 1 / 6],
  [0, 0, 1],
] as const;

const outputRows = [
  [1, 1, 1, 1, 1, 0],
  [0, 1, -1, 2, -2, 0],
  [0, 1, 1, 4, 4, 0],
  [0, 1, -1, 8, -8, 1],
] as const;

/** Both sides of a transform at once: row (a, b) holds rows[a] x rows[b]. */
function product(rows: readonly (readonly number[])[]): number[][] {
  return rows.flatMap((a) => rows.map((b) => a.flatMap((x) => b.map((y) => x * y))));
}

/** d -> Bᵀ d B as filters of a convolution with stride 4: [36, 1, 6, 6]. */
export function inputTransform(): Float32Array {
  return Float32Array.from(product(inputRows).flat());
}

/** M -> Aᵀ M A as filters of a 1x1 convolution from the 36 places to the 16 pixels of a tile: [16, 36, 1, 1]. */
export function outputTransform(): Float32Array {
  return Float32Array.from(product(outputRows).flat());
}

/** Filters [count, 3, 3] as G g Gᵀ: [36, count]. */
export function transformedFilters(filters: Float32Array): Float32Array {
  const rows = Float64Array.from(product(filterRows).flat()); // [36, 9]
  const count = filters.length / 9;
  const result = new Float32Array(36 * count);
  for (let row = 0; row < 36; row++)
    for (let filter = 0; filter < count; filter++) {
      let sum = 0;
      for (let tap = 0; tap < 9; tap++) sum += rows[9 * row + tap]! * filters[9 * filter + tap]!;
      result[row * count + filter] = sum;
    }
  return result;
}
