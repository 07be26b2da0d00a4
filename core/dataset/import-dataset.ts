import { realpath, stat } from 'node:fs/promises';
import { relative, isAbsolute } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { chooseJudge } from './choose-judge.ts';
import { listFiles, type ListedFiles } from './list-files.ts';
import { sides, type DatasetManifest, type Side } from './manifest.ts';
import { sortSurvey, surveySide, type FoundFile, type SurveyedSide } from './survey-side.ts';
import { warningsFor } from './warnings-for.ts';

export interface ImportProgress {
  readonly done: number;
  readonly total: number;
}

export interface FreezeOptions {
  readonly name: string;
  /** Default 1. */
  readonly version?: number;
  /** Chooses the judge photos; default 0. */
  readonly seed?: number;
  /** Judge photos of each side, as far as it has pictures to spare; follows from the number of pictures when absent. */
  readonly judge?: number;
}

export interface ImportOptions extends FreezeOptions {
  /** Folders of the two sides. */
  readonly a: string;
  readonly b: string;
  /** Pictures with a shorter side are left out; default 16. */
  readonly minSizePixels?: number;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal: AbortSignal;
}

/** Two folders and the files in them, none of which has been opened. */
export interface ListedSides {
  readonly folders: Readonly<Record<Side, string>>;
  readonly files: Readonly<Record<Side, ListedFiles>>;
}

const leastImages = 2;

/**
 * Freezes two folders of pictures as one dataset version: every file is decoded once and hashed; what cannot be used is
 * listed with its reason and left out. Nothing is written. Errors: `folder-not-found`, `same-folder`, `empty-folder`,
 * `too-few-images`, `cancelled`.
 */
export async function importDataset(options: ImportOptions): Promise<DatasetManifest> {
  const listed = await listSides(options, options.signal);
  const surveyed = await surveyBoth(listed, options);
  return freezeSides(listed.folders, surveyed, options);
}

/** Lists both sides. Errors: `folder-not-found`, `same-folder`, `empty-folder`, `cancelled`. */
export async function listSides(
  { a, b }: Readonly<Record<Side, string>>,
  signal: AbortSignal,
): Promise<ListedSides> {
  const folders = { a: await resolveFolder(a), b: await resolveFolder(b) };
  assertApart(folders);
  const files = { a: await listFiles(folders.a, signal), b: await listFiles(folders.b, signal) };
  for (const side of sides) assertNotEmpty(files[side], folders[side]);
  return { folders, files };
}

/** The listed files with what was found out about each, as a frozen version. Errors: `too-few-images`. */
export async function freezeFound(
  { folders, files }: ListedSides,
  found: Readonly<Record<Side, readonly FoundFile[]>>,
  options: FreezeOptions,
): Promise<DatasetManifest> {
  const surveyed = { a: sortSurvey(files.a, found.a), b: sortSurvey(files.b, found.b) };
  return freezeSides(folders, surveyed, options);
}

async function resolveFolder(folder: string): Promise<string> {
  try {
    const path = await realpath(folder);
    if ((await stat(path)).isDirectory()) return path;
  } catch (cause) {
    throw new CoreError(
      'folder-not-found',
      `The folder "${folder}" does not exist or cannot be opened. Check the path.`,
      { folder },
      { cause },
    );
  }
  throw new CoreError(
    'folder-not-found',
    `"${folder}" is a file. Give the folder that holds the pictures of one side.`,
    { folder },
  );
}

function assertApart({ a, b }: Record<Side, string>): void {
  const isInside = (inner: string, outer: string) => {
    const way = relative(outer, inner);
    return !way.startsWith('..') && !isAbsolute(way);
  };
  if (!isInside(a, b) && !isInside(b, a)) return;
  const found = a === b ? `both are "${a}"` : `"${a}" and "${b}" lie one inside the other`;
  throw new CoreError(
    'same-folder',
    `The two sides need two separate folders; ${found}. Choose another folder for one side.`,
    { a, b },
  );
}

function assertNotEmpty({ paths, refused }: ListedFiles, folder: string): void {
  if (paths.length > 0) return;
  const hidden = refused.length > 0 ? ` (${refused.length} hidden or special files)` : '';
  throw new CoreError(
    'empty-folder',
    `The folder "${folder}" holds no files${hidden}. Choose a folder with pictures.`,
    { folder },
  );
}

function assertEnough({ images, refused }: SurveyedSide, folder: string): void {
  if (images.length >= leastImages) return;
  const first = refused[0] ? ` First of ${refused.length} left out: ${refused[0].message}` : '';
  throw new CoreError(
    'too-few-images',
    `At least ${leastImages} usable pictures a side are needed; "${folder}" has ${images.length}.${first}`,
    { folder, found: images.length, leftOut: refused },
  );
}

async function surveyBoth(
  { folders, files }: ListedSides,
  { minSizePixels, onProgress, signal }: ImportOptions,
): Promise<Record<Side, SurveyedSide>> {
  const total = files.a.paths.length + files.b.paths.length;
  let done = 0;
  const onFile = () => onProgress?.({ done: ++done, total });
  const survey = (side: Side) =>
    surveySide(files[side], {
      folder: folders[side],
      ...(minSizePixels !== undefined && { minSizePixels }),
      onFile,
      signal,
    });
  return { a: await survey('a'), b: await survey('b') };
}

async function freezeSides(
  folders: Readonly<Record<Side, string>>,
  surveyed: Readonly<Record<Side, SurveyedSide>>,
  { name, version = 1, seed = 0, judge: count }: FreezeOptions,
): Promise<DatasetManifest> {
  for (const side of sides) assertEnough(surveyed[side], folders[side]);
  const domain = (side: Side) => ({
    folder: folders[side],
    images: surveyed[side].images.map(({ differenceHash: _, ...image }) => image),
  });
  const judge = (side: Side) =>
    chooseJudge(surveyed[side].images, { seed, side, ...(count !== undefined && { count }) });
  return {
    formatVersion: 1,
    name,
    version,
    createdAt: new Date().toISOString(),
    domains: { a: domain('a'), b: domain('b') },
    leftOut: sides.flatMap((side) => surveyed[side].refused.map((refusal) => ({ side, ...refusal }))),
    warnings: await warningsFor(surveyed),
    judge: { a: judge('a'), b: judge('b') },
  };
}
