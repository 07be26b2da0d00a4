/** Photos that are so much alike already tell nothing: of values from -1 to 1, the mean standard deviation. */
const leastSpread = 0.02;

/**
 * How far apart the translations of some photos are, of how far apart the photos are themselves: 1 where they differ as
 * much, near 0 where all come out the same. Null where there are too few photos, or all of them are alike.
 */
export function relativeSpread(
  photos: readonly Float32Array[],
  translations: readonly Float32Array[],
): number | null {
  if (photos.length < 2 || translations.length < 2) return null;
  const before = meanDeviation(photos);
  return before < leastSpread ? null : meanDeviation(translations) / before;
}

/** The standard deviation over the pictures of each value, its mean over all values. */
function meanDeviation(pictures: readonly Float32Array[]): number {
  const [first] = pictures;
  let sum = 0;
  for (let i = 0; i < first!.length; i++) {
    const mean = pictures.reduce((all, picture) => all + picture[i]!, 0) / pictures.length;
    const squares = pictures.reduce((all, picture) => all + (picture[i]! - mean) ** 2, 0);
    sum += Math.sqrt(squares / pictures.length);
  }
  return sum / first!.length;
}
