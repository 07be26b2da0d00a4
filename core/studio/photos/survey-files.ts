import { join } from 'node:path';
import { CoreError } from '../../contract/core-error.ts';
import type { SurveyedPhoto, SurveyFile } from '../../work/survey-photos-task.ts';
import type { House } from '../house.ts';

/** Reads files completely, in their order. Throws what is wrong with the first bad one. */
export async function surveyFiles(
  { engines, library }: House,
  files: readonly SurveyFile[],
  signal: AbortSignal,
): Promise<readonly SurveyedPhoto[]> {
  const found: SurveyedPhoto[] = [];
  const faults: CoreError[] = [];
  const order = { files, thumbs: join(library.cache, 'thumbs'), photos: library.photos };
  await engines.run('pictures', 'survey-photos', order, {
    signal,
    onNews: (surveyed) => {
      if ('photo' in surveyed) found[surveyed.index] = surveyed.photo;
      else faults.push(new CoreError(surveyed.refusal.reason, surveyed.refusal.message));
    },
  });
  if (faults.length > 0) throw faults[0]!;
  return found;
}
