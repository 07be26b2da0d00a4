import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { DatasetVersion } from '../catalog/datasets.ts';
import type { Catalog } from '../catalog/open-catalog.ts';
import { CoreError } from '../contract/core-error.ts';
import { formatManifest, parseManifest, sides, type DatasetManifest } from '../dataset/manifest.ts';
import { errorCode } from '../files/write-error.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { datasetRow } from './library-contents.ts';
import type { LibraryFolder } from './library-folder.ts';
import { freeName } from './library-names.ts';
import { safePart } from './result-name.ts';

/** A frozen version with what it says. */
export interface StoredDataset {
  readonly row: DatasetVersion;
  readonly manifest: DatasetManifest;
}

/** Keeps dataset versions: the manifest as a file, then its row. */
export class DatasetStore {
  readonly #library: LibraryFolder;
  readonly #catalog: Catalog;

  constructor(library: LibraryFolder, catalog: Catalog) {
    this.#library = library;
    this.#catalog = catalog;
  }

  /** Keeps a manifest as its next version; one with the same pictures as the newest is that one. */
  async add(manifest: DatasetManifest): Promise<StoredDataset> {
    const newest = await this.newest(manifest.name);
    if (newest !== undefined && isSameSet(newest.manifest, manifest)) return newest;
    const file = join(this.#library.datasets, manifest.name, `v${manifest.version}.json`);
    const text = formatManifest(manifest);
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, text, { overwrite: true }); // a file without a row was never acknowledged
    const row = this.#catalog.datasets.add(datasetRow(this.#library, file, text, manifest));
    return { row, manifest };
  }

  /** The newest version of a dataset. Throws `dataset-not-found`, `damaged-manifest`. */
  async load(name: string): Promise<StoredDataset> {
    const found = await this.newest(name);
    if (found !== undefined) return found;
    const known = this.#catalog.datasets.list().map((row) => row.name);
    const choice = known.length === 0 ? 'There are none yet' : `There are: ${known.join(', ')}`;
    throw new CoreError(
      'dataset-not-found',
      `There is no dataset "${name}". ${choice}. Import one with \`diptych dataset import\`.`,
      { name, known },
    );
  }

  async newest(name: string): Promise<StoredDataset | undefined> {
    const row = this.#catalog.datasets.find(name);
    return row && { row, manifest: await this.#read(row) };
  }

  async all(): Promise<readonly StoredDataset[]> {
    const rows = this.#catalog.datasets.list();
    return Promise.all(rows.map(async (row) => ({ row, manifest: await this.#read(row) })));
  }

  /** A name for two folders: their own names, unless other folders have that already. */
  async nameFor(folders: { readonly a: string; readonly b: string }): Promise<string> {
    const own = sides.map((side) => safePart(basename(resolve(folders[side])))).join('-');
    const others = new Set(
      (await this.all())
        .filter(({ manifest: { domains } }) =>
          sides.some((side) => domains[side].folder !== resolve(folders[side])),
        )
        .map(({ row }) => row.name),
    );
    return freeName(own.replace(/^-+/, ''), (name) => others.has(name));
  }

  async #read({ manifestPath, manifestSha256, name, version }: DatasetVersion): Promise<DatasetManifest> {
    const file = resolve(this.#library.root, manifestPath);
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      throw damaged(name, version, `"${file}" cannot be read (${errorCode(error)})`, error);
    });
    const sha256 = createHash('sha256').update(text).digest('hex');
    if (sha256 !== manifestSha256) throw damaged(name, version, `"${file}" was changed`);
    return parseManifest(text);
  }
}

function isSameSet(one: DatasetManifest, other: DatasetManifest): boolean {
  return isDeepStrictEqual([one.domains, one.judge], [other.domains, other.judge]);
}

function damaged(name: string, version: number, found: string, cause?: unknown): CoreError {
  return new CoreError(
    'damaged-manifest',
    `Version ${version} of the dataset "${name}" is damaged: ${found}. Import the folders again to make a new version.`,
    { name, version },
    { cause },
  );
}
