import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CoreError } from '../../contract/core-error.ts';
import { freeName } from '../../services/library-names.ts';
import type { House } from '../house.ts';
import type { DatasetImports } from './dataset-imports.ts';
import type { ManifestShelf, ShelvedDataset } from './manifest-shelf.ts';

const sampleName = 'Day and dusk';
const judge = 4;

/**
 * The pair of small sets that comes with the app, as a dataset. Its pictures are copied into the library, so that it
 * outlives an app that is moved or removed. A second call gives the first one's.
 */
export function createSampleDataset(
  { catalog, library, resources }: House,
  imports: DatasetImports,
  shelf: ManifestShelf,
): () => Promise<ShelvedDataset> {
  const add = async (): Promise<ShelvedDataset> => {
    const known = catalog.datasets.list().find(({ isSample }) => isSample);
    if (known !== undefined) return { row: known, manifest: await shelf.read(known) };
    const name = freeName(sampleName, (taken) => catalog.datasets.find(taken) !== undefined);
    const token = randomUUID();
    const made = join(library.datasets, name, `pictures-${token.slice(0, 8)}`);
    const side = (folder: string) => ({
      folder: join(made, folder),
      copies: [{ from: join(resources, 'sample-pair', folder), to: join(made, folder) }],
    });
    const gathered = { sides: { a: side('day'), b: side('dusk') }, made };
    const { signal } = new AbortController();
    const added = await imports.run({ name, gathered, judge, token }, { signal, report: () => undefined });
    catalog.datasets.setSample(name, true);
    return { ...added, row: { ...added.row, isSample: true } };
  };
  let running: Promise<ShelvedDataset> | undefined;
  return () => {
    running ??= add().finally(() => (running = undefined));
    return running.catch((error: unknown) => {
      throw error instanceof CoreError && error.reason === 'write-failed' ? withoutSample(error) : error;
    });
  };
}

function withoutSample(cause: CoreError): CoreError {
  return new CoreError(
    cause.reason,
    `The sample pictures could not be copied into the library. ${cause.message}`,
    cause.details,
    { cause },
  );
}
