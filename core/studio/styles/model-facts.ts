import type { ModelFacts } from '../../work/inspect-model-task.ts';
import type { TranslatorRow } from '../../catalog/translators.ts';
import { translatorFile } from '../../services/translator-file.ts';
import type { House } from '../house.ts';

const keyOf = (sha256: string) => `model ${sha256}`;

/** What an inspection found out about a translator of that content; undefined when it has not been inspected. */
export function knownFacts({ catalog }: Pick<House, 'catalog'>, sha256: string): ModelFacts | undefined {
  return catalog.measurements.get(keyOf(sha256)) as ModelFacts | undefined; // written below only
}

/** Remembers it, so that the same content is inspected once. */
export function rememberFacts({ catalog }: Pick<House, 'catalog'>, facts: ModelFacts): void {
  const { test: _, ...kept }: ModelFacts & { readonly test?: unknown } = facts;
  if (!catalog.readOnly) catalog.measurements.set(keyOf(facts.sha256), kept);
}

/** Inspects a translator of the library unless that has been done. Throws `model-not-found`, `cancelled`. */
export async function factsOf(house: House, row: TranslatorRow, signal: AbortSignal): Promise<ModelFacts> {
  const known = knownFacts(house, row.sha256);
  if (known !== undefined) return known;
  const path = translatorFile(row, house);
  const facts = await house.engines.run('pictures', 'inspect-model', { path }, { signal });
  rememberFacts(house, { ...facts, sha256: row.sha256 });
  return facts;
}
