import { cpSync, appendFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createCore } from '../../core/create-core.ts';

/** A library with a dataset and a style of the smallest networks. */
export async function prepareLibrary(libraryFolder: string, pair: string): Promise<void> {
  const core = await createCore({ libraryFolder });
  try {
    const work = { signal: new AbortController().signal, onProgress: () => undefined };
    await core.datasets.import({ name: 'set', a: join(pair, 'day'), b: join(pair, 'dusk') }, work);
    const options = { size: 24, filters: 2, blocks: 1, steps: 1 };
    await core.training.start({ name: 'style', method: 'cyclegan', data: 'set', options }, work);
  } finally {
    await core.close();
  }
}

const photosInTrial = 12;

/** Photos that no library has: those of a folder with a mark behind their pictures. */
export function markedPhotos(from: string, to: string, mark: string, most = photosInTrial): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)
    .filter((name) => !name.endsWith('.md'))
    .slice(0, most)) {
    cpSync(join(from, name), join(to, name));
    appendFileSync(join(to, name), mark);
  }
}
