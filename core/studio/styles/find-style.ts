import type { Catalog } from '../../catalog/open-catalog.ts';
import type { StyleRow } from '../../catalog/styles.ts';
import type { TranslatorRow } from '../../catalog/translators.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { Direction } from '../../contract/events.ts';

/** Throws `model-not-found`. */
export function styleOf(catalog: Pick<Catalog, 'styles'>, styleId: number): StyleRow {
  const style = catalog.styles.get(styleId);
  if (style !== undefined) return style;
  throw new CoreError('model-not-found', 'This style is no longer in the library. Choose another one.', {
    styleId,
  });
}

/** The newest translator of each direction; the usual way first. */
export function translatorsOf(
  catalog: Pick<Catalog, 'translators'>,
  styleId: number,
): readonly TranslatorRow[] {
  const rows = catalog.translators.ofStyle(styleId);
  const ways: readonly Direction[] = ['a-to-b', 'b-to-a'];
  return ways.flatMap((way) => rows.find(({ direction }) => direction === way) ?? []);
}

/** The translator of a style for one way. Throws `model-not-found`. */
export function translatorOf(
  catalog: Pick<Catalog, 'styles' | 'translators'>,
  styleId: number,
  direction: Direction,
): TranslatorRow {
  const { name } = styleOf(catalog, styleId);
  const found = translatorsOf(catalog, styleId).find((row) => row.direction === direction);
  if (found !== undefined) return found;
  const message = `"${name}" does not go ${direction === 'a-to-b' ? 'forwards' : 'backwards'}. Turn its direction round.`;
  throw new CoreError('model-not-found', message, { styleId, direction });
}
