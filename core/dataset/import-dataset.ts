import { realpath, stat } from 'node:fs/promises';
import { relative, isAbsolute } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { chooseJudge } from './choose-judge.ts';
import { listFiles, type ListedFiles } from './list-files.ts';
import { sides, type DatasetManifest, type Side } from './manifest.ts';
import { surveySide, type SurveyedSide } from './survey-side.ts';
import { warningsFor } from './warnings-for.ts';

export interface ImportProgress {
  readonly done: number;
  readonly total: number;
}

export interface ImportOptions {
  readonly name: string;
  /** Folders of the two sides. */
  readonly a: string;
  readonly b: string;
  /** Default 1. */
  readonly version?: number;
  /** Pictures with a shorter side are left out; default 16. */
  readonly minSizePixels?: number;
  /** Chooses the judge photos; default 0. */
  readonly seed?: number;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal: AbortSignal;
}

const leastPixels = 16; // digit sets are 16 x 16; less than that shows nothing
const leastImages = 2;

/**
 * Freezes two folders of pictures as one dataset version: every file is decoded once and hashed; what cannot be used is
 * listed with its reason and left out. Nothing is written. Errors: `folder-not-found`, `same-folder`, `empty-folder`,
 * `too-few-images`, `cancelled`.
 */
export async function importDataset(options: ImportOptions): Promise<DatasetManifest> {
  const folders = { a: await resolveFolder(options.a), b: await resolveFolder(options.b) };
  assertApart(folders);
  const files = {
    a: await listFiles(folders.a, options.signal),
    b: await listFiles(folders.b, options.signal),
  };
  for (const side of sides) assertNotEmpty(files[side], folders[side]);
  const surveyed = await surveyBoth(folders, files, options);
  for (const side of sides) assertEnough(surveyed[side], folders[side]);
  return freeze(folders, surveyed, options);
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
  folders: Record<Side, string>,
  files: Record<Side, ListedFiles>,
  { minSizePixels = leastPixels, onProgress, signal }: ImportOptions,
): Promise<Record<Side, SurveyedSide>> {
  const total = files.a.paths.length + files.b.paths.length;
  let done = 0;
  const onFile = () => onProgress?.({ done: ++done, total });
  const survey = (side: Side) =>
    surveySide(files[side], { folder: folders[side], minSizePixels, onFile, signal });
  return { a: await survey('a'), b: await survey('b') };
}

async function freeze(
  folders: Record<Side, string>,
  surveyed: Record<Side, SurveyedSide>,
  { name, version = 1, seed = 0 }: ImportOptions,
): Promise<DatasetManifest> {
  const domain = (side: Side) => ({
    folder: folders[side],
    images: surveyed[side].images.map(({ differenceHash: _, ...image }) => image),
  });
  const judge = (side: Side) => chooseJudge(surveyed[side].images, seed, side);
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
