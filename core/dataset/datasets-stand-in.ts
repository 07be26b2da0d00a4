import { importDataset, type ImportOptions } from './import-dataset.ts';
import type { DatasetManifest } from './manifest.ts';

/** Imports two folders with what a test does not care about filled in. */
export function importFrom(
  { a, b }: { readonly a: string; readonly b: string },
  options: Partial<ImportOptions> = {},
): Promise<DatasetManifest> {
  return importDataset({ name: 'test', a, b, signal: new AbortController().signal, ...options });
}
