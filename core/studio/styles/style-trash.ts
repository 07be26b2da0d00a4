import { dirname, extname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { StyleRow } from '../../catalog/styles.ts';
import type { TranslatorRow } from '../../catalog/translators.ts';
import type { Emptying, TrashSize } from '../../contract/trash-contract.ts';
import { bytesBelow } from '../../files/bytes-below.ts';
import { isInside } from '../../files/is-inside.ts';
import { fileStem } from '../../services/result-name.ts';
import { translatorFile } from '../../services/translator-file.ts';
import { bothDiscarded, discardAll, nothingDiscarded, trashFate, type Discardable } from '../discard.ts';
import type { House } from '../house.ts';

/** What emptying the trash of styles would remove. */
export async function styleTrashSize(house: House): Promise<TrashSize> {
  const styles = await removableStyles(house);
  let bytes = 0;
  for (const file of trashedStyleFiles(house, styles)) bytes += await bytesBelow(file);
  return { count: styles.length, bytes, fate: await trashFate(house) };
}

/**
 * Forgets the styles in the trash and discards their files; tells how far it is. Rows go first: a kill in between leaves
 * files that the check of the library finds. Results stay; built-in styles and those that work in the queue waits for stay
 * in the trash, and so does what is left when `signal` is aborted.
 */
export async function* emptyStyleTrash(
  house: House,
  signal: AbortSignal,
): AsyncGenerator<Emptying, void, void> {
  const styles = await removableStyles(house);
  let [removed, discarded] = [0, nothingDiscarded];
  try {
    yield { removed, total: styles.length, ...discarded };
    for (const { id, name } of styles) {
      if (signal.aborted) return;
      const rows = forgetStyle(house, id);
      if (rows === undefined) continue;
      const files = rows.filter((row) => isRemovable(house, row) && !isNamed(house, row));
      discarded = bothDiscarded(
        discarded,
        await discardAll(
          house,
          files.map((row) => knownAs(house, row, name)),
        ),
      );
      yield { removed: ++removed, total: styles.length, ...discarded };
    }
  } finally {
    if (removed > 0) for (const topic of ['styles', 'library'] as const) house.changes.publish({ topic });
  }
}

/** The translators that it had; undefined when it was restored meanwhile. */
function forgetStyle({ catalog }: House, id: number): readonly TranslatorRow[] | undefined {
  return catalog.transaction(() => {
    if ((catalog.styles.get(id)?.trashedMs ?? null) === null) return undefined;
    const rows = catalog.translators.ofStyle(id);
    catalog.styles.remove(id);
    return rows;
  });
}

function knownAs(house: House, row: TranslatorRow, styleName: string): Discardable {
  const path = translatorFile(row, house);
  return { path, as: join(dirname(path), `${fileStem(styleName)}.${row.direction}${extname(path)}`) };
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
