import { join } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { sha256OfFile } from '../files/sha256-of-file.ts';
import { surveyPicture } from '../image/survey-picture.ts';
import { eachConcurrently } from './each-concurrently.ts';
import type { ListedFiles, Refusal } from './list-files.ts';
import type { DatasetImage } from './manifest.ts';

export interface SurveyedImage extends DatasetImage {
  readonly differenceHash: Uint32Array;
}

/** What became of one listed file. */
export type FoundFile = SurveyedImage | Refusal;

export interface SurveyedSide {
  readonly images: readonly SurveyedImage[];
  readonly refused: readonly Refusal[];
}

export interface SurveyFileOptions {
  readonly folder: string;
  /** Pictures with a shorter side are refused; default 16. */
  readonly minSizePixels?: number;
  readonly signal: AbortSignal;
}

export interface SurveyOptions extends SurveyFileOptions {
  readonly onFile: () => void;
}

const leastPixels = 16; // digit sets are 16 x 16; less than that shows nothing

/** Two at a time: one is decoded while the other is read. */
const atOnce = 2;

/** Decodes and hashes every listed file of one side; what cannot be used is refused with its reason. Throws `cancelled`. */
export async function surveySide(files: ListedFiles, options: SurveyOptions): Promise<SurveyedSide> {
  const survey = async (path: string) => {
    const found = await surveyFile(path, options);
    options.onFile();
    return found;
  };
  return sortSurvey(files, await eachConcurrently(files.paths, survey, { atOnce, signal: options.signal }));
}

/** The usable pictures and the refused files of one side; of several files with the same content the first stays. */
export function sortSurvey(files: ListedFiles, found: readonly FoundFile[]): SurveyedSide {
  const { images, copies } = withoutCopies(found.filter((one) => 'sha256' in one));
  const refused = found.filter((one) => 'reason' in one);
  return { images, refused: [...files.refused, ...refused, ...copies] };
}

/** Decodes and hashes one file, or says why it cannot be used. Throws `cancelled`. */
export async function surveyFile(
  path: string,
  { folder, minSizePixels = leastPixels, signal }: SurveyFileOptions,
): Promise<FoundFile> {
  try {
    const { facts, ...seen } = await surveyPicture(join(folder, path));
    const { widthPixels, heightPixels, sizeBytes } = facts;
    if (Math.min(widthPixels, heightPixels) < minSizePixels) {
      const message = `"${path}" is ${widthPixels} x ${heightPixels} pixels; at least ${minSizePixels} a side are needed.`;
      return { path, reason: 'image-too-small', message };
    }
    const sha256 = await sha256OfFile(join(folder, path), { signal });
    return { path, sizeBytes, sha256, widthPixels, heightPixels, ...seen };
  } catch (error) {
    if (error instanceof CoreError) return { path, reason: error.reason, message: error.message };
    if (signal.aborted) throw new CoreError('cancelled', 'The import was cancelled.', {}, { cause: error });
    throw error;
  }
}

function withoutCopies(images: readonly SurveyedImage[]): {
  readonly images: readonly SurveyedImage[];
  readonly copies: readonly Refusal[];
} {
  const firstWith = new Map<string, string>();
  const copies: Refusal[] = [];
  const kept = images.filter(({ path, sha256 }) => {
    const first = firstWith.get(sha256);
    if (first === undefined) firstWith.set(sha256, path);
    else
      copies.push({
        path,
        reason: 'duplicate-image',
        message: `"${path}" has the same content as "${first}".`,
      });
    return first === undefined;
  });
  return { images: kept, copies };
}
