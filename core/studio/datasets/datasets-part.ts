import type { MakePart } from '../part.ts';
import { DatasetImports } from './dataset-imports.ts';
import { serveDatasetPictures } from './dataset-pictures.ts';
import { DatasetNames } from './dataset-names.ts';
import { createDatasetsArea } from './datasets-area.ts';
import { FileChecks } from './file-checks.ts';
import { ManifestShelf } from './manifest-shelf.ts';

/** Pictures to train on. */
export const datasetsPart: MakePart = (house) => {
  const shelf = new ManifestShelf(house.library, house.catalog);
  const names = new DatasetNames(house, shelf);
  const imports = new DatasetImports(house, shelf, names);
  const checks = new FileChecks(house);
  return {
    areas: { datasets: createDatasetsArea({ house, shelf, imports, names, checks }) },
    pictures: { dataset: serveDatasetPictures(house, shelf) },
    jobs: [imports.jobKind],
    effects: [names.effect],
    prepare: () => names.settle(),
    close: () => names.close(),
  };
};
