import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { formatManifest, parseManifest } from '../dataset/manifest.ts';
import { nextVersion, type VersionChange } from '../dataset/next-version.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';

export interface NextVersionInput {
  readonly manifestFile: string;
  readonly change: VersionChange;
  /** Where the new manifest is to be. */
  readonly newFile: string;
}

/** Freezes the next version of a dataset; its file is whole then. Errors as `nextVersion`. */
export async function run({
  manifestFile,
  change,
  newFile,
}: NextVersionInput): Promise<{ readonly manifestSha256: string }> {
  const text = formatManifest(nextVersion(parseManifest(await readFile(manifestFile, 'utf8')), change));
  await writeFileAtomic(newFile, text, { overwrite: true }); // a file without a row was never acknowledged
  return { manifestSha256: createHash('sha256').update(text).digest('hex') };
}
