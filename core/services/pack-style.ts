import type { Catalog } from '../catalog/open-catalog.ts';
import type { StyleRow } from '../catalog/styles.ts';
import type { TranslatorRow } from '../catalog/translators.ts';
import type { Engines } from '../jobs/engines.ts';
import { packageCard } from './package-card.ts';
import { styleSample } from './style-sample.ts';
import { translatorFile, type TranslatorPlaces } from './translator-file.ts';

export interface PackHouse extends TranslatorPlaces {
  readonly catalog: Pick<Catalog, 'runs' | 'datasets'>;
  readonly engines: Engines;
}

/** Writes a style with these translators as one `.diptych` file. Errors as those of its task. */
export async function packStyle(
  { catalog, engines, ...places }: PackHouse,
  { style, rows }: { readonly style: StyleRow; readonly rows: readonly TranslatorRow[] },
  { target, overwrite }: { readonly target: string; readonly overwrite: boolean },
  signal: AbortSignal,
): Promise<void> {
  const translators = rows.map((row) => ({
    direction: row.direction,
    path: translatorFile(row, places),
    sample: styleSample(places.resources, row.direction).path,
  }));
  const input = { card: packageCard(catalog, style, rows), translators, target, overwrite };
  await engines.run('pictures', 'pack-style', input, { signal });
}
