import { join } from 'node:path';
import type { StyleRow } from '../../catalog/styles.ts';
import { safePart } from '../../services/result-name.ts';
import type { House } from '../house.ts';

/** Where the package of a style is made; it is made anew for each export. */
export function packageFile({ library }: Pick<House, 'library'>, styleId: number): string {
  return join(library.cache, 'packages', `${styleId}.diptych`);
}

/** What it is saved as. */
export function packageName({ name }: StyleRow): string {
  return `${safePart(name)}.diptych`;
}
