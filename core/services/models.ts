import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Catalog } from '../catalog/open-catalog.ts';
import type { TranslatorRow } from '../catalog/translators.ts';
import { CoreError } from '../contract/core-error.ts';
import type { Direction } from '../contract/events.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import type { ModelService, ModelSummary } from './core.ts';
import { translatorFile, type TranslatorPlaces } from './translator-file.ts';

/** The translators of a library as people ask for them. */
export function createModelService(places: TranslatorPlaces, catalog: Catalog): ModelService {
  return {
    list: () => Promise.all(shown(catalog).map((row) => summary(places, catalog, row))),
    async export({ name, direction, file, overwrite }) {
      const source = translatorFile(findTranslator(catalog, name, direction), places);
      const target = resolve(file);
      await mkdir(dirname(target), { recursive: true });
      await writeFileAtomic(target, await readFile(source), { overwrite });
      return target;
    },
  };
}

/** Those of styles that are not in the trash. */
function shown({ translators, styles }: Catalog): readonly TranslatorRow[] {
  return translators.list().filter(({ styleId }) => styles.get(styleId)?.trashedMs === null);
}

/** The newest translator of a name, from side a to side b unless asked otherwise. Throws `model-not-found`. */
export function findTranslator(
  catalog: Catalog,
  name: string,
  direction: Direction = 'a-to-b',
): TranslatorRow {
  const found = catalog.translators.find(name, direction)[0];
  if (found !== undefined) return found;
  const known = [...new Set(shown(catalog).map((row) => row.name))];
  throw new CoreError(
    'model-not-found',
    `There is no translator "${name}" ${direction}. ${known.length === 0 ? 'There are none yet: train one with `diptych train`' : `There are: ${known.join(', ')}`}.`,
    { name, direction, known },
  );
}

async function summary(
  places: TranslatorPlaces,
  catalog: Catalog,
  row: TranslatorRow,
): Promise<ModelSummary> {
  const { name, direction, runId, step, createdMs } = row;
  const path = translatorFile(row, places);
  return {
    name,
    direction,
    run: runId === null ? null : (catalog.runs.get(runId)?.name ?? null),
    step,
    path,
    sizeBytes: (await stat(path).catch(() => undefined))?.size ?? null,
    createdAt: new Date(createdMs).toISOString(),
  };
}
