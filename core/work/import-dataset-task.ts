import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { eachConcurrently } from '../dataset/each-concurrently.ts';
import { freezeFound, listSides, type ListedSides } from '../dataset/import-dataset.ts';
import {
  formatManifest,
  parseManifest,
  sides,
  type DatasetManifest,
  type Side,
} from '../dataset/manifest.ts';
import { surveyFile, type FoundFile } from '../dataset/survey-side.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { errorCode } from '../files/write-error.ts';
import type { TaskContext } from './task.ts';

export interface ImportDatasetInput {
  readonly name: string;
  readonly version: number;
  /** Folders of the two sides. */
  readonly a: string;
  readonly b: string;
  readonly judge: number;
  /** A folder of this import alone, in which it finds again what it has done. */
  readonly scratch: string;
  /** Files that are done already. */
  readonly from: number;
  /** Where the manifest is to be. */
  readonly manifestFile: string;
  /** The manifest of the newest version, when there is one. */
  readonly newestFile: string | null;
}

export type ImportDatasetOutput =
  | { readonly state: 'surveying'; readonly done: number; readonly total: number }
  /** Frozen; the manifest's file is whole. */
  | { readonly state: 'frozen'; readonly manifestSha256: string }
  /** The newest version has the very same pictures. */
  | { readonly state: 'same' };

interface Slice {
  readonly next: number;
  readonly found: readonly FoundFile[];
}

const sliceMs = 1500;
/** One is decoded while the other is read. */
const atOnce = 2;

/**
 * Does the next second or so of an import and says how far it is, so that small pictures are made in between: call it
 * with what is done until it is frozen. What is done lies in the scratch folder and is not done again after a crash.
 * Errors as `importDataset`.
 */
export async function run(input: ImportDatasetInput, { signal }: TaskContext): Promise<ImportDatasetOutput> {
  await mkdir(input.scratch, { recursive: true });
  const listed = await listOnce(input, signal);
  const total = pathsOf(listed).length;
  if (input.from >= total) return freeze(input, listed);
  const { next } = await surveyOnce(input, listed, signal);
  return { state: 'surveying', done: next, total };
}

async function listOnce({ scratch, a, b }: ImportDatasetInput, signal: AbortSignal): Promise<ListedSides> {
  const file = join(scratch, 'list.json');
  const known = await readJson<ListedSides>(file);
  if (known !== undefined) return known;
  const listed = await listSides({ a, b }, signal);
  await writeFileAtomic(file, JSON.stringify(listed), { overwrite: true });
  return listed;
}

async function surveyOnce(
  { scratch, from }: ImportDatasetInput,
  listed: ListedSides,
  signal: AbortSignal,
): Promise<Slice> {
  const known = await readJson<Slice>(sliceFile(scratch, from));
  if (known !== undefined) return known;
  const { folders } = listed;
  const rest = pathsOf(listed).slice(from);
  const found: FoundFile[] = [];
  const until = performance.now() + sliceMs;
  for (let at = 0; at < rest.length && (at === 0 || performance.now() < until); at += atOnce) {
    const pair = rest.slice(at, at + atOnce);
    const survey = ({ side, path }: (typeof rest)[number]) =>
      surveyFile(path, { folder: folders[side], signal });
    found.push(...(await eachConcurrently(pair, survey, { atOnce, signal })));
  }
  const slice = { next: from + found.length, found };
  await writeFileAtomic(sliceFile(scratch, from), JSON.stringify(slice), { overwrite: true });
  return slice;
}

async function freeze(input: ImportDatasetInput, listed: ListedSides): Promise<ImportDatasetOutput> {
  const found = await readSlices(input.scratch, pathsOf(listed).length);
  const countA = listed.files.a.paths.length;
  const bySide = { a: found.slice(0, countA), b: found.slice(countA) };
  const manifest = await freezeFound(listed, bySide, input);
  if (await isSameAs(input.newestFile, manifest)) return { state: 'same' };
  const text = formatManifest(manifest);
  await mkdir(dirname(input.manifestFile), { recursive: true });
  await writeFileAtomic(input.manifestFile, text, { overwrite: true }); // a file without a row was never acknowledged
  return { state: 'frozen', manifestSha256: createHash('sha256').update(text).digest('hex') };
}

async function readSlices(scratch: string, total: number): Promise<FoundFile[]> {
  const all: FoundFile[] = [];
  while (all.length < total) {
    const { found } = (await readJson<Slice>(sliceFile(scratch, all.length)))!;
    all.push(...found.map(revived));
  }
  return all;
}

/** JSON knows no typed arrays. */
function revived(found: FoundFile): FoundFile {
  if (!('sha256' in found)) return found;
  return { ...found, differenceHash: Uint32Array.from(Object.values(found.differenceHash)) };
}

async function isSameAs(newestFile: string | null, { domains, judge }: DatasetManifest): Promise<boolean> {
  const text = newestFile === null ? undefined : await readFile(newestFile, 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const newest = parseManifest(text);
  return isDeepStrictEqual([newest.domains, newest.judge], [domains, judge]);
}

function pathsOf({ files }: ListedSides): readonly { readonly side: Side; readonly path: string }[] {
  return sides.flatMap((side) => files[side].paths.map((path) => ({ side, path })));
}

function sliceFile(scratch: string, from: number): string {
  return join(scratch, `from-${from}.json`);
}

async function readJson<Value>(file: string): Promise<Value | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Value;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
