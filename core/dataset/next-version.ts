import { CoreError } from '../contract/core-error.ts';
import { pictureFile, sides, type DatasetImage, type DatasetManifest, type Side } from './manifest.ts';
import { placeInSide } from './place-in-side.ts';
import { warningOf } from './warnings-for.ts';

type Places = Readonly<Record<Side, readonly number[]>>;

/** How the next version differs: pictures by their place in their side. */
export interface VersionChange {
  readonly version: number;
  readonly exclude: Places;
  /** Pictures that belong to the other side; their files stay where they are. */
  readonly move?: Places | undefined;
  /** Held back to judge by; these and no others. */
  readonly judge: Places;
}

const leastTrained = 2;
const none: Places = { a: [], b: [] };

/**
 * The next version of a dataset: some pictures excluded or moved to the other side, the judge photos chosen. What stays
 * keeps its hash, so nothing is read again. Errors: `invalid-option` for a place that there is not, or that two changes
 * want; `too-few-images`.
 */
export function nextVersion(
  from: DatasetManifest,
  { version, exclude, move = none, judge }: VersionChange,
): DatasetManifest {
  for (const side of sides) assertMovable(from, side, move[side], exclude[side]);
  const leaving = { a: [...exclude.a, ...move.a], b: [...exclude.b, ...move.b] };
  const stays = { a: withoutPlaces(from, 'a', leaving.a), b: withoutPlaces(from, 'b', leaving.b) };
  const arrivals = { a: movedTo(from, 'a', move.b, stays.a), b: movedTo(from, 'b', move.a, stays.b) };
  const judged = (side: Side) => pathsAt(from, side, judge[side], new Set(leaving[side]));
  const domain = (side: Side) => ({
    ...from.domains[side],
    images: [...stays[side], ...arrivals[side].map(({ image }) => image)],
  });
  const domains = { a: domain('a'), b: domain('b') };
  const next = {
    ...from,
    version,
    createdAt: new Date().toISOString(),
    domains,
    warnings: stillAlike(from, domains, [...arrivals.a, ...arrivals.b]),
    judge: { a: judged('a'), b: judged('b') },
  };
  for (const side of sides) assertEnough(next, side);
  return next;
}

/** A picture that changed sides: what warnings called it, and what they call it now. */
interface Arrival {
  readonly from: string;
  readonly to: string;
  readonly image: DatasetImage;
}

function assertMovable(
  { name, domains }: DatasetManifest,
  side: Side,
  places: readonly number[],
  excluded: readonly number[],
): void {
  const isLeftOut = new Set(excluded);
  const wrong = places.find((index) => domains[side].images[index] === undefined || isLeftOut.has(index));
  if (wrong === undefined) return;
  throw new CoreError(
    'invalid-option',
    `Side ${side.toUpperCase()} of "${name}" has no picture number ${wrong} that could change sides. Choose among those that stay.`,
    { side, index: wrong },
  );
}

function withoutPlaces({ domains }: DatasetManifest, side: Side, places: readonly number[]) {
  const leaving = new Set(places);
  return domains[side].images.filter((_, index) => !leaving.has(index));
}

/** The pictures that come to a side, behind those that it has. */
function movedTo(
  { domains }: DatasetManifest,
  side: Side,
  places: readonly number[],
  stays: readonly DatasetImage[],
): readonly Arrival[] {
  const other = side === 'a' ? 'b' : 'a';
  const source = domains[other];
  const taken = new Set(stays.map(({ path }) => path));
  return [...new Set(places)].map((index) => {
    const { folder, ...image } = source.images[index]!;
    const found = { file: pictureFile(source, source.images[index]!), foundIn: folder ?? source.folder };
    const place = placeInSide(found, domains[side].folder, taken);
    taken.add(place.path);
    return { from: `${other}/${image.path}`, to: `${side}/${place.path}`, image: { ...image, ...place } };
  });
}

function pathsAt(
  { name, domains }: DatasetManifest,
  side: Side,
  places: readonly number[],
  leaving: ReadonlySet<number>,
): string[] {
  return [...new Set(places)].map((index) => {
    const image = domains[side].images[index];
    if (image !== undefined && !leaving.has(index)) return image.path;
    throw new CoreError(
      'invalid-option',
      `Side ${side.toUpperCase()} of "${name}" has no picture number ${index} that could be a judge photo. Choose among those that stay.`,
      { side, index },
    );
  });
}

/** Warnings about pictures of which fewer than two are left are settled; the others name them where they are now. */
function stillAlike(
  { warnings }: DatasetManifest,
  domains: DatasetManifest['domains'],
  arrivals: readonly Arrival[],
) {
  const left = new Set(sides.flatMap((side) => domains[side].images.map(({ path }) => `${side}/${path}`)));
  const moved = new Map(arrivals.map(({ from, to }) => [from, to]));
  return warnings
    .map(({ paths }) => paths.map((path) => moved.get(path) ?? path).filter((path) => left.has(path)))
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
