import type { MakePart } from '../part.ts';
import { DatasetImports } from './dataset-imports.ts';
import { serveDatasetPictures } from './dataset-pictures.ts';
import { createDatasetsArea } from './datasets-area.ts';
import { FileChecks } from './file-checks.ts';
import { ManifestShelf } from './manifest-shelf.ts';
import { createSampleDataset } from './sample-dataset.ts';

/** Pictures to train on. */
export const datasetsPart: MakePart = (house) => {
  const shelf = new ManifestShelf(house.library, house.catalog);
  const imports = new DatasetImports(house, shelf);
  const checks = new FileChecks(house);
  const addSample = createSampleDataset(house, imports, shelf);
  return {
    areas: { datasets: createDatasetsArea({ house, shelf, imports, checks, addSample }) },
    pictures: { dataset: serveDatasetPictures(house, shelf) },
    jobs: [imports.jobKind],
  };
};
