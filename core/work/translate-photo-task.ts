import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import type { OutputFormat } from '../image/photo.ts';
import { keptTranslator, type TranslatorSource } from './kept-translators.ts';
import { makeResult, type ResultOrder } from './make-result.ts';
import type { RunTask } from './task.ts';

export interface TranslatePhotoInput extends ResultOrder {
  readonly translator: TranslatorSource;
  /** Where the result goes, and its name without an ending; what has this name is written over. */
  readonly folder: string;
  readonly name: string;
}

export interface TranslatedPhoto {
  readonly path: string;
  readonly sha256: string;
  readonly format: OutputFormat;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly seconds: number;
  readonly warnings: readonly string[];
}

export interface TranslatePhotoNews {
  readonly fraction: number;
}

/** Makes a full-size result and writes it. Throws what `makeResult` and `writeFileAtomic` throw; then there is no file. */
export const run: RunTask<TranslatePhotoInput, TranslatedPhoto, TranslatePhotoNews> = async (
  input,
  context,
) => {
  const startedAt = performance.now();
  const { signal, tell, turn } = context;
  const translator = await keptTranslator(input.translator, context);
  const onFraction = (fraction: number) => tell({ fraction });
  const made = await makeResult(translator, input, { signal, turn, onFraction });
  const { bytes, format, widthPixels, heightPixels, warnings } = made;
  signal.throwIfAborted();
  const path = join(input.folder, `${input.name}.${format === 'jpeg' ? 'jpg' : format}`);
  await writeFileAtomic(path, bytes, { overwrite: true });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const seconds = (performance.now() - startedAt) / 1000;
  return { path, sha256, format, widthPixels, heightPixels, seconds, warnings };
};
