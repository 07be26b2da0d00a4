import { existsSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import type { Catalog } from '../catalog/open-catalog.ts';
import { CoreError } from '../contract/core-error.ts';
import type { Direction } from '../contract/events.ts';
import { sha256OfFile } from '../files/sha256-of-file.ts';
import { openTranslator, type Translator } from '../translator/open-translator.ts';
import { findTranslator } from './models.ts';
import { translatorFile, type TranslatorPlaces } from './translator-file.ts';

/** A translator ready to use, and how results are named after it. */
export interface Style {
  readonly label: string;
  readonly sha256: string;
  readonly translator: Translator;
}

/** Opens what a person calls a style: a translator's or run's name, or an .onnx file. Throws `model-not-found`, `refused-model`. */
export async function openStyle(
  places: TranslatorPlaces,
  catalog: Catalog,
  { style, direction }: { readonly style: string; readonly direction?: Direction | undefined },
): Promise<Style> {
  const isFile = extname(style).toLowerCase() === '.onnx';
  const file = isFile ? resolve(style) : translatorFile(findTranslator(catalog, style, direction), places);
  if (!existsSync(file)) {
    const cure = isFile ? 'Check the path.' : 'Resume or repeat the run to make it anew.';
    throw new CoreError('model-not-found', `There is no file "${file}". ${cure}`, { file });
  }
  const name = isFile ? basename(style, extname(style)) : style;
  return {
    label: direction === 'b-to-a' && !isFile ? `${name}.b-to-a` : name,
    sha256: await sha256OfFile(file),
    translator: await openTranslator(file),
  };
}
