import type { DatasetManifest, Side } from './manifest.ts';

export interface DatasetChange {
  readonly side: Side;
  readonly path: string;
}

export interface DatasetCheck {
  readonly intact: number;
  readonly changed: readonly DatasetChange[];
  readonly missing: readonly DatasetChange[];
}

/** Compares every picture of a dataset version with its size and hash. Throws `cancelled`. */
export function checkDataset(
  _manifest: DatasetManifest,
  _options: {
    readonly signal: AbortSignal;
    readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  },
): Promise<DatasetCheck> {
  throw new Error('unfinished');
}
