import type { DatasetManifest } from './manifest.ts';

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

export function importDataset(_options: ImportOptions): Promise<DatasetManifest> {
  throw new Error('unfinished');
}
