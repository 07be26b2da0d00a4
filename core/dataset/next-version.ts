import { CoreError } from '../contract/core-error.ts';
import { sides, type DatasetManifest, type Side } from './manifest.ts';
import { warningOf } from './warnings-for.ts';

/** How the next version differs: pictures by their place in their side. */
export interface VersionChange {
  readonly version: number;
  readonly exclude: Readonly<Record<Side, readonly number[]>>;
  /** Held back to judge by; these and no others. */
  readonly judge: Readonly<Record<Side, readonly number[]>>;
}

const leastTrained = 2;

/**
 * The next version of a dataset: some pictures excluded, the judge photos chosen. What stays keeps its hash, so nothing
 * is read again. Errors: `invalid-option` for a place that there is not, `too-few-images`.
 */
export function nextVersion(
  from: DatasetManifest,
  { version, exclude, judge }: VersionChange,
): DatasetManifest {
  const kept = (side: Side) => withoutPlaces(from, side, exclude[side]);
  const judged = (side: Side) => pathsAt(from, side, judge[side], new Set(exclude[side]));
  const domains = {
    a: { ...from.domains.a, images: kept('a') },
    b: { ...from.domains.b, images: kept('b') },
  };
  const next = {
    ...from,
    version,
    createdAt: new Date().toISOString(),
    domains,
    warnings: stillAlike(from, domains),
    judge: { a: judged('a'), b: judged('b') },
  };
  for (const side of sides) assertEnough(next, side);
  return next;
}

function withoutPlaces({ domains }: DatasetManifest, side: Side, places: readonly number[]) {
  const excluded = new Set(places);
  return domains[side].images.filter((_, index) => !excluded.has(index));
}

function pathsAt(
  { name, domains }: DatasetManifest,
  side: Side,
  places: readonly number[],
  excluded: ReadonlySet<number>,
): string[] {
  return [...new Set(places)].map((index) => {
    const image = domains[side].images[index];
    if (image !== undefined && !excluded.has(index)) return image.path;
    throw new CoreError(
      'invalid-option',
      `Side ${side.toUpperCase()} of "${name}" has no picture number ${index} that could be a judge photo. Choose among those that stay.`,
      { side, index },
    );
  });
}

/** Warnings about pictures of which fewer than two are left are settled. */
function stillAlike({ warnings }: DatasetManifest, domains: DatasetManifest['domains']) {
  const left = new Set(sides.flatMap((side) => domains[side].images.map(({ path }) => `${side}/${path}`)));
  return warnings
    .map(({ paths }) => paths.filter((path) => left.has(path)))
    .filter((paths) => paths.length > 1)
    .map((paths) => warningOf(paths));
}

function assertEnough({ name, domains, judge }: DatasetManifest, side: Side): void {
  const found = domains[side].images.length - judge[side].length;
  if (found >= leastTrained) return;
  throw new CoreError(
    'too-few-images',
    `At least ${leastTrained} pictures a side are needed to train on; side ${side.toUpperCase()} of "${name}" would have ${found}. Keep more pictures, or hold back fewer judge photos.`,
    { side, found },
  );
}
