import { findAlike } from './find-alike.ts';
import { sides, type DatasetWarning, type Side } from './manifest.ts';
import type { SurveyedImage, SurveyedSide } from './survey-side.ts';

/** Pictures that look alike: within one side they weigh double, on both sides the two domains leak into each other. */
export async function warningsFor(surveyed: Readonly<Record<Side, SurveyedSide>>): Promise<DatasetWarning[]> {
  const images = sides.flatMap((side) => surveyed[side].images.map((image) => ({ side, ...image })));
  const groups = await findAlike(images);
  return groups.map((indices) => warningFor(indices.map((index) => images[index]!)));
}

function warningFor(group: readonly (SurveyedImage & { readonly side: Side })[]): DatasetWarning {
  const paths = group.map(({ side, path }) => `${side}/${path}`);
  const named = namesOf(paths);
  const isOnBothSides = new Set(group.map(({ side }) => side)).size > 1;
  if (isOnBothSides) {
    const message = `The same picture seems to be on both sides: ${named}. Keep it on one side only.`;
    return { kind: 'on-both-sides', message, paths };
  }
  const message = `${paths.length} pictures look almost the same: ${named}. Keep the best one.`;
  return { kind: 'near-duplicate', message, paths };
}

const mostNames = 4;

function namesOf(paths: readonly string[]): string {
  const rest = paths.length - mostNames;
  return paths.slice(0, mostNames).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
