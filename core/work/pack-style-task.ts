import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { packageBytes, type PackedTranslator } from '../archive/package-bytes.ts';
import type { PackageCard } from '../archive/package-manifest.ts';
import { zipLimits } from '../archive/zip-directory.ts';
import { CoreError } from '../contract/core-error.ts';
import type { Direction } from '../contract/events.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { encodeView } from '../image/encode-image.ts';
import { openSmallPhoto } from '../image/open-photo.ts';
import { openTranslator } from '../translator/open-translator.ts';
import { translatePhoto } from '../translator/translate-photo.ts';
import type { RunTask } from './task.ts';

export interface PackStyleInput {
  readonly card: PackageCard;
  readonly translators: readonly {
    readonly direction: Direction;
    readonly path: string;
    /** A photo to show it on. */
    readonly sample: string;
  }[];
  /** The `.diptych` file to write. */
  readonly target: string;
  readonly overwrite: boolean;
}

const samplePixels = 256;

/**
 * Writes a style as one `.diptych` file: what is packed has been checked and has translated its sample. Throws
 * `model-not-found`, `refused-model`, `output-exists`, `disk-full`, `write-failed`.
 */
export const run: RunTask<PackStyleInput, { readonly sizeBytes: number }> = async (
  { card, translators, target, overwrite },
  { signal },
) => {
  const packed: PackedTranslator[] = [];
  for (const { direction, path, sample } of translators) {
    const model = await modelBytes(path);
    packed.push({ direction, model, sample: await shown(path, sample, signal) });
  }
  const bytes = Buffer.concat(packageBytes(card, packed));
  await mkdir(dirname(target), { recursive: true });
  await writeFileAtomic(target, bytes, { overwrite });
  return { sizeBytes: bytes.length };
};

async function modelBytes(path: string): Promise<Buffer> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    const message = `The file "${path}" of this style is gone. Locate it first.`;
    throw new CoreError('model-not-found', message, { path }, { cause });
  });
  if (bytes.length <= zipLimits.memberBytes / 2) return bytes;
  const message = `The file "${path}" has more than 1 GiB, which a package cannot hold. Export it as .onnx.`;
  throw new CoreError('refused-model', message, { path });
}

async function shown(path: string, sample: string, signal: AbortSignal): Promise<PackedTranslator['sample']> {
  const translator = await openTranslator(path);
  try {
    const photo = await openSmallPhoto(sample, samplePixels);
    const rgb = await translatePhoto(translator, photo, { signal });
    const before = await encodeView({ ...photo, rgb: photo.rgb });
    return { before, after: await encodeView({ ...photo, rgb }) };
  } catch (error) {
    if (error instanceof CoreError && error.reason === 'flat-result') return null; // it does not show on this photo
    throw error;
  } finally {
    await translator.dispose();
  }
}
