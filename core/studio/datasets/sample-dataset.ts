import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { freeName } from '../../services/library-names.ts';
import type { House } from '../house.ts';
import { queueImport, type ImportPayload } from './dataset-imports.ts';

const sampleName = 'Day and dusk';
const judge = 4;

export interface SampleImport {
  readonly name: string;
  /** The job that imports it; null when it is there. */
  readonly jobId: number | null;
}

/**
 * Imports the pair of small sets that comes with the app. Its pictures are copied into the library, so that it outlives an
 * app that is moved or removed. There is one: later calls name it.
 */
export function addSampleDataset(house: House): SampleImport {
  const { catalog } = house;
  const known = catalog.datasets.list().find(({ isSample }) => isSample);
  if (known !== undefined) return { name: known.name, jobId: null };
  const begun = importUnderWay(house);
  if (begun !== undefined) return begun;
  const name = freeName(sampleName, (taken) => catalog.datasets.find(taken) !== undefined);
  return { name, ...queueImport(house, samplePayload(house, name)) };
}

function importUnderWay({ catalog: { jobs } }: House): SampleImport | undefined {
  const open = (['running', 'queued', 'paused'] as const).flatMap((state) => jobs.list(state));
  const begun = open.find(
    ({ kind, payload }) => kind === 'import-dataset' && (payload as ImportPayload).isSample,
  );
  return begun && { name: (begun.payload as ImportPayload).name, jobId: begun.id };
}

function samplePayload({ library, resources }: House, name: string): ImportPayload {
  const token = randomUUID();
  const made = join(library.datasets, name, `pictures-${token.slice(0, 8)}`);
  const side = (folder: string) => ({
    folder: join(made, folder),
    copies: [{ from: join(resources, 'sample-pair', folder), to: join(made, folder) }],
  });
  return {
    name,
    gathered: { sides: { a: side('day'), b: side('dusk') }, made },
    judge,
    token,
    isSample: true,
  };
}
