import { readdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { FoundTranslatorRow } from '../catalog/rebuild-catalog.ts';
import { CoreError } from '../contract/core-error.ts';
import { sha256OfFile } from '../files/sha256-of-file.ts';
import type { LibraryFolder } from './library-folder.ts';

/** The translator files of a library as their manifests tell them, or why one cannot be used. */
export async function findTranslatorFiles(
  library: LibraryFolder,
): Promise<readonly (FoundTranslatorRow | CoreError)[]> {
  const names = await readdir(library.translators).catch(() => []);
  const files = names.filter((name) => name.endsWith('.onnx')).toSorted();
  return Promise.all(files.map((name) => readTranslator(library, join(library.translators, name))));
}

async function readTranslator(library: LibraryFolder, path: string): Promise<FoundTranslatorRow | CoreError> {
  const { openTranslator } = await import('../translator/open-translator.ts'); // loads the engine
  try {
    const { manifest } = await openTranslator(path);
    const { name, run, step, direction, domains, licence } = manifest;
    const [domainA, domainB] =
      direction === 'a-to-b' ? [domains.from, domains.to] : [domains.to, domains.from];
    const sha256 = await sha256OfFile(path);
    const origin = basename(path).startsWith('imported-') ? 'imported' : 'trained';
    const file = relative(library.root, path);
    return { name, file, sha256, run, step, direction, domainA, domainB, licence, origin };
  } catch (error) {
    if (error instanceof CoreError) return error;
    throw error;
  }
}
