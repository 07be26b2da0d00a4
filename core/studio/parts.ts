import { datasetsPart } from './datasets/datasets-part.ts';
import type { MakePart } from './part.ts';

/** Everything the app consists of, a line each. */
export const parts: readonly MakePart[] = [datasetsPart];
