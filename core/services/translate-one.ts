import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { createHash } from 'node:crypto';
import type { Catalog } from '../catalog/open-catalog.ts';
import type { ResultRow } from '../catalog/photos.ts';
import type { Recipe } from '../catalog/recipe-sha256.ts';
import { CoreError } from '../contract/core-error.ts';
import type { PhotoOutcome } from '../contract/events.ts';
import { sha256OfFile } from '../files/sha256-of-file.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { makeResult } from '../work/make-result.ts';
import type { FoundPhoto } from './collect-photos.ts';
import type { TranslationRequest } from './core.ts';
import type { Style } from './open-style.ts';
import { resultExtension, resultName } from './result-name.ts';

/** What all photos of a batch share. */
export interface Batch {
  readonly catalog: Catalog;
  readonly style: Style;
  readonly out: string;
  readonly request: TranslationRequest;
  /** Results of this batch and its originals: nothing of these is ever replaced. */
  readonly protectedPaths: Set<string>;
  readonly signal: AbortSignal;
}

type Done = Extract<PhotoOutcome, { status: 'done' }>;
const mostAttempts = 10_000;

/**
 * Translates one photo into its place in the output. Throws what reading, translating and writing throw, and
 * `cancelled`; then nothing has been written.
 */
export async function translateOne(
  batch: Batch,
  photo: FoundPhoto,
  onFraction: (fraction: number) => void,
): Promise<PhotoOutcome> {
  const startedAt = performance.now();
  const { request, catalog, style, signal } = batch;
  const sha256 = await sha256OfFile(photo.path, { signal });
  const recipe: Recipe = { translatorSha256: style.sha256, parameters: parametersOf(request) };
  const known = request.overwrite ? undefined : await findIntact(batch, photo, sha256, recipe);
  if (known !== undefined) return alreadyTranslated(photo, known);
  const order = { photo: photo.path, ...request };
  const { bytes, format, warnings } = await makeResult(style.translator, order, { signal, onFraction });
  signal.throwIfAborted();
  const result = await place(batch, photo, resultExtension(photo.path, format), bytes);
  batch.protectedPaths.add(result);
  const { size: sizeBytes } = await stat(photo.path);
  catalog.transaction(() => {
    const { id } = catalog.photos.add({ path: photo.path, sha256, sizeBytes });
    const outputSha256 = createHash('sha256').update(bytes).digest('hex');
    catalog.photos.addResult({ ...recipe, photoId: id, parentId: null, outputPath: result, outputSha256 });
  });
  const seconds = (performance.now() - startedAt) / 1000;
  return { status: 'done', photo: photo.path, result, seconds, warnings } satisfies Done;
}

/** What tells one recipe from another, besides the translator. */
function parametersOf({ strength, keepMetadata, format, quality }: TranslationRequest): Recipe['parameters'] {
  return { strength, keepMetadata, format: format ?? null, quality: quality ?? null };
}

/** A result of the same content and recipe that would have this photo's place, and is still as it was written. */
async function findIntact(
  { catalog, out, style }: Batch,
  { path, subfolder }: FoundPhoto,
  sha256: string,
  recipe: Recipe,
): Promise<ResultRow | undefined> {
  const folder = join(out, subfolder);
  for (const result of catalog.photos.findResults(sha256, recipe)) {
    const { outputPath, outputSha256 } = result;
    if (dirname(outputPath) !== folder || !isNamedAfter(outputPath, path, style.label)) continue;
    const now = await sha256OfFile(outputPath).catch(() => undefined); // moved or deleted since
    if (now === outputSha256) return result;
  }
  return undefined;
}

function isNamedAfter(result: string, photo: string, style: string): boolean {
  const extension = extname(result);
  for (let attempt = 1; attempt <= 100; attempt++) {
    if (basename(result) === resultName({ photo, style, extension, attempt })) return true;
  }
  return false;
}

function alreadyTranslated({ path }: FoundPhoto, { outputPath }: ResultRow): PhotoOutcome {
  const message = `It is translated already: ${outputPath}`;
  return { status: 'skipped', photo: path, reason: 'already-translated', message };
}

/** Writes a result under its name, or the next number where that is taken. Returns the path. */
async function place(batch: Batch, photo: FoundPhoto, extension: string, bytes: Buffer): Promise<string> {
  const { out, style, request, protectedPaths } = batch;
  const folder = join(out, photo.subfolder);
  await mkdir(folder, { recursive: true });
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const path = join(folder, resultName({ photo: photo.path, style: style.label, extension, attempt }));
    if (protectedPaths.has(path)) continue;
    const isWritten = await writeUnlessTaken(path, bytes, request.overwrite);
    if (isWritten) return path;
  }
  throw new CoreError(
    'output-exists',
    `"${folder}" holds ${mostAttempts} results of this photo. Choose another folder.`,
    { folder },
  );
}

async function writeUnlessTaken(path: string, bytes: Buffer, overwrite: boolean): Promise<boolean> {
  try {
    await writeFileAtomic(path, bytes, { overwrite });
    return true;
  } catch (error) {
    if (error instanceof CoreError && error.reason === 'output-exists') return false;
    throw error;
  }
}
