import { encodePhoto } from '../image/encode-photo.ts';
import { openPhoto } from '../image/open-photo.ts';
import type { KeepMetadata, OutputFormat } from '../image/photo.ts';
import type { Translator } from '../translator/open-translator.ts';
import { translatePhoto } from '../translator/translate-photo.ts';

/** One photo in another look, at full size. */
export interface ResultOrder {
  readonly photo: string;
  /** 0 leaves the photo as it is, 1 is the whole translation. */
  readonly strength: number;
  readonly keepMetadata: KeepMetadata;
  /** The photo's own format when absent. */
  readonly format?: OutputFormat | undefined;
  readonly quality?: number | undefined;
  /** The most pixels that a photo may have. */
  readonly pixelLimit?: number | undefined;
}

export interface MadeResult {
  readonly bytes: Buffer;
  readonly format: OutputFormat;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly warnings: readonly string[];
}

export interface ResultWork {
  readonly signal: AbortSignal;
  readonly onFraction: (fraction: number) => void;
  readonly turn?: () => Promise<void>;
}

/**
 * Makes the file of a result in memory: the one way from a photo to its translation, for the window and the command
 * line alike. Throws what `openPhoto`, `translatePhoto` and `encodePhoto` throw.
 */
export async function makeResult(
  translator: Translator,
  { photo: path, strength, keepMetadata, format, quality, pixelLimit }: ResultOrder,
  { onFraction, ...work }: ResultWork,
): Promise<MadeResult> {
  const photo = await openPhoto(path, { ...(pixelLimit !== undefined && { pixelLimit }) });
  const rgb = await translatePhoto(translator, photo, {
    ...work,
    strength,
    onProgress: ({ fraction }) => onFraction(fraction),
  });
  const own = photo.metadata.format === 'gif' ? 'png' : photo.metadata.format;
  const options = { format: format ?? own, keepMetadata, ...(quality !== undefined && { quality }) };
  const bytes = await encodePhoto(photo, rgb, options);
  const { widthPixels, heightPixels, warnings } = photo;
  return { bytes, format: options.format, widthPixels, heightPixels, warnings };
}
