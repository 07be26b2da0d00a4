import type { StyleCard, StyleInfo } from '../../core/contract/styles-contract.ts';
import { formatBytes, formatCount, formatRate } from '../ui/format.ts';

export type ModelSort = 'name' | 'newest' | 'origin' | 'size';

export const sortOptions: readonly { readonly value: ModelSort; readonly label: string }[] = [
  { value: 'name', label: 'Name' },
  { value: 'newest', label: 'Newest first' },
  { value: 'origin', label: 'Origin' },
  { value: 'size', label: 'Largest first' },
];

const origins: Readonly<Record<StyleCard['origin'], string>> = {
  bundled: 'built in',
  trained: 'trained here',
  imported: 'imported',
};
const states: Readonly<Record<StyleCard['state'], string>> = {
  ready: 'ready',
  missing: 'file missing',
  refused: 'refused',
};

export function originText({ origin }: StyleCard): string {
  return origins[origin];
}

export function stateText({ state }: StyleCard): string {
  return states[state];
}

/** Bytes of all directions together; null where a file is missing. */
export function sizeOf({ directions }: StyleCard): number | null {
  const sizes = directions.map(({ sizeBytes }) => sizeBytes);
  return sizes.reduce<number | null>((sum, size) => (sum === null || size === null ? null : sum + size), 0);
}

export function sizeText(style: StyleCard): string {
  const size = sizeOf(style);
  return size === null ? 'unknown size' : formatBytes(size);
}

/** Both ways with an arrow for each: "photos ⇄ paintings", "photos → paintings". */
export function wayText({ domainA, domainB, directions }: StyleCard): string {
  if (directions.length > 1) return `${domainA} ⇄ ${domainB}`;
  return directions[0]?.direction === 'b-to-a' ? `${domainB} → ${domainA}` : `${domainA} → ${domainB}`;
}

/** Every word must be in what the card says. */
export function foundModels(
  styles: readonly StyleCard[],
  search: string,
  sort: ModelSort,
): readonly StyleCard[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return styles
    .filter((style) => {
      const { name, method, licence, notes } = style;
      const text = [name, method, licence, notes, wayText(style), originText(style), stateText(style)];
      return words.every((word) => text.join(' ').toLowerCase().includes(word));
    })
    .sort((one, other) => compare(one, other, sort) || one.name.localeCompare(other.name, 'en'));
}

function compare(one: StyleCard, other: StyleCard, sort: ModelSort): number {
  switch (sort) {
    case 'name':
      return 0;
    case 'newest':
      return other.createdMs - one.createdMs;
    case 'origin':
      return one.origin.localeCompare(other.origin);
    case 'size':
      return (sizeOf(other) ?? 0) - (sizeOf(one) ?? 0);
  }
}

/** What is known of a model, as rows of a table. */
export function factRows(
  info: StyleInfo,
  kind: string,
): readonly { readonly label: string; readonly value: string }[] {
  const { inputs, sizeRule, parameters, run, dataset, results, measuredSpeed, sha256 } = info;
  const rows = [
    ['Kind', kind],
    ['Origin', originText(info)],
    ['Directions', wayText(info)],
    ['File size', sizeText(info)],
    ['Inputs', inputs],
    ['Sizes', sizeRule],
    ['Parameters', parameters === null ? 'unknown' : formatCount(parameters)],
    ['Learnt in', run === null ? '' : `${run.name}, step ${formatCount(run.step)}`],
    ['Learnt from', dataset ?? ''],
    ['Results', formatCount(results)],
    [
      'Speed here',
      measuredSpeed === null ? 'not measured' : `${formatRate(measuredSpeed)} megapixels a second`,
    ],
    ['SHA-256', sha256.join('\n')],
  ] as const;
  return rows.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}

/** What to do about a model that cannot be used. */
export function whatToDo({ state, origin }: StyleCard): string | null {
  if (state === 'ready') return null;
  if (origin === 'bundled') return 'Restore the built-in styles to get its file back.';
  if (origin === 'trained')
    return 'Publish a checkpoint of its training again, or put its file back where it was.';
  return 'Import its file again, or put it back where it was.';
}

/** What the check of an exported file found: how far other programs can be from the app, values being of 1. */
export function checkText(largestDifference: number | null): string {
  if (largestDifference === null) return 'It was not compared with the app.';
  if (largestDifference === 0) return 'Checked: other programs get exactly what the app gets.';
  const most = largestDifference.toFixed(Math.max(2, 1 - Math.floor(Math.log10(largestDifference))));
  return `Checked: other programs get what the app gets, up to ${most} of 1.`;
}
