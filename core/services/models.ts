import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import type { Catalog } from '../catalog/open-catalog.ts';
import type { TranslatorRow } from '../catalog/translators.ts';
import { CoreError } from '../contract/core-error.ts';
import type { Direction } from '../contract/events.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import type { Engines } from '../jobs/engines.ts';
import type { InspectedModel } from '../work/inspect-model-task.ts';
import { addImported, refusedImport, type ImportedCard } from './add-imported.ts';
import type { ImportedModel, ModelImport, ModelService, ModelSummary } from './core.ts';
import { suggestedNotes } from './package-card.ts';
import { packStyle } from './pack-style.ts';
import { translatorFile, type TranslatorPlaces } from './translator-file.ts';

/** The translators of a library as people ask for them. */
export function createModelService(
  places: TranslatorPlaces,
  catalog: Catalog,
  engines: Engines,
): ModelService {
  return {
    list: () => Promise.all(shown(catalog).map((row) => summary(places, catalog, row))),
    async export({ name, direction, file, overwrite, format }, { signal }) {
      const row = findTranslator(catalog, name, direction);
      const target = resolve(file);
      await mkdir(dirname(target), { recursive: true });
      if (format === 'diptych') {
        const style = catalog.styles.get(row.styleId)!; // a row has one
        const rows = newest(catalog.translators.ofStyle(style.id));
        await packStyle({ ...places, catalog, engines }, { style, rows }, { target, overwrite }, signal);
      } else await writeFileAtomic(target, await readFile(translatorFile(row, places)), { overwrite });
      return target;
    },
    import: (order, { signal }) => importModel(places, catalog, engines, order, signal),
  };
}

/** Of each direction the first, which is the newest. */
function newest(rows: readonly TranslatorRow[]): readonly TranslatorRow[] {
  return (['a-to-b', 'b-to-a'] as const).flatMap(
    (way) => rows.find(({ direction }) => direction === way) ?? [],
  );
}

async function importModel(
  places: TranslatorPlaces,
  catalog: Catalog,
  engines: Engines,
  { file, name, licence, notes, values }: ModelImport,
  signal: AbortSignal,
): Promise<ImportedModel> {
  const path = resolve(file);
  const input = { path, folder: places.library.translators, isKept: true, range: values };
  const found = await engines.run('pictures', 'inspect-model', input, { signal });
  if (found.problems.length > 0) throw refusedImport(basename(file), found);
  const own = ownCard(found, file);
  const card = { name: name ?? own.name, licence: licence ?? own.licence, notes: notes ?? own.notes };
  const { style, isNew } = await addImported(catalog, places, found, card);
  if (style.trashedMs !== null) catalog.styles.setTrashed(style.id, null);
  const directions = newest(catalog.translators.ofStyle(style.id)).map(({ direction }) => direction);
  return { name: style.name, licence: style.licence, isNew, directions };
}

/** What a file says of itself. */
function ownCard({ card }: InspectedModel, file: string): ImportedCard {
  if (card === null) return { name: basename(file, extname(file)), licence: 'not stated', notes: '' };
  return { name: card.name, licence: card.licence, notes: suggestedNotes(card) };
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
