import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { encodeView } from '../image/encode-image.ts';
import { openSmallPhoto } from '../image/open-photo.ts';
import type { Photo } from '../image/photo.ts';
import { mixBytes } from '../translator/strength.ts';
import { translatePhoto } from '../translator/translate-photo.ts';
import { BoundedCache } from './bounded-cache.ts';
import { keptTranslator, type TranslatorSource } from './kept-translators.ts';
import type { RunTask, TaskContext } from './task.ts';

export interface PreviewInput {
  readonly translator: TranslatorSource;
  /** The same key stands for the same content. */
  readonly photo: { readonly path: string; readonly key: string };
  readonly longSidePixels: number;
  /** 0 to 1. */
  readonly strength: number;
  /** The WebP file to write. */
  readonly output: string;
}

export interface PreviewOutput {
  readonly widthPixels: number;
  readonly heightPixels: number;
}

const mostBytes = 96 * 1024 * 1024;

/**
 * Translates a photo at the size of a screen. This process keeps photos, styles and whole translations of before, so
 * that another strength is only mixed anew. Throws what `openPhoto` and `translatePhoto` throw.
 */
export const run: RunTask<PreviewInput, PreviewOutput> = async (input, context) => {
  const { strength, output } = input;
  const photo = await smallPhoto(input, context);
  const rgb = strength === 0 ? bytesOf(photo) : await mixed(photo, input, context);
  context.signal.throwIfAborted();
  await writeFileAtomic(output, await encodeView({ ...photo, rgb }), { overwrite: true });
  return { widthPixels: photo.widthPixels, heightPixels: photo.heightPixels };
};

async function smallPhoto({ photo, longSidePixels }: PreviewInput, { keep }: TaskContext): Promise<Photo> {
  const photos = keep('small-photos', () => new BoundedCache<Photo>(mostBytes));
  const key = `${photo.key} ${longSidePixels}`;
  const known = photos.get(key);
  if (known !== undefined) return known;
  const opened = await openSmallPhoto(photo.path, longSidePixels);
  return photos.add(key, opened, opened.rgb.length);
}

async function mixed(photo: Photo, input: PreviewInput, context: TaskContext): Promise<Uint8Array> {
  const { translator, strength, longSidePixels } = input;
  const translations = context.keep('translations', () => new BoundedCache<Uint8Array>(mostBytes));
  const key = `${translator.sha256} ${input.photo.key} ${longSidePixels}`;
  const whole =
    translations.get(key) ?? translations.add(key, await translated(photo, input, context), photo.rgb.length);
  return strength === 1 ? whole : mixBytes(whole, bytesOf(photo), strength);
}

async function translated(photo: Photo, input: PreviewInput, context: TaskContext): Promise<Uint8Array> {
  const translator = await keptTranslator(input.translator, context);
  const samples = await translatePhoto(translator, photo, { signal: context.signal });
  return samples as Uint8Array; // as deep as the photo
}

/** A small photo is decoded to bytes, whatever its file has. */
function bytesOf({ rgb }: Photo): Uint8Array {
  return rgb as Uint8Array;
}
