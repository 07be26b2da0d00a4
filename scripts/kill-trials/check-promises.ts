import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openCatalog, type Catalog } from '../../core/catalog/open-catalog.ts';
import type { NamedFileKind } from '../../core/catalog/named-files.ts';
import { loadCheckpoint } from '../../core/checkpoint/load-checkpoint.ts';
import { sha256OfFile } from '../../core/files/sha256-of-file.ts';
import { surveyPicture } from '../../core/image/survey-picture.ts';
import { libraryFolder, type LibraryFolder } from '../../core/services/library-folder.ts';
import type { Promised } from './acknowledged.ts';

const fileKinds: readonly NamedFileKind[] = ['photo', 'result', 'translator'];
const mostFiles = 100_000;

/** What is wrong with a library after its app was killed: lost promises, a damaged catalog, half files. */
export async function checkPromises(
  root: string,
  resources: string,
  promised: Promised,
): Promise<readonly string[]> {
  const library = libraryFolder(root);
  const catalog = await openCatalog(library.catalog);
  try {
    return [
      ...catalog.faults().map((fault) => `integrity_check: ${fault}`),
      ...lostRows(catalog, promised),
      ...(await lostFiles(catalog, library, resources)),
      ...(await halfPictures(library)),
      ...(await halfCheckpoints(library)),
    ];
  } finally {
    catalog.close();
  }
}

function lostRows({ jobs, photoPages, runs }: Catalog, promised: Promised): string[] {
  const jobsLost = [...promised.jobs].filter((id) => jobs.get(id) === undefined);
  const endsLost = [...promised.ended].filter(([id, state]) => jobs.get(id)?.state !== state);
  const starsLost = [...promised.stars].filter(([id, stars]) => {
    const found = photoPages.card(id)?.stars;
    return found !== stars && found !== promised.asked.get(id);
  });
  const stepsLost = [...promised.steps].filter(([id, step]) => (runs.get(id)?.step ?? 0) < step);
  return [
    ...jobsLost.map((id) => `job ${id} is lost`),
    ...endsLost.map(([id, state]) => `job ${id} was ${state} and is ${jobs.get(id)?.state}`),
    ...starsLost.map(([id, stars]) => `photo ${id} had ${stars} stars and has ${photoPages.card(id)?.stars}`),
    ...stepsLost.map(([id, step]) => `run ${id} was at step ${step} and is at ${runs.get(id)?.step}`),
  ];
}

/** Every file that the catalog names is there and is what it was. */
async function lostFiles(
  { namedFiles }: Catalog,
  { root }: LibraryFolder,
  resources: string,
): Promise<string[]> {
  const lost: string[] = [];
  for (const kind of fileKinds)
    for (const { path, sha256 } of namedFiles.page(kind, 0, mostFiles)) {
      const place = path.startsWith('styles/') ? resources : root; // a bundled style
      const found = await sha256OfFile(resolve(place, path)).catch(() => undefined);
      if (found === undefined || (sha256 !== null && sha256 !== found))
        lost.push(`${kind} ${path} is not whole`);
    }
  return lost;
}

/** A picture that has its final name is whole, whether the catalog knows it or not. */
async function halfPictures({ photos, results }: LibraryFolder): Promise<string[]> {
  const half: string[] = [];
  for (const folder of [photos, results])
    for (const name of await files(folder)) {
      const isWhole = await surveyPicture(join(folder, name)).then(
        () => true,
        () => false,
      );
      if (!isWhole) half.push(`${join(folder, name)} is half a picture`);
    }
  return half;
}

async function halfCheckpoints({ runs }: LibraryFolder): Promise<string[]> {
  const half: string[] = [];
  for (const run of await readdir(runs))
    for (const step of await readdir(join(runs, run, 'checkpoints')).catch(() => []))
      if (step.startsWith('step-'))
        await loadCheckpoint(join(runs, run, 'checkpoints', step)).catch((error: unknown) => {
          half.push(`checkpoint ${run}/${step}: ${String(error)}`);
        });
  return half;
}

async function files(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
}
