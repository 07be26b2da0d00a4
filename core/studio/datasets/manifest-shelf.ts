import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { DatasetVersion } from '../../catalog/datasets.ts';
import type { Catalog } from '../../catalog/open-catalog.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { DatasetManifest } from '../../dataset/manifest.ts';
import type { LibraryFolder } from '../../services/library-folder.ts';

/** A frozen version with what it says. */
export interface ShelvedDataset {
  readonly row: DatasetVersion;
  readonly manifest: DatasetManifest;
}

/** So many manifests are kept; one of 20,000 pictures takes some ten megabytes. */
const mostKept = 6;

/**
 * The manifests of dataset versions, read once each. Their files are hashed on the way, so what is read is what was
 * checked when it was frozen, and a set of 20,000 pictures keeps nobody waiting for longer than JSON takes.
 */
export class ManifestShelf {
  readonly #library: LibraryFolder;
  readonly #catalog: Catalog;
  readonly #kept = new Map<string, Promise<DatasetManifest>>();

  constructor(library: LibraryFolder, catalog: Catalog) {
    this.#library = library;
    this.#catalog = catalog;
  }

  /** The newest version of a dataset. Throws `dataset-not-found`, `damaged-manifest`. */
  async newest(name: string): Promise<ShelvedDataset> {
    const row = this.#catalog.datasets.find(name);
    if (row !== undefined) return { row, manifest: await this.read(row) };
    throw new CoreError(
      'dataset-not-found',
      `There is no dataset "${name}" any more. Choose another, or import its folders again.`,
      { name },
    );
  }

  /** Throws `damaged-manifest`. */
  read(row: DatasetVersion): Promise<DatasetManifest> {
    const known = this.#kept.get(row.manifestSha256);
    this.#kept.delete(row.manifestSha256); // the one used last goes last
    const manifest = known ?? this.#readFile(row);
    this.#kept.set(row.manifestSha256, manifest);
    if (this.#kept.size > mostKept) this.#kept.delete(this.#kept.keys().next().value!);
    manifest.catch(() => this.#kept.delete(row.manifestSha256));
    return manifest;
  }

  fileOf({ manifestPath }: DatasetVersion): string {
    return resolve(this.#library.root, manifestPath);
  }

  async #readFile(row: DatasetVersion): Promise<DatasetManifest> {
    const file = this.fileOf(row);
    const { text, sha256 } = await readHashed(file).catch((error: unknown) => {
      throw damaged(row, `"${file}" cannot be read`, error);
    });
    if (sha256 !== row.manifestSha256) throw damaged(row, `"${file}" was changed`);
    await setImmediate(); // some twenty milliseconds of JSON are a turn of their own
    const manifest = JSON.parse(text) as DatasetManifest;
    await setImmediate();
    return manifest;
  }
}

async function readHashed(file: string): Promise<{ readonly text: string; readonly sha256: string }> {
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    chunks.push(chunk);
  }
  return { text: Buffer.concat(chunks).toString('utf8'), sha256: hash.digest('hex') };
}

function damaged({ name, version }: DatasetVersion, found: string, cause?: unknown): CoreError {
  return new CoreError(
    'damaged-manifest',
    `Version ${version} of the dataset "${name}" is damaged: ${found}. Import the folders again to make a new version.`,
    { name, version },
    { cause },
  );
}
