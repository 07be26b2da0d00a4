import { findAlike } from './find-alike.ts';
import { sides, type DatasetWarning, type Side } from './manifest.ts';
import type { SurveyedImage, SurveyedSide } from './survey-side.ts';

/** Pictures that look alike: within one side they weigh double, on both sides the two domains leak into each other. */
export async function warningsFor(surveyed: Readonly<Record<Side, SurveyedSide>>): Promise<DatasetWarning[]> {
  const images = sides.flatMap((side) => surveyed[side].images.map((image) => ({ side, ...image })));
  const groups = await findAlike(images);
  return groups.map((indices) => warningOf(indices.map((index) => placeOf(images[index]!))));
}

/** The warning about pictures that look alike, as `a/…` or `b/…`. */
export function warningOf(paths: readonly string[]): DatasetWarning {
  const named = namesOf(paths);
  const isOnBothSides = new Set(paths.map((path) => path.slice(0, 1))).size > 1;
  if (isOnBothSides) {
    const message = `The same picture seems to be on both sides: ${named}. Keep it on one side only.`;
    return { kind: 'on-both-sides', message, paths: [...paths] };
  }
  const message = `${paths.length} pictures look almost the same: ${named}. Keep the best one.`;
  return { kind: 'near-duplicate', message, paths: [...paths] };
}

function placeOf({ side, path }: SurveyedImage & { readonly side: Side }): string {
  return `${side}/${path}`;
}

const mostNames = 4;

function namesOf(paths: readonly string[]): string {
  const rest = paths.length - mostNames;
  return paths.slice(0, mostNames).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
