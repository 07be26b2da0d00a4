import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LibraryFolder } from '../../services/library-folder.ts';

/** All that a preview depends on. */
export interface PreviewRecipe {
  readonly translatorSha256: string;
  /** The same key stands for the same content. */
  readonly photoKey: string;
  readonly longSidePixels: number;
  readonly strength: number;
}

const version = 1;
const mostBytes = 256 * 1024 * 1024;

/** The same 64 digits for the same preview. */
export function previewKey({ translatorSha256, photoKey, longSidePixels, strength }: PreviewRecipe): string {
  const text = JSON.stringify([version, translatorSha256, photoKey, longSidePixels, strength.toFixed(3)]);
  return createHash('sha256').update(text).digest('hex');
}

export function previewFolder({ cache }: Pick<LibraryFolder, 'cache'>): string {
  return join(cache, 'previews');
}

export function previewFile(library: Pick<LibraryFolder, 'cache'>, key: string): string {
  return join(previewFolder(library), `${key}.webp`);
}

/** Makes the folder and removes the oldest previews until the rest is small. */
export async function prunePreviews(
  library: Pick<LibraryFolder, 'cache'>,
  most: number = mostBytes,
): Promise<void> {
  const folder = previewFolder(library);
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  const facts = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => undefined)));
  const files = names
    .map((name, index) => ({
      name,
      sizeBytes: facts[index]?.size ?? 0,
      changedMs: facts[index]?.mtimeMs ?? 0,
    }))
    .toSorted((one, other) => one.changedMs - other.changedMs);
  let total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  for (const { name, sizeBytes } of files) {
    if (total <= most) return;
    await rm(join(folder, name), { force: true });
    total -= sizeBytes;
  }
}
