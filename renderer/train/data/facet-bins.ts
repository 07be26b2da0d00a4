import type { DatasetFacet, FacetFilter } from '../../../core/contract/datasets-contract.ts';
import { formatAmount } from '../../ui/format.ts';
import type { Side } from './side-culling.ts';

/** A bin of a facet as one side shows it. */
export interface ShownBin {
  readonly filter: FacetFilter;
  readonly tick: string;
  readonly count: number;
  /** Of the fullest bin of the side. */
  readonly fraction: number;
  readonly isSmall: boolean;
  /** Range and count in words. */
  readonly name: string;
}

export const facetTitles: Readonly<Record<DatasetFacet['name'], string>> = {
  'short-side': 'Short side in pixels',
  shape: 'Width to height',
  orientation: 'Orientation',
  colour: 'Colour',
  'colour-space': 'Colour space',
};

/** Ranges have an order and are drawn as bars; kinds are counted in a word. */
export function isRange({ name }: DatasetFacet): boolean {
  return name === 'short-side' || name === 'shape';
}

/**
 * The bins that a side shows. Both sides show the same, so that they can be compared: of ranges all from the first to
 * the last in which either side has a picture, of kinds those in which either has one.
 */
export function binsOf({ name, bins }: DatasetFacet, side: Side): readonly ShownBin[] {
  const isUsed = ({ a, b }: (typeof bins)[number]): boolean => a + b > 0;
  const used =
    name === 'short-side'
      ? bins.slice(bins.findIndex(isUsed), bins.findLastIndex(isUsed) + 1)
      : name === 'shape'
        ? bins
        : bins.filter(isUsed);
  const most = Math.max(1, ...used.map((bin) => bin[side]));
  return used.map(({ filter, label, tick, isSmall, [side]: count }) => ({
    ...{ filter, tick, count, isSmall, fraction: count / most },
    name: `${label}${isSmall ? ', smaller than the training size' : ''}: ${formatAmount(count, 'picture')}`,
  }));
}

/** Where the focus goes from a bin on a key, past bins without a picture; undefined for keys that do not move it. */
export function moveAmong(bins: readonly ShownBin[], from: number, key: string): number | undefined {
  const places = [...bins.keys()].filter((place) => bins[place]!.count > 0);
  const moved: Readonly<Record<string, number | undefined>> = {
    ArrowRight: places.find((place) => place > from) ?? from,
    ArrowLeft: places.findLast((place) => place < from) ?? from,
    Home: places[0],
    End: places.at(-1),
  };
  return moved[key];
}
