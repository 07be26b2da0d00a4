import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { listBackups } from '../catalog/backups.ts';
import { openCatalog, type Catalog } from '../catalog/open-catalog.ts';
import { rebuildCatalog } from '../catalog/rebuild-catalog.ts';
import { restoreCatalog } from '../catalog/restore-catalog.ts';
import { CoreError } from '../contract/core-error.ts';
import { sha256OfFile } from '../files/sha256-of-file.ts';
import type { LibraryCare, LibraryProblem } from './core.ts';
import { readLibrary } from './library-contents.ts';
import type { LibraryFolder } from './library-folder.ts';

/** What can be done to a library whose catalog may not open. */
export function createCare(library: LibraryFolder): LibraryCare {
  return {
    async check() {
      return { folder: library.root, problems: await findProblems(library) };
    },
    backup: () => withCatalog(library, (catalog) => catalog.backUp()),
    backups: async () => (await listBackups(library.catalog)).map(({ path }) => path),
    restore: (backup) => restoreCatalog(library.catalog, backup),
    async rebuild() {
      const { contents, damaged } = await readLibrary(library);
      const { keptAside } = await rebuildCatalog(library.catalog, contents);
      const counts = { datasets: contents.datasets.length, runs: contents.runs.length };
      return {
        ...counts,
        translators: contents.translators.length,
        keptAside,
        damaged: damaged.map(problem),
      };
    },
    async doctor(work) {
      const { examine } = await import('./doctor.ts'); // loads the engine, which nothing else here needs
      return examine(library, work);
    },
  };
}

async function withCatalog<T>(library: LibraryFolder, use: (catalog: Catalog) => Promise<T>): Promise<T> {
  const catalog = await openCatalog(library.catalog);
  try {
    return await use(catalog);
  } finally {
    catalog.close();
  }
}

async function findProblems(library: LibraryFolder): Promise<LibraryProblem[]> {
  try {
    return await withCatalog(library, async (catalog) => [
      ...catalog.warnings.map(problem),
      ...catalog.faults().map((message) => ({ reason: 'damaged-catalog', message }) as const),
      ...missingCheckpoints(library, catalog),
      ...(await changedTranslators(library, catalog)),
      ...(await readLibrary(library)).damaged.map(problem),
    ]);
  } catch (error) {
    if (error instanceof CoreError) return [problem(error)];
    throw error;
  }
}

function missingCheckpoints({ root }: LibraryFolder, { runs, checkpoints }: Catalog): LibraryProblem[] {
  const rows = runs.list().flatMap(({ id }) => checkpoints.list(id));
  const missing = rows.map(({ folder }) => resolve(root, folder)).filter((folder) => !existsSync(folder));
  return missing.map((folder) => ({
    reason: 'damaged-checkpoint',
    message: `The checkpoint "${folder}" is missing. The run goes on from an older one.`,
  }));
}

async function changedTranslators(
  { root }: LibraryFolder,
  { translators }: Catalog,
): Promise<LibraryProblem[]> {
  const own = translators.list().filter(({ origin }) => origin !== 'bundled'); // those lie with the app
  const found = await Promise.all(
    own.map(async ({ file, sha256, name }): Promise<LibraryProblem[]> => {
      const now = await sha256OfFile(resolve(root, file)).catch(() => undefined); // gone or unreadable
      if (now === sha256) return [];
      const state = now === undefined ? 'is missing' : 'was changed';
      const message = `The file "${resolve(root, file)}" of the translator "${name}" ${state}. Resume or repeat its run to make it anew.`;
      return [{ reason: 'model-not-found', message }];
    }),
  );
  return found.flat();
}

function problem({ reason, message }: CoreError): LibraryProblem {
  return { reason, message };
}
