import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

interface CachedFile {
  readonly path: string;
  readonly bytes: number;
  readonly usedMs: number;
}

/** Keeps a folder of pictures that can be made again below a number of bytes: the longest unused go first. */
export class ViewBudget {
  readonly #folder: string;
  readonly #mostBytes: number;
  /** Unknown until the folder has been measured. */
  #bytes: number | undefined;
  #tidying: Promise<void> | undefined;

  constructor(folder: string, mostBytes: number) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
  }

  /** To be called for each new file. Resolves when the folder is small enough again. */
  async added(bytes: number): Promise<void> {
    if (this.#bytes !== undefined) this.#bytes += bytes;
    if (this.#bytes !== undefined && this.#bytes <= this.#mostBytes) return;
    this.#tidying ??= this.#tidy().finally(() => (this.#tidying = undefined));
    await this.#tidying;
  }

  /** Down to four fifths, so that this is seldom needed. */
  async #tidy(): Promise<void> {
    const files = await listCached(this.#folder);
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    if (bytes > this.#mostBytes) {
      for (const file of files.sort((a, b) => a.usedMs - b.usedMs)) {
        if (bytes <= this.#mostBytes * 0.8) break;
        await rm(file.path, { force: true });
        bytes -= file.bytes;
      }
    }
    this.#bytes = bytes;
  }
}

async function listCached(folder: string): Promise<CachedFile[]> {
  const files: CachedFile[] = [];
  for (const shard of await readdir(folder).catch(() => [])) {
    for (const name of await readdir(join(folder, shard)).catch(() => [])) {
      const path = join(folder, shard, name);
      const facts = await stat(path).catch(() => undefined);
      if (facts?.isFile() === true) files.push({ path, bytes: facts.size, usedMs: facts.mtimeMs });
    }
  }
  return files;
}
