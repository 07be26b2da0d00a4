import { fileURLToPath } from 'node:url';
import { openCatalog } from './catalog/open-catalog.ts';
import type { MethodForm } from './contract/method-form.ts';
import { createEngines } from './jobs/create-engines.ts';
import { forkEngine } from './jobs/fork-engine.ts';
import { adoptRuns } from './services/adopt-runs.ts';
import type { Core, LibraryCare } from './services/core.ts';
import { DatasetStore } from './services/dataset-store.ts';
import { createDatasetService } from './services/datasets.ts';
import { addBundledStyles, readBundledStyles } from './services/bundled-styles.ts';
import { createCare } from './services/library-care.ts';
import { defaultLibraryFolder, libraryFolder, prepareLibraryFolder } from './services/library-folder.ts';
import { createModelService } from './services/models.ts';
import { createTrainingService } from './services/training.ts';
import { createTranslationService } from './services/translation.ts';
import type { Studio, StudioOptions } from './studio/open-studio.ts';

/** What ships with the app. */
const resources = fileURLToPath(new URL('../resources', import.meta.url));

export interface CoreOptions {
  /** `$DIPTYCH_HOME` or the platform's place for data when absent. */
  readonly libraryFolder?: string | undefined;
  /** Told of what went wrong without keeping the library from opening. */
  readonly onWarning?: (message: string) => void;
}

/**
 * Opens a library, making it as needed, and marks what killed processes left behind as interrupted. Throws
 * `damaged-catalog`, `newer-catalog`, `catalog-busy`, `read-only-library`, `disk-full`: see `createLibraryCare`.
 */
export async function createCore({ libraryFolder: root, onWarning }: CoreOptions = {}): Promise<Core> {
  const library = libraryFolder(root ?? defaultLibraryFolder());
  const catalog = await openCatalog(library.catalog);
  try {
    if (!catalog.readOnly) {
      addBundledStyles(catalog, await readBundledStyles(resources));
      await prepareLibraryFolder(library);
      await adoptRuns(library, catalog);
      catalog.recover();
    }
  } catch (error) {
    catalog.close();
    throw error;
  }
  if (catalog.readOnly)
    onWarning?.(`The library "${library.root}" cannot be written to and opens for looking only.`);
  for (const { message } of catalog.warnings) onWarning?.(message);
  const places = { library, resources };
  const datasets = new DatasetStore(library, catalog);
  const engines = createEngines({ spawn: forkEngine() });
  return {
    datasets: createDatasetService(datasets, catalog),
    training: createTrainingService({ library, catalog, datasets, engines }),
    translation: createTranslationService(places, catalog),
    models: createModelService(places, catalog, engines),
    async close() {
      await engines.close();
      catalog.close();
    },
  };
}

/** What can be done to a library without opening it, also when it is damaged. */
export function createLibraryCare({ libraryFolder: root }: CoreOptions = {}): LibraryCare {
  return createCare(libraryFolder(root ?? defaultLibraryFolder()));
}

/** The methods with their options, without opening a library. */
export async function methodForms(): Promise<readonly MethodForm[]> {
  const { readMethodForms } = await import('./work/method-forms.ts');
  return readMethodForms();
}

/** The whole app over a library, for a host to put on a wire: see `openStudio` in core/studio/open-studio.ts. */
export async function openStudio(options: StudioOptions): Promise<Studio> {
  const studio = await import('./studio/open-studio.ts'); // the command line needs none of it
  return studio.openStudio(options);
}
