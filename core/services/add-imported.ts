import { access } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Catalog } from '../catalog/open-catalog.ts';
import type { StyleRow } from '../catalog/styles.ts';
import type { TranslatorRow } from '../catalog/translators.ts';
import { CoreError } from '../contract/core-error.ts';
import { importedName, type InspectedModel } from '../work/inspect-model-task.ts';
import type { ModelFacts } from '../work/inspect-translator.ts';
import { freeName } from './library-names.ts';
import type { LibraryFolder } from './library-folder.ts';
import { translatorFile, type TranslatorPlaces } from './translator-file.ts';

/** What a person says about a model that comes in. */
export interface ImportedCard {
  readonly name: string;
  readonly licence: string;
  readonly notes: string;
}

export interface ImportedStyle {
  readonly style: StyleRow;
  readonly isNew: boolean;
}

/** The error for a model file that is not added; `file` is what the person calls it. */
export function refusedImport(file: string, { problems, reason }: InspectedModel): CoreError {
  const advice = reason === 'refused-model' ? ' Ask its author for a model that Diptych can use.' : ''; // others have theirs
  const message = `"${file}" was not added: ${problems.join('; ').replace(/\.$/, '')}.${advice}`;
  return new CoreError(reason ?? 'refused-model', message, { problems });
}

/**
 * Makes one style of the translators that an inspection has kept in the library. What is in the library already is the
 * style that it is, with its files again where they were gone (S-51).
 */
export async function addImported(
  catalog: Catalog,
  places: TranslatorPlaces,
  found: InspectedModel,
  card: ImportedCard,
): Promise<ImportedStyle> {
  const known = found.translators.flatMap(({ sha256 }) => catalog.translators.bySha256(sha256) ?? []);
  for (const row of known) await useAgain(catalog, places, row);
  const unknown = found.translators.filter(({ sha256 }) => known.every((row) => row.sha256 !== sha256));
  const style = known[0] && catalog.styles.get(known[0].styleId);
  if (style !== undefined && (unknown.length === 0 || lacks(catalog, style, unknown))) {
    catalog.transaction(() =>
      addTranslators(catalog, places.library, style, { ...found, translators: unknown }),
    );
    return { style, isNew: false };
  }
  return { style: newStyle(catalog, places.library, { ...found, translators: unknown }, card), isNew: true };
}

/** A file of the library that is gone stands where the import has put it. */
export async function useAgain(
  catalog: Catalog,
  places: TranslatorPlaces,
  row: TranslatorRow,
): Promise<boolean> {
  if (!(await isGone(row, places))) return false;
  catalog.translators.relocate(row.id, importedFile(places.library, row.sha256));
  return true;
}

export function isGone(row: TranslatorRow, places: TranslatorPlaces): Promise<boolean> {
  return access(translatorFile(row, places)).then(
    () => false,
    () => true,
  );
}

function lacks(catalog: Catalog, style: StyleRow, translators: readonly ModelFacts[]): boolean {
  const ways = catalog.translators.ofStyle(style.id).map(({ direction }) => direction);
  return translators.every(({ manifest }) => !ways.includes(manifest!.direction));
}

function newStyle(
  catalog: Catalog,
  library: LibraryFolder,
  found: InspectedModel,
  { name: wanted, licence, notes }: ImportedCard,
): StyleRow {
  const { method } = found.translators[0]!.manifest!; // asked for by the caller
  return catalog.transaction(() => {
    const name = freeName(wanted, (candidate) => catalog.styles.byName(candidate) !== undefined);
    const style = catalog.styles.add({ name, method, origin: 'imported', licence, notes, bundledKey: null });
    addTranslators(catalog, library, style, found);
    return style;
  });
}

function addTranslators(
  { translators }: Catalog,
  library: LibraryFolder,
  { id: styleId, name, licence }: StyleRow,
  found: Pick<InspectedModel, 'translators' | 'card'>,
): void {
  for (const { manifest, sha256 } of found.translators) {
    const { direction, domains, step } = manifest!;
    const [from, to] = direction === 'a-to-b' ? [domains.from, domains.to] : [domains.to, domains.from];
    const { domainA, domainB } = found.card ?? { domainA: from, domainB: to };
    const file = importedFile(library, sha256);
    translators.add({
      ...{ name, file, sha256, runId: null, step, direction, domainA, domainB, licence },
      origin: 'imported',
      styleId,
    });
  }
}

function importedFile({ root, translators }: LibraryFolder, sha256: string): string {
  return relative(root, join(translators, importedName(sha256)));
}
