import { setImmediate } from 'node:timers/promises';
import type { StyleRow } from '../../catalog/styles.ts';
import type { TranslatorRow } from '../../catalog/translators.ts';
import { bytesBelow } from '../../files/bytes-below.ts';
import { isInside } from '../../files/is-inside.ts';
import { translatorFile } from '../../services/translator-file.ts';
import type { House } from '../house.ts';
import { removeFile } from '../photos/remove-photo-files.ts';

export interface EmptiedStyles {
  readonly styles: number;
  readonly bytes: number;
}

/** What emptying the trash of styles would remove. */
export async function styleTrashSize(house: House): Promise<EmptiedStyles> {
  const styles = await removableStyles(house);
  let bytes = 0;
  for (const file of trashedStyleFiles(house, styles)) bytes += await bytesBelow(file);
  return { styles: styles.length, bytes };
}

/**
 * Forgets the styles in the trash and removes their files. Rows go first: a kill in between leaves files that the check
 * of the library finds. Results stay; built-in styles and those that work in the queue waits for stay in the trash.
 */
export async function emptyStyleTrash(house: House): Promise<EmptiedStyles> {
  const { catalog, changes } = house;
  let [styles, bytes] = [0, 0];
  for (const { id } of await removableStyles(house)) {
    const rows = catalog.transaction(() => {
      if ((catalog.styles.get(id)?.trashedMs ?? null) === null) return undefined; // restored meanwhile
      const files = catalog.translators.ofStyle(id);
      catalog.styles.remove(id);
      return files;
    });
    if (rows === undefined) continue;
    styles++;
    for (const row of rows)
      if (isRemovable(house, row) && !isNamed(house, row))
        bytes += await removeFile(translatorFile(row, house));
    await setImmediate();
  }
  if (styles > 0) for (const topic of ['styles', 'library'] as const) changes.publish({ topic });
  return { styles, bytes };
}

/** The files that emptying the trash removes: those of the library only. */
export function trashedStyleFiles(house: House, styles = trashed(house)): readonly string[] {
  return styles
    .flatMap(({ id }) => house.catalog.translators.ofStyle(id))
    .filter((row) => isRemovable(house, row))
    .map((row) => translatorFile(row, house));
}

const trashed = ({ catalog }: House): readonly StyleRow[] =>
  catalog.styles
    .list({ isTrashed: true })
    .filter(({ origin, bundledKey }) => origin !== 'bundled' && bundledKey === null);

async function removableStyles(house: House): Promise<readonly StyleRow[]> {
  const styles = trashed(house);
  if (styles.length === 0) return styles;
  const awaited = await awaitedContents(house);
  return styles.filter(
    ({ id }) => !house.catalog.translators.ofStyle(id).some(({ sha256 }) => awaited.has(sha256)),
  );
}

/** The translators of the work that is still to be done. */
async function awaitedContents({ catalog }: House): Promise<ReadonlySet<unknown>> {
  const contents = new Set<unknown>();
  for (const state of ['queued', 'running', 'paused', 'interrupted'] as const) {
    for (const { kind, payload } of catalog.jobs.list(state))
      if (kind === 'translate')
        contents.add((payload as { readonly translatorSha256?: string }).translatorSha256);
    await setImmediate();
  }
  return contents;
}

function isRemovable(house: House, row: TranslatorRow): boolean {
  return row.origin !== 'bundled' && isInside(house.library.translators, translatorFile(row, house));
}

function isNamed({ catalog }: House, { file }: TranslatorRow): boolean {
  return catalog.namedFiles.isNamed('translator', file);
}
