import type { DatasetFinding } from '../../contract/datasets-contract.ts';
import { sides, type DatasetImage, type DatasetManifest, type Side } from '../../dataset/manifest.ts';

export type FindingKind = DatasetFinding['kind'];

/** What comparing a version with its files has shown so far. */
export interface FileCheck {
  readonly isDone: boolean;
  /** Places in their side. */
  readonly missing: Readonly<Record<Side, ReadonlySet<number>>>;
  readonly changed: Readonly<Record<Side, ReadonlySet<number>>>;
}

/** The findings about each picture of a version, by side and place. */
export interface PictureFindings {
  of(side: Side, index: number): readonly FindingKind[];
}

type Marks = Readonly<Record<Side, Map<string, Set<FindingKind>>>>;

export function pictureFindings(
  manifest: DatasetManifest,
  { missing, changed }: FileCheck,
  smallerThanPixels: number,
): PictureFindings {
  const marks = alikeMarks(manifest);
  return {
    of(side, index) {
      const image = manifest.domains[side].images[index]!;
      const found = [...(marks[side].get(image.path) ?? [])];
      if (isSmall(image, smallerThanPixels)) found.push('small');
      if (missing[side].has(index)) found.push('missing');
      if (changed[side].has(index)) found.push('changed');
      return found;
    },
  };
}

/** Every kind of finding in one line each, those without a case as well: that all is well is worth saying. */
export function summaryOf(
  manifest: DatasetManifest,
  check: FileCheck,
  smallerThanPixels: number,
): DatasetFinding[] {
  const marks = alikeMarks(manifest);
  const marked = (kind: FindingKind) =>
    sum((side) => [...marks[side].values()].filter((kinds) => kinds.has(kind)).length);
  const small = sum((side) =>
    count(manifest.domains[side].images, (image) => isSmall(image, smallerThanPixels)),
  );
  const used = sum((side) => manifest.domains[side].images.length);
  const leftOut = manifest.leftOut.length;
  return [
    line('left-out', leftOut, 'note', `${used} pictures can be used`, `left out of ${used + leftOut}`),
    line(
      'near-duplicate',
      marked('near-duplicate'),
      'warning',
      'No near-duplicates',
      'look almost like another',
    ),
    line(
      'on-both-sides',
      marked('on-both-sides'),
      'warning',
      'No picture is on both sides',
      'seem to be on both sides',
    ),
    smallLine(small),
    fileLine(
      'missing',
      sum((side) => check.missing[side].size),
      check,
    ),
    fileLine(
      'changed',
      sum((side) => check.changed[side].size),
      check,
    ),
  ];
}

function smallLine(found: number): DatasetFinding {
  const [photos, are] = found === 1 ? ['photo', 'is'] : ['photos', 'are'];
  return line(
    'small',
    found,
    'warning',
    'No photo is smaller than the training size',
    `${photos} ${are} smaller than the training size`,
  );
}

function fileLine(kind: 'missing' | 'changed', found: number, { isDone }: FileCheck): DatasetFinding {
  const [fine, wrong] =
    kind === 'missing'
      ? ['Every file is in its place', 'are not where they were']
      : ['Every file is as it was imported', 'were changed since the import'];
  if (found === 0 && !isDone) return { kind, level: 'note', text: 'Comparing with the files…', count: 0 };
  return line(kind, found, 'problem', fine, wrong);
}

function line(
  kind: FindingKind,
  found: number,
  level: DatasetFinding['level'],
  fine: string,
  wrong: string,
): DatasetFinding {
  if (found === 0) return { kind, level: 'ok', text: fine, count: 0 };
  return { kind, level, text: `${found} ${wrong}`, count: found };
}

function alikeMarks({ warnings }: DatasetManifest): Marks {
  const marks = { a: new Map<string, Set<FindingKind>>(), b: new Map<string, Set<FindingKind>>() };
  for (const { kind, paths } of warnings) {
    for (const place of paths) {
      const side = place.startsWith('a/') ? 'a' : 'b';
      const path = place.slice(2);
      marks[side].set(path, (marks[side].get(path) ?? new Set()).add(kind));
    }
  }
  return marks;
}

function isSmall({ widthPixels, heightPixels }: DatasetImage, pixels: number): boolean {
  return Math.min(widthPixels, heightPixels) < pixels;
}

function sum(countOf: (side: Side) => number): number {
  return sides.reduce((total, side) => total + countOf(side), 0);
}

function count<Item>(items: readonly Item[], fits: (item: Item) => boolean): number {
  return items.reduce((total, item) => total + Number(fits(item)), 0);
}
