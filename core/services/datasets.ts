import type { Catalog } from '../catalog/open-catalog.ts';
import type { OnProgress } from '../contract/events.ts';
import { checkDataset, type DatasetChange } from '../dataset/check-dataset.ts';
import { trainingImages, type DatasetManifest } from '../dataset/manifest.ts';
import type { DatasetRequest, DatasetService, DatasetSummary, Work } from './core.ts';
import type { DatasetStore, StoredDataset } from './dataset-store.ts';
import { assertName } from './library-names.ts';

/** Datasets as people ask for them. */
export function createDatasetService(store: DatasetStore, catalog: Catalog): DatasetService {
  return {
    import: async (request, work) => summary(await importInto(store, catalog, request, work)),
    list: async () => (await store.all()).map(summary),
    async check(name, { signal, onProgress }) {
      const { manifest } = await store.load(name);
      const { changed, missing } = await checkDataset(manifest, {
        signal,
        onProgress: (progress) => onProgress({ type: 'dataset-progress', dataset: name, ...progress }),
      });
      return { name, version: manifest.version, changed: changed.map(place), missing: missing.map(place) };
    },
  };
}

/** Imports two folders as the next version of a dataset and tells what was left out. */
export async function importInto(
  store: DatasetStore,
  catalog: Catalog,
  { name, a, b, judge }: DatasetRequest,
  { signal, onProgress }: Work,
): Promise<StoredDataset> {
  assertName('dataset', name);
  const { importDataset } = await import('../dataset/import-dataset.ts'); // loads the decoders of pictures
  const manifest = await importDataset({
    name,
    a,
    b,
    ...(judge !== undefined && { judge }),
    version: catalog.datasets.nextVersion(name),
    onProgress: (progress) => onProgress({ type: 'dataset-progress', dataset: name, ...progress }),
    signal,
  });
  const stored = await store.add(manifest);
  tellImported(manifest, stored, onProgress);
  return stored;
}

function tellImported(
  { leftOut, warnings }: DatasetManifest,
  { manifest, row }: StoredDataset,
  onProgress: OnProgress,
): void {
  const { judge } = manifest;
  onProgress({
    type: 'dataset-imported',
    dataset: row.name,
    version: row.version,
    used: { a: trainingImages(manifest, 'a').length, b: trainingImages(manifest, 'b').length },
    judge: { a: judge.a.length, b: judge.b.length },
    leftOut,
    warnings: warnings.map(({ message }) => message),
  });
}

function summary({ row, manifest: { domains, createdAt } }: StoredDataset): DatasetSummary {
  return {
    name: row.name,
    version: row.version,
    images: { a: row.imagesA, b: row.imagesB },
    folders: { a: domains.a.folder, b: domains.b.folder },
    createdAt,
  };
}

function place({ side, path }: DatasetChange): string {
  return `${side}/${path}`;
}
