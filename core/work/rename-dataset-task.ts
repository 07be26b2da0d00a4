import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { formatManifest, parseManifest } from '../dataset/manifest.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';

export interface RenameDatasetInput {
  readonly name: string;
  /** The manifests of all versions: where each is and where it is to be. */
  readonly files: readonly { readonly from: string; readonly to: string }[];
}

/** Writes the manifests of all versions under another name; the SHA-256 of each. */
export async function run({ name, files }: RenameDatasetInput): Promise<readonly string[]> {
  const hashes: string[] = [];
  for (const { from, to } of files) {
    const text = formatManifest({ ...parseManifest(await readFile(from, 'utf8')), name });
    await mkdir(dirname(to), { recursive: true });
    await writeFileAtomic(to, text, { overwrite: true });
    hashes.push(createHash('sha256').update(text).digest('hex'));
  }
  return hashes;
}
