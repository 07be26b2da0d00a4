import { stat } from 'node:fs/promises';
import { CoreError } from '../contract/core-error.ts';
import type { ErrorName } from '../contract/error-codes.ts';
import { sha256OfFile } from '../files/sha256-of-file.ts';
import { encodePhoto } from '../image/encode-photo.ts';
import type { Photo } from '../image/photo.ts';
import { openTranslator, type Translator } from '../translator/open-translator.ts';
import type { TranslatorManifest } from '../translator/translator-manifest.ts';
import { translatePhoto } from '../translator/translate-photo.ts';

/** What is known of a translator file once it has been checked and tried. */
export interface ModelFacts {
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Null when the file cannot be used as a translator. */
  readonly manifest: TranslatorManifest | null;
  readonly parameters: number | null;
  /** Bytes of memory for each pixel that is translated at once. */
  readonly bytesPerPixel: number | null;
  readonly operatorSet: number | null;
  /** Photo pixels to each side that one result pixel can depend on. */
  readonly radiusPixels: number | null;
  /** Everything that keeps it from being used, at once. */
  readonly problems: readonly string[];
}

/** A picture before and after, as PNG or WebP in base64. */
export interface PicturePair {
  readonly before: string;
  readonly after: string;
}

/** Facts, and a test picture before and after; null where none came out. */
export interface InspectedTranslator extends ModelFacts {
  readonly test: PicturePair | null;
  /** Of the first problem; null where there is none. */
  readonly reason: ErrorName | null;
}

/** Checks a translator file and translates a test picture with it. Throws `model-not-found`, `cancelled`. */
export async function inspectTranslator(path: string, signal: AbortSignal): Promise<InspectedTranslator> {
  const facts = { sha256: await sha256OfFile(path, { signal }), sizeBytes: (await stat(path)).size };
  const unknown = { parameters: null, bytesPerPixel: null, operatorSet: null, radiusPixels: null };
  try {
    const translator = await openTranslator(path);
    const { manifest, facts: graph } = translator;
    const { parameters, bytesPerPixel, operatorSet, radiusPixels } = graph;
    const known = { ...facts, manifest, parameters, bytesPerPixel, operatorSet, radiusPixels };
    return { ...known, ...(await tried(translator, signal)) };
  } catch (error) {
    return { ...facts, ...unknown, manifest: null, test: null, ...failedFor(error) };
  }
}

/** What is wrong, reason by reason; what is no matter of the file is thrown again. */
export function failedFor(error: unknown): {
  readonly problems: readonly string[];
  readonly reason: ErrorName;
} {
  if (!(error instanceof CoreError) || error.reason === 'cancelled') throw error;
  const { problems } = error.details;
  const listed = Array.isArray(problems) && problems.length > 0 ? problems.map(String) : [error.message];
  return { problems: listed, reason: error.reason };
}

async function tried(
  translator: Translator,
  signal: AbortSignal,
): Promise<Pick<InspectedTranslator, 'problems' | 'reason' | 'test'>> {
  try {
    const photo = testPicture();
    const after = await translatePhoto(translator, photo, { signal });
    const test = { before: await pngOf(photo, photo.rgb), after: await pngOf(photo, after) };
    return { problems: [], reason: null, test };
  } catch (error) {
    return { ...failedFor(error), reason: 'refused-model', test: null };
  } finally {
    await translator.dispose();
  }
}

async function pngOf(photo: Photo, rgb: Photo['rgb']): Promise<string> {
  return (await encodePhoto(photo, rgb, { format: 'png' })).toString('base64');
}

const sidePixels = 96;

/** Slopes of every colour with a disc: anything that looks at it must answer with something that is not one colour. */
function testPicture(): Photo {
  const rgb = new Uint8Array(sidePixels * sidePixels * 3);
  for (let y = 0; y < sidePixels; y++) {
    for (let x = 0; x < sidePixels; x++) {
      const isDisc = Math.hypot(x - sidePixels / 2, y - sidePixels / 3) < sidePixels / 6;
      const [across, down] = [(255 * x) / sidePixels, (255 * y) / sidePixels];
      rgb.set(isDisc ? [250, 200, 60] : [across, down, 255 - across], (y * sidePixels + x) * 3);
    }
  }
  return {
    widthPixels: sidePixels,
    heightPixels: sidePixels,
    rgb,
    metadata: { format: 'png' },
    warnings: [],
  };
}
