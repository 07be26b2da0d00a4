import { rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { DatasetVersion } from '../../catalog/datasets.ts';
import { freeName } from '../../services/library-names.ts';
import type { EffectKind } from '../actions/actions.ts';
import type { House } from '../house.ts';
import type { ManifestShelf } from './manifest-shelf.ts';

export interface DatasetName {
  /** Any version of the dataset. */
  readonly versionId: number;
  readonly name: string;
}

/**
 * The names of datasets. A name changes in the catalog at once, also when that is undone; manifests say it too and lie
 * in a folder of that name, so they are written anew after it: the new file, the row that names it, and then the old file
 * goes. What a kill leaves of that is done at the next start; until then the rows name the old files, which are whole.
 */
export class DatasetNames {
  readonly effect: EffectKind<DatasetName>;
  readonly #house: House;
  readonly #shelf: ManifestShelf;
  readonly #stopListening: () => void;
  readonly #closing = new AbortController();
  #last: Promise<void> = Promise.resolve();

  constructor(house: House, shelf: ManifestShelf) {
    this.#house = house;
    this.#shelf = shelf;
    this.effect = nameEffect(house);
    this.#stopListening = house.changes.listen(({ topic }) => {
      if (topic === 'datasets') void this.settle();
    });
  }

  /** Once all manifests say the names of their datasets; one that cannot be written keeps its file as it was. */
  settle(): Promise<void> {
    this.#last = this.#last.then(() => this.#settle());
    return this.#last;
  }

  async close(): Promise<void> {
    this.#stopListening();
    this.#closing.abort();
    await this.#last;
  }

  async #settle(): Promise<void> {
    if (this.#house.catalog.readOnly) return;
    const refused = new Set<number>();
    for (let row = this.#nextMisplaced(refused); row !== undefined; row = this.#nextMisplaced(refused))
      if (!(await this.#move(row).catch(() => false))) refused.add(row.id);
  }

  #nextMisplaced(refused: ReadonlySet<number>): DatasetVersion | undefined {
    if (this.#closing.signal.aborted) return undefined;
    const { datasets } = this.#house.catalog;
    const rows = datasets.list().flatMap(({ name }) => datasets.versions(name));
    const named = new Set(rows.map((row) => this.#shelf.fileOf(row)));
    return rows.find((row) => {
      const file = this.#shelf.fileOf(row);
      const isOurs = dirname(dirname(file)) === this.#house.library.datasets;
      return isOurs && !named.has(this.#placeOf(row)) && !refused.has(row.id);
    });
  }

  #placeOf({ name, version }: DatasetVersion): string {
    return join(this.#house.library.datasets, name, `v${version}.json`);
  }

  async #move(row: DatasetVersion): Promise<boolean> {
    const { catalog, engines, library, changes } = this.#house;
    const [from, to] = [this.#shelf.fileOf(row), this.#placeOf(row)];
    const task = { name: row.name, files: [{ from, to }] };
    const { signal } = this.#closing;
    const [manifestSha256] = await engines.run('pictures', 'rename-dataset', task, { signal });
    catalog.datasets.move({
      id: row.id,
      manifestPath: relative(library.root, to),
      manifestSha256: manifestSha256!,
    });
    if (!(await isSameFile(from, to))) await rm(from, { force: true });
    await rmdir(dirname(from)).catch(() => undefined); // unless it holds pictures or versions
    changes.publish({ topic: 'datasets' });
    changes.publish({ topic: 'runs' });
    return true;
  }
}

function nameEffect({ catalog: { datasets } }: House): EffectKind<DatasetName> {
  return {
    kind: 'dataset-name',
    topics: ['datasets', 'runs'],
    isVoid: ({ versionId }) => datasets.get(versionId) === undefined,
    apply({ versionId, name }) {
      const before = datasets.get(versionId)?.name;
      if (before === undefined || before === name) return { versionId, name };
      const isTaken = (candidate: string) => candidate !== before && datasets.find(candidate) !== undefined;
      datasets.rename(before, freeName(name, isTaken)); // another dataset may have taken the name since
      return { versionId, name: before };
    },
  };
}

/** As where two names differ by capitals only, on a disk that does not tell these apart. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => undefined)));
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
}
