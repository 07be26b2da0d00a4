import type { DatasetImage, DatasetManifest, Side } from './manifest.ts';
import { sides } from './manifest.ts';

/** Ways in which pictures differ that can be counted. */
export const facetNames = ['short-side', 'shape', 'orientation', 'colour', 'colour-space'] as const;
export type FacetName = (typeof facetNames)[number];

/** The pictures of one range or kind. */
export interface FacetBin {
  /** In words, such as `256 to 511 pixels`. */
  readonly label: string;
  /** In a few characters, for under a bar. */
  readonly tick: string;
  /** Of the short side: every picture here is smaller than this. */
  readonly belowPixels?: number;
}

/** A way to sort the pictures of a dataset into bins, the same for both sides. */
export interface Facet {
  readonly name: FacetName;
  readonly bins: readonly FacetBin[];
  /** The place of a picture's bin. */
  readonly binOf: (image: DatasetImage) => number;
}

/** Every facet of a dataset version; which colour spaces there are follows from its pictures. */
export function facetsOf(manifest: DatasetManifest): readonly Facet[] {
  return [shortSide, shape, orientation, colour, colourSpaces(manifest)];
}

/** How many pictures of a side are in each bin. */
export function countBins({ bins, binOf }: Facet, images: readonly DatasetImage[]): readonly number[] {
  const counts = bins.map(() => 0);
  for (const image of images) counts[binOf(image)]! += 1;
  return counts;
}

/** The sizes that trainings have are limits, so that a bin is either large enough or not. */
const sizeLimits = [64, 128, 256, 512, 1024, 2048, 4096] as const;

const shortSide: Facet = {
  name: 'short-side',
  bins: [
    { label: `below ${sizeLimits[0]} pixels`, tick: `<${sizeLimits[0]}`, belowPixels: sizeLimits[0] },
    ...sizeLimits.map((from, i) => {
      const below = sizeLimits[i + 1];
      const tick = from < 1024 ? String(from) : `${from / 1024}k`;
      if (below === undefined) return { label: `${from} pixels and more`, tick };
      return { label: `${from} to ${below - 1} pixels`, tick, belowPixels: below };
    }),
  ],
  binOf: ({ widthPixels, heightPixels }) => placeAmong(sizeLimits, Math.min(widthPixels, heightPixels)),
};

/** Halfway between the usual shapes; upright ones mirror the wide ones. */
const shapeLimits = [0.6, 0.71, 0.9, 1 / 0.9, 1 / 0.71, 1 / 0.6] as const;

const shape: Facet = {
  name: 'shape',
  bins: [
    { label: '9:16 or narrower', tick: '9:16' },
    { label: 'about 2:3', tick: '2:3' },
    { label: 'about 3:4', tick: '3:4' },
    { label: 'about square', tick: '1:1' },
    { label: 'about 4:3', tick: '4:3' },
    { label: 'about 3:2', tick: '3:2' },
    { label: '16:9 or wider', tick: '16:9' },
  ],
  binOf: ({ widthPixels, heightPixels }) => placeAmong(shapeLimits, widthPixels / heightPixels),
};

const orientation: Facet = {
  name: 'orientation',
  bins: [named('Portrait'), named('Square'), named('Landscape')],
  binOf: ({ widthPixels, heightPixels }) => 1 + Math.sign(widthPixels - heightPixels),
};

const colour: Facet = {
  name: 'colour',
  bins: [named('In colour'), named('Grey-scale'), named('Colour not known')],
  binOf: ({ isGrey }) => (isGrey === undefined ? 2 : Number(isGrey)),
};

/** Rarer ones are one bin. */
const mostSpaces = 5;
const unknownSpace = 'Colour space not known';

function colourSpaces({ domains }: DatasetManifest): Facet {
  const counts = new Map<string, number>();
  for (const side of sides)
    for (const image of domains[side].images) {
      const space = image.colourSpace ?? unknownSpace;
      counts.set(space, (counts.get(space) ?? 0) + 1);
    }
  // Where two are equally frequent the name decides, so that a bin keeps its place.
  const names = [...counts.keys()].sort(
    (one, other) => counts.get(other)! - counts.get(one)! || (one < other ? -1 : 1),
  );
  const shown = names.slice(0, mostSpaces);
  const places = new Map(shown.map((name, place) => [name, place]));
  const others = names.length > mostSpaces ? [named('Other colour spaces')] : [];
  return {
    name: 'colour-space',
    bins: [...shown.map(named), ...others],
    binOf: ({ colourSpace = unknownSpace }) => places.get(colourSpace) ?? mostSpaces,
  };
}

function named(label: string): FacetBin {
  return { label, tick: label };
}

/** How many of the ascending limits a value has reached. */
function placeAmong(limits: readonly number[], value: number): number {
  const place = limits.findIndex((limit) => value < limit);
  return place === -1 ? limits.length : place;
}

/** Reads `short-side:3` as a facet and a bin of it; no picture is in a bin that there is not. */
export function isInBin(manifest: DatasetManifest, side: Side, filter: string): (index: number) => boolean {
  const [name, bin] = filter.split(':');
  const facet = facetsOf(manifest).find((one) => one.name === name);
  return (index) => facet?.binOf(manifest.domains[side].images[index]!) === Number(bin);
}
