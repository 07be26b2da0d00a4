import { relative, join } from 'node:path';
import { rm, rmdir } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { DatasetVersion, NewDatasetVersion } from '../../catalog/datasets.ts';
import { isInside } from '../../files/is-inside.ts';
import type { JobKind, JobReport } from '../../jobs/job-kind.ts';
import { sides, type DatasetManifest } from '../../dataset/manifest.ts';
import type { House } from '../house.ts';
import { inTurns } from '../in-turns.ts';
import type { DatasetNames } from './dataset-names.ts';
import { copySides, type GatheredSides } from './gather-sides.ts';
import type { ManifestShelf, ShelvedDataset } from './manifest-shelf.ts';

/** Everything that an import needs after a crash. */
export interface ImportPayload {
  readonly name: string;
  readonly gathered: GatheredSides;
  readonly judge: number;
  /** The name of its folder in the cache. */
  readonly token: string;
  /** The pair that comes with the app. */
  readonly isSample?: boolean;
}

/** Adds the job of an import. */
export function queueImport({ queue }: House, payload: ImportPayload): { readonly jobId: number } {
  const { id: jobId } = queue.add({
    kind: 'import-dataset',
    title: `Import ${payload.name}`,
    payload,
    subject: { type: 'dataset', key: payload.name },
  });
  return { jobId };
}

export interface ImportProgress {
  readonly signal: AbortSignal;
  readonly report: (report: JobReport) => void;
}

/** Surveys two folders in an engine and freezes them as the next version of a dataset: the manifest first, its rows last. */
export class DatasetImports {
  readonly #house: House;
  readonly #shelf: ManifestShelf;
  readonly #names: DatasetNames;

  constructor(house: House, shelf: ManifestShelf, names: DatasetNames) {
    this.#house = house;
    this.#shelf = shelf;
    this.#names = names;
  }

  get jobKind(): JobKind<ImportPayload> {
    return {
      kind: 'import-dataset',
      resource: 'pictures',
      canPause: true,
      afterCrash: 'requeue',
      run: async (payload, work) => {
        const { row, manifest } = await this.run(payload, work);
        return {
          summary: sentenceOf(manifest),
          outcome: { name: row.name, version: row.version, versionId: row.id },
          isFinal: true,
        };
      },
      undo: (payload) => this.#remove(payload),
    };
  }

  /** Throws what reading the folders throws, `cancelled`, `disk-full`, `write-failed`; what is done is not done again. */
  async run(payload: ImportPayload, progress: ImportProgress): Promise<ShelvedDataset> {
    const { catalog, changes } = this.#house;
    const frozen = (await this.#isFrozen(payload)) ? undefined : await this.#freeze(payload, progress);
    const row = frozen ?? catalog.datasets.find(payload.name)!;
    if (payload.isSample) catalog.datasets.setSample(row.name, true);
    await rm(this.#scratch(payload), { recursive: true, force: true });
    changes.publish({ topic: 'datasets', ids: [row.name] });
    return { row, manifest: await this.#shelf.read(row) };
  }

  async #freeze(
    payload: ImportPayload,
    { signal, report }: ImportProgress,
  ): Promise<DatasetVersion | undefined> {
    report({ fraction: null, stage: 'Copying pictures' });
    await copySides(payload.gathered, signal, (done, total) =>
      report({ fraction: (done / total) * copyFraction }),
    );
    await this.#names.settle(); // so that no manifest of another dataset lies where this one goes
    return this.#survey(payload, { signal, report });
  }

  /** Rows of a version whose manifest is whole on the disk, without keeping others waiting. */
  async addRows(
    file: string,
    manifestSha256: string,
    name: string,
    version: number,
  ): Promise<DatasetVersion> {
    const { library, catalog } = this.#house;
    const manifestPath = relative(library.root, file);
    const manifest = await this.#shelf.read({
      name,
      version,
      manifestPath,
      manifestSha256,
    } as DatasetVersion);
    const slices = catalog.datasets.addInSlices(newRow(manifest, manifestPath, manifestSha256));
    await setImmediate(); // to have parsed the manifest takes a turn of its own
    return inTurns(slices);
  }

  /** Undefined when the newest version has the very same pictures. */
  async #survey(
    { name, gathered, judge, token }: ImportPayload,
    { signal, report }: ImportProgress,
  ): Promise<DatasetVersion | undefined> {
    const { library, catalog, engines } = this.#house;
    const newest = catalog.datasets.find(name);
    const version = catalog.datasets.nextVersion(name);
    const manifestFile = join(library.datasets, name, `v${version}.json`);
    const input = {
      ...{ name, version, judge, manifestFile, a: gathered.sides.a.folder, b: gathered.sides.b.folder },
      scratch: this.#scratch({ token }),
      newestFile: newest === undefined ? null : this.#shelf.fileOf(newest),
    };
    const startMs = performance.now();
    for (let from = 0; ;) {
      const answer = await engines.run('pictures', 'import-dataset', { ...input, from }, { signal });
      if (answer.state === 'same') return undefined;
      if (answer.state === 'frozen') return this.addRows(manifestFile, answer.manifestSha256, name, version);
      from = answer.done;
      report(progressOf(answer, (performance.now() - startMs) / 1000));
    }
  }

  async #remove(payload: ImportPayload): Promise<void> {
    await rm(this.#scratch(payload), { recursive: true, force: true });
    if (!(await this.#isFrozen(payload))) await this.#removeMade(payload);
  }

  /** Whether the copied pictures belong to a version already: its job ended with the process that did it. */
  async #isFrozen({ name, gathered: { made } }: ImportPayload): Promise<boolean> {
    const newest = this.#house.catalog.datasets.find(name);
    if (newest === undefined || made === null) return false;
    const { domains } = await this.#shelf.read(newest);
    return sides.some((side) => isInside(made, domains[side].folder));
  }

  async #removeMade({ name, gathered: { made } }: ImportPayload): Promise<void> {
    if (made === null) return;
    await rm(made, { recursive: true, force: true });
    await rmdir(join(this.#house.library.datasets, name)).catch(() => undefined); // unless it holds versions
  }

  #scratch({ token }: Pick<ImportPayload, 'token'>): string {
    return join(this.#house.library.cache, 'dataset-imports', token);
  }
}

const copyFraction = 0.1;

function progressOf(
  { done, total }: { readonly done: number; readonly total: number },
  seconds: number,
): JobReport {
  const left = (seconds / done) * (total - done);
  return {
    fraction: copyFraction + (1 - copyFraction) * 0.98 * (done / total),
    stage: done < total ? `Reading pictures, ${done} of ${total}` : 'Looking for pictures that are alike',
    etaSeconds: { low: left, high: left * 1.5 },
  };
}

function newRow(manifest: DatasetManifest, manifestPath: string, manifestSha256: string): NewDatasetVersion {
  const { name, version, domains } = manifest;
  const images = sides.flatMap((side) => domains[side].images.map((image) => ({ side, ...image })));
  return { name, version, manifestPath, manifestSha256, images };
}

function sentenceOf({ domains, leftOut }: DatasetManifest): string {
  const left = leftOut.length === 0 ? 'none left out' : `${leftOut.length} left out`;
  return `${domains.a.images.length} and ${domains.b.images.length} pictures, ${left}`;
}
