import type { ModelFacts } from '../../work/inspect-translator.ts';
import type { InspectedModel } from '../../work/inspect-model-task.ts';
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
  const {
    test: _,
    reason: __,
    ...kept
  }: ModelFacts & { readonly test?: unknown; readonly reason?: unknown } = facts;
  if (!catalog.readOnly) catalog.measurements.set(keyOf(facts.sha256), kept);
}

/** Inspects a translator of the library unless that has been done. Throws `model-not-found`, `cancelled`. */
export async function factsOf(house: House, row: TranslatorRow, signal: AbortSignal): Promise<ModelFacts> {
  const known = knownFacts(house, row.sha256);
  if (known !== undefined) return known;
  const path = translatorFile(row, house);
  const input = { path, folder: house.library.translators };
  const found = await house.engines.run('pictures', 'inspect-model', input, { signal });
  const facts = { ...(found.translators[0] ?? unreadable(found)), sha256: row.sha256 };
  rememberFacts(house, facts);
  return facts;
}

/** The facts of a file that is no model at all. */
function unreadable({ sizeBytes, problems }: InspectedModel): Omit<ModelFacts, 'sha256'> {
  const unknown = { parameters: null, bytesPerPixel: null, operatorSet: null, radiusPixels: null };
  return { ...unknown, manifest: null, sizeBytes, problems };
}
