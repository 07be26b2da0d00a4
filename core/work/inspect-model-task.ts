import { copyFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { sha256OfFile } from '../files/sha256-of-file.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { temporaryPathBeside } from '../files/temporary-path.ts';
import { writeError } from '../files/write-error.ts';
import { encodePhoto } from '../image/encode-photo.ts';
import type { Photo } from '../image/photo.ts';
import { openTranslator, type Translator } from '../translator/open-translator.ts';
import type { TranslatorManifest } from '../translator/translator-manifest.ts';
import { translatePhoto } from '../translator/translate-photo.ts';
import type { RunTask } from './task.ts';

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

/** Facts, and a test picture before and after as PNG in base64; null where none came out. */
export interface InspectedModel extends ModelFacts {
  readonly test: { readonly before: string; readonly after: string } | null;
}

export interface InspectModelInput {
  readonly path: string;
  /** Where to keep a copy of the file, under a name made of its hash, if it can be used. */
  readonly copyTo?: string;
}

/**
 * Checks a translator file and translates a test picture with it; what is kept is what was checked. Throws
 * `model-not-found`, `cancelled`, `disk-full`, `write-failed`.
 */
export const run: RunTask<InspectModelInput, InspectedModel> = async ({ path, copyTo }, { signal }) => {
  if (copyTo === undefined) return inspect(path, signal);
  const temporary = temporaryPathBeside(join(copyTo, 'imported.onnx'));
  try {
    await copyFile(path, temporary);
    const facts = await inspect(temporary, signal);
    if (facts.problems.length === 0) await rename(temporary, join(copyTo, importedName(facts.sha256)));
    await syncFolder(copyTo);
    return facts;
  } catch (error) {
    throw writeError(error, copyTo, 0);
  } finally {
    await rm(temporary, { force: true });
  }
};

/** What an imported file is called in the library. */
export function importedName(sha256: string): string {
  return `imported-${sha256.slice(0, 16)}.onnx`;
}

async function inspect(path: string, signal: AbortSignal): Promise<InspectedModel> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile())
    throw new CoreError('model-not-found', `There is no model file "${path}". Choose it again.`, { path });
  const facts = { sha256: await sha256OfFile(path, { signal }), sizeBytes: found.size };
  const unknown = { parameters: null, bytesPerPixel: null, operatorSet: null, radiusPixels: null };
  const unusable = { ...facts, ...unknown, manifest: null, test: null };
  try {
    const translator = await openTranslator(path);
    const { manifest, facts: graph } = translator;
    const { parameters, bytesPerPixel, operatorSet, radiusPixels } = graph;
    const known = { ...facts, manifest, parameters, bytesPerPixel, operatorSet, radiusPixels };
    return { ...known, ...(await tried(translator, signal)) };
  } catch (error) {
    return { ...unusable, problems: problemsOf(error) };
  }
}

async function tried(
  translator: Translator,
  signal: AbortSignal,
): Promise<Pick<InspectedModel, 'problems' | 'test'>> {
  try {
    const photo = testPicture();
    const after = await translatePhoto(translator, photo, { signal });
    const test = { before: await pngOf(photo, photo.rgb), after: await pngOf(photo, after) };
    return { problems: [], test };
  } catch (error) {
    return { problems: problemsOf(error), test: null };
  } finally {
    await translator.dispose();
  }
}

async function pngOf(photo: Photo, rgb: Photo['rgb']): Promise<string> {
  return (await encodePhoto(photo, rgb, { format: 'png' })).toString('base64');
}

function problemsOf(error: unknown): readonly string[] {
  if (!(error instanceof CoreError) || error.reason === 'cancelled') throw error;
  const { problems } = error.details;
  return Array.isArray(problems) && problems.length > 0 ? problems.map(String) : [error.message];
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
