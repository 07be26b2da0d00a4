import { openTranslator, type Translator } from '../translator/open-translator.ts';
import { BoundedCache } from './bounded-cache.ts';
import type { TaskContext } from './task.ts';

/** A translator's file; the hash tells whether one that is open still is that content. */
export interface TranslatorSource {
  /** Absolute. */
  readonly path: string;
  readonly sha256: string;
}

const mostTranslators = 3;

/** Opens a translator, or gives the one that this process still has open. Throws what `openTranslator` throws. */
export async function keptTranslator(
  { path, sha256 }: TranslatorSource,
  { keep }: Pick<TaskContext, 'keep'>,
): Promise<Translator> {
  const open = keep(
    'translators',
    () => new BoundedCache<Translator>(mostTranslators, (translator) => void translator.dispose()),
  );
  return open.get(sha256) ?? open.add(sha256, await openTranslator(path), 1);
}
