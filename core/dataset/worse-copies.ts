import { sides, type DatasetImage, type DatasetManifest, type Side } from './manifest.ts';

/** Of every group of pictures that look almost the same all but the sharpest, by their places in their side. */
export function worseCopies({ domains, warnings }: DatasetManifest): Record<Side, number[]> {
  const worse: Record<Side, number[]> = { a: [], b: [] };
  const places = {
    a: new Map(domains.a.images.map(({ path }, index) => [path, index])),
    b: new Map(domains.b.images.map(({ path }, index) => [path, index])),
  };
  for (const { kind, paths } of warnings) {
    if (kind !== 'near-duplicate') continue;
    const side = paths[0]?.startsWith('a/') ? 'a' : 'b';
    const group = paths.flatMap((path) => places[side].get(path.slice(2)) ?? []);
    const ofSide = domains[side].images;
    const best = group.toSorted((one, other) => byWorth(ofSide[one]!, ofSide[other]!))[0];
    worse[side].push(...group.filter((index) => index !== best));
  }
  for (const side of sides) worse[side].sort((one, other) => one - other);
  return worse;
}

/** The sharper one first, then the larger one. */
function byWorth(one: DatasetImage, other: DatasetImage): number {
  return (
    (other.sharpness ?? 0) - (one.sharpness ?? 0) ||
    other.widthPixels * other.heightPixels - one.widthPixels * one.heightPixels ||
    other.sizeBytes - one.sizeBytes
  );
}
