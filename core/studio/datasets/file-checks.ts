import type { PictureToCheck } from '../../dataset/check-dataset.ts';
import { pictureFile, sides, type DatasetManifest, type Side } from '../../dataset/manifest.ts';
import type { House } from '../house.ts';
import type { FileCheck } from './findings.ts';
import type { ShelvedDataset } from './manifest-shelf.ts';

interface Checked {
  readonly startedMs: number;
  isDone: boolean;
  readonly missing: Record<Side, Set<number>>;
  readonly changed: Record<Side, Set<number>>;
}

/** A version that is looked at again after this is compared again. */
const freshMs = 10 * 60_000;
/** More do not fit into the second that one task takes. */
const mostAtOnce = 500;

/** Compares versions with their files in the background, each while somebody looks at it, and remembers what it found. */
export class FileChecks {
  readonly #house: Pick<House, 'engines' | 'changes'>;
  readonly #stopping = new AbortController();
  readonly #checked = new Map<number, Checked>();

  constructor(house: Pick<House, 'engines' | 'changes'>) {
    this.#house = house;
  }

  /** What is known now; starts the comparison when there is none yet, or an old one. */
  of({ row, manifest }: ShelvedDataset): FileCheck {
    const known = this.#checked.get(row.id);
    if (known !== undefined && (!known.isDone || Date.now() - known.startedMs < freshMs)) return known;
    const checked = {
      startedMs: Date.now(),
      isDone: false,
      missing: { a: new Set<number>(), b: new Set<number>() },
      changed: { a: new Set<number>(), b: new Set<number>() },
    };
    this.#checked.set(row.id, checked);
    void this.#compare(row.id, manifest, checked).then(
      () => this.#house.changes.publish({ topic: 'datasets', ids: [row.name] }),
      () => this.#checked.delete(row.id), // the engine failed or the library closes; the next look starts anew
    );
    return known ?? checked;
  }

  async #compare(versionId: number, manifest: DatasetManifest, checked: Checked): Promise<void> {
    const { signal } = this.#stopping;
    for (const side of sides) {
      const { length } = manifest.domains[side].images;
      for (let from = 0; from < length && this.#checked.get(versionId) === checked;) {
        const { done, missing, changed } = await this.#house.engines.run(
          'pictures',
          'check-pictures',
          { pictures: picturesOf(manifest, side, from) },
          { signal },
        );
        for (const index of missing) checked.missing[side].add(from + index);
        for (const index of changed) checked.changed[side].add(from + index);
        from += done;
      }
    }
    checked.isDone = true;
  }
}

function picturesOf({ domains }: DatasetManifest, side: Side, from: number): readonly PictureToCheck[] {
  return domains[side].images.slice(from, from + mostAtOnce).map((image) => ({
    path: pictureFile(domains[side], image),
    ...{ sizeBytes: image.sizeBytes, sha256: image.sha256 },
  }));
}
