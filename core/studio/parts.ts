import { actionsPart } from './actions/actions-part.ts';
import { datasetsPart } from './datasets/datasets-part.ts';
import { jobsPart } from './jobs/jobs-part.ts';
import { libraryPart } from './library/library-part.ts';
import type { MakePart } from './part.ts';
import { photosPart } from './photos/photos-part.ts';
import { stylesPart } from './styles/styles-part.ts';
import { settingsPart } from './settings/settings-part.ts';
import { translationPart } from './translation/translation-part.ts';
import { trainingPart } from './training/training-part.ts';

/** Everything the app consists of, a line each. */
export const parts: readonly MakePart[] = [
  actionsPart,
  jobsPart,
  libraryPart,
  settingsPart,
  photosPart,
  datasetsPart,
  stylesPart,
  translationPart,
  trainingPart,
];
